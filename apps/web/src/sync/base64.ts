/** The bytes of base64 in either alphabet, with padding or without. Throws for anything else. */
export const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
