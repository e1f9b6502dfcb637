import { canonical } from '@liaison/access-record';
import { LogError } from '@liaison/transparency-log';

/**
 * What people, agencies and the operation were called when the extract was asked for, by id. Records hold ids alone: the
 * names are the server's word, pinned by the extract's own record.
 */
export type Names = Readonly<Record<string, string>>;

export const formatNames = (names: Names): Uint8Array => new TextEncoder().encode(`${canonical(names)}\n`);

/** Throws `malformed` for anything but what `formatNames` writes. */
export function parseNames(bytes: Uint8Array): Names {
  const names = jsonIn(bytes);
  const isNames = typeof names === 'object' && names !== null && !Array.isArray(names);
  if (!isNames || !Object.values(names).every((name) => typeof name === 'string'))
    throw new LogError('malformed', 'are no names by id');
  return { ...(names as Names) };
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}
