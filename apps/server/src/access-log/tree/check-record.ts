import { fieldDigest, fieldsOf, parseRecord, scopesOf, type Scope } from '@liaison/access-record';
import type { StoredBody, StoredEntry } from '@liaison/persistence';
import { LogError } from '@liaison/transparency-log';

/** Throws `LogError` where a record's row says something else than its bytes, by which alone it is proven. */
export function requireColumns({ record, columns }: StoredEntry): void {
  const sealed = parseRecord(record);
  for (const name of ['class', 'act', 'outcome'] as const)
    if (sealed[name] !== columns[name]) throw new LogError('inconsistent', `its record's row has another ${name}`);
  if (sealed.at.getTime() !== columns.at?.getTime())
    throw new LogError('inconsistent', "its record's row has another time");
}

/**
 * Throws `LogError` unless each value of the body is one that the record holds, the record has a number in each scope to
 * which the body says that it belongs, and what the body is found by follows from it. What was erased, salt and value,
 * cannot be compared; but what is there and what was erased are together all that the record holds, and each field was erased by
 * some act.
 */
export function requireValues(
  { record, places }: StoredEntry,
  { at, objectIds, facts, salts, erased, erasedBy }: StoredBody,
): void {
  const sealed = parseRecord(record);
  const fields = fieldsOf(facts);
  for (const name of new Set([...fields.keys(), ...Object.keys(salts)])) {
    const [value, salt] = [fields.get(name) ?? null, salts[name]];
    if (salt === undefined ? !isEmpty(value) : !sealed.digests.includes(fieldDigest(salt, name, value)))
      throw new LogError('inconsistent', `${name} is not what the record holds`);
  }
  const names = [...Object.keys(salts), ...erased];
  if (names.length !== sealed.digests.length || new Set(names).size !== names.length)
    throw new LogError('inconsistent', 'its salts and what was erased are not the fields that the record holds');
  if (erasedBy.length !== erased.length || erasedBy.some((act) => typeof act !== 'string'))
    throw new LogError('inconsistent', 'does not say of each of its erased fields which act erased it');
  const has = ({ kind, agency, operation }: Scope): boolean =>
    places.some((place) => place.kind === kind && place.agency === agency && place.operation === operation);
  if (!scopesOf({ ...facts, class: sealed.class }).every(has))
    throw new LogError('inconsistent', 'belongs to a scope in which the record has no number');
  if (sealed.at.getTime() !== at?.getTime()) throw new LogError('inconsistent', 'has another time than the record');
  if (objectIds.join() !== facts.objects.map(({ id }) => id).join())
    throw new LogError('inconsistent', 'is found by other objects than it names');
}

const isEmpty = (value: unknown): boolean =>
  value === null || (typeof value === 'object' && Object.keys(value).length === 0);
