import { base64url } from './digest.js';

/** In the browser, in place of the record library's own `salt.ts`, which uses Node. */
export const newSalt = (): string => base64url(crypto.getRandomValues(new Uint8Array(16)));
