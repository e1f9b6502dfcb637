import { sha256 as over } from '@noble/hashes/sha2.js';

/** In the browser, in place of the libraries' own `digest.ts`, which use Node. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const digest = over.create();
  for (const part of parts) digest.update(part);
  return digest.digest();
}

export const digestOf = (data: string | Uint8Array): string =>
  base64url(over(typeof data === 'string' ? new TextEncoder().encode(data) : data));

export function runningDigest(): { add(bytes: Uint8Array): void; end(): string } {
  const digest = over.create();
  return {
    add: (bytes) => void digest.update(bytes),
    end: () => base64url(digest.digest()),
  };
}

export const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
