import { createHash } from 'node:crypto';

/** SHA-256 (FIPS 180-4) of the parts one after another; 32 bytes. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return new Uint8Array(digest.digest());
}
