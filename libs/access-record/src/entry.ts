import { LogError } from '@liaison/transparency-log';
import { digestIn, digestsOf, parseCanonical } from './canonical-json.js';
import { digestOf } from './digest.js';
import { canonical } from './field.js';

export const entryVersion = 1;

/** What the log's tree holds of a record. */
export interface Entry {
  /** SHA-256 of the record's bytes, base64url. */
  readonly record: string;
  /** For each scope that may read the record its number there, as a salted digest; sorted. */
  readonly scopes: readonly string[];
}

/** The entry's exact bytes (RFC 8785) for a record's bytes. */
export const formatEntry = (record: Uint8Array, scopes: readonly string[]): Uint8Array =>
  new TextEncoder().encode(canonical({ version: entryVersion, record: digestOf(record), scopes: [...scopes].sort() }));

/** Throws `malformed` for anything but what `formatEntry` writes. */
export function parseEntry(bytes: Uint8Array): Entry {
  const { version, record, scopes } = parseCanonical(bytes, ['record', 'scopes', 'version'], 'the entry');
  if (version !== entryVersion) throw new LogError('malformed', 'the entry is of an unknown version');
  return { record: digestIn(record, 'the entry’s record'), scopes: digestsOf(scopes, 'the entry’s scopes') };
}
