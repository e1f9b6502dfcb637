import { hash } from 'node:crypto';

/** SHA-256 (FIPS 180-4) of bytes, or of a text in UTF-8; base64url without padding. */
export const digestOf = (data: string | Uint8Array): string => hash('sha256', data, 'base64url');
