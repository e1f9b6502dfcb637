import { LogError } from './log-error.js';

const utf8 = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const encodeText = (text: string): Uint8Array => utf8.encode(text);

/** Throws `malformed` where the bytes are no UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    throw new LogError('malformed', 'is not UTF-8');
  }
}

/** Standard alphabet with padding (RFC 4648, section 4). */
export const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/** Takes what `toBase64` writes and nothing else: one value has one spelling. */
export function fromBase64(text: string, what: string): Uint8Array {
  const bytes = decodedOrNull(text);
  if (!bytes || toBase64(bytes) !== text) throw new LogError('malformed', `${what} is not base64`);
  return bytes;
}

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

function decodedOrNull(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}

/** A whole number as logs write it: decimal, without leading zeroes, at most 2^53 - 1. */
export function parseCount(text: string, what: string): number {
  const count = /^(?:0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(count)) throw new LogError('malformed', `${what} is no whole number below 2^53`);
  return count;
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const isEqual = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);
