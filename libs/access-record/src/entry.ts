import { LogError } from '@liaison/transparency-log';
import { digestIn, digestsOf, parseCanonical } from './canonical-json.js';
import { digestOf } from './digest.js';
import { canonical } from './field.js';
import { padding } from './record.js';
import { newSalt } from './salt.js';

export const entryVersion = 1;

/** What the log's tree holds of a record. */
export interface Entry {
  /** SHA-256 of the record's bytes, base64url. */
  readonly record: string;
  /** For each scope that may read the record its number there, as a salted digest, and others of nothing; sorted. */
  readonly scopes: readonly string[];
}

/** The entry's exact bytes (RFC 8785) for a record's bytes; digests of nothing make the number of scopes full. */
export function formatEntry(record: Uint8Array, scopes: readonly string[]): Uint8Array {
  const full = [...scopes];
  while (full.length === 0 || full.length % padding !== 0) full.push(digestOf(newSalt()));
  return new TextEncoder().encode(canonical({ version: entryVersion, record: digestOf(record), scopes: full.sort() }));
}

/** Throws `malformed` for anything but what `formatEntry` writes. */
export function parseEntry(bytes: Uint8Array): Entry {
  const { version, record, scopes } = parseCanonical(bytes, ['record', 'scopes', 'version'], 'the entry');
  if (version !== entryVersion) throw new LogError('malformed', 'the entry is of an unknown version');
  const digests = digestsOf(scopes, 'the entry’s scopes');
  if (digests.length === 0 || digests.length % padding !== 0)
    throw new LogError('malformed', `the entry has ${digests.length} digests of scopes, no multiple of ${padding}`);
  return { record: digestIn(record, 'the entry’s record'), scopes: digests };
}
