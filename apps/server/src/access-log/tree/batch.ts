import { formatEntry, newSalt, scopeDigest, scopesOf, type Scope } from '@liaison/access-record';
import type { NewEntry, PendingRecord, PlaceInScope } from '@liaison/persistence';
import { requireEntry } from '@liaison/transparency-log';

/** What the tree grows by. */
export interface Batch {
  readonly entries: readonly NewEntry[];
  readonly places: readonly PlaceInScope[];
}

/** Numbers the records in each of their scopes, going on from the last number there, and makes their entries. */
export async function batchOf(
  records: readonly PendingRecord[],
  lastNumber: (scope: Scope) => Promise<number>,
): Promise<Batch> {
  const last = new Map<string, number>();
  const entries: NewEntry[] = [];
  const places: PlaceInScope[] = [];
  for (const { record, at, bytes, ...facts } of records) {
    const own: PlaceInScope[] = [];
    for (const scope of scopesOf(facts)) {
      const name = nameOf(scope);
      const n = (last.get(name) ?? (await lastNumber(scope))) + 1;
      last.set(name, n);
      own.push({ ...scope, n, record, at, salt: newSalt() });
    }
    const entry = formatEntry(bytes, own.map(digestOf));
    requireEntry(entry);
    places.push(...own);
    entries.push({ record, bytes: entry });
  }
  return { entries, places };
}

const digestOf = ({ salt, ...number }: PlaceInScope): string => scopeDigest(salt, number);

const nameOf = ({ kind, agency, operation }: Scope): string => `${kind} ${agency} ${operation}`;
