import { createHash, randomBytes } from 'node:crypto';

/** 256 bits for the cookie; only its digest is kept, so a copy of the database signs nobody in. */
export function newReference(): { readonly token: string; readonly hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOf(token) };
}

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
