import { randomFillSync } from 'node:crypto';

/** In bytes. */
const saltSize = 16;
/** Random bytes are fetched for some dozens of records at once: each fetch costs more than all else of a record's salts. */
const randomness = Buffer.alloc(512 * saltSize);
let spent = randomness.length;

/** 128 random bits, base64url. */
export function newSalt(): string {
  if (spent === randomness.length) {
    randomFillSync(randomness);
    spent = 0;
  }
  spent += saltSize;
  return randomness.toString('base64url', spent - saltSize, spent);
}
