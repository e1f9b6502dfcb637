import { usageError } from '../exits.js';

const loopback = ['localhost', '127.0.0.1', '[::1]'];

/** The installation's origin from what was typed. A session never crosses a network in the clear. */
export function readAddress(text: string): string {
  if (!URL.canParse(text)) throw usageError(`--url must be an address such as https://liaison.example`);
  const url = new URL(text);
  const clear = url.protocol === 'http:' && loopback.includes(url.hostname);
  if (url.protocol !== 'https:' && !clear)
    throw usageError('--url must begin with https:// (plain http:// is for this machine only)');
  if (url.username || url.password) throw usageError('--url must hold no name and no password; use liaison sign-in');
  return url.origin;
}
