import canonicalize from 'canonicalize';
import { digestOf } from './digest.js';

/** The salted digest of a named value: SHA-256 over `[salt, name, value]` in RFC 8785 form, base64url. */
export const fieldDigest = (salt: string, name: string, value: unknown): string =>
  digestOf(`[${canonical(salt)},${canonical(name)},${canonical(value)}]`);

/** RFC 8785. A text is canonical as JSON writes it, and most values are texts. */
export const canonical = (value: unknown): string =>
  value === null || typeof value === 'string' ? JSON.stringify(value) : (canonicalize(value) ?? 'null');
