import {
  digestOf,
  fieldDigest,
  fieldsOf,
  scopeDigest,
  type PersonalFacts,
  type ScopeNumber,
} from '@liaison/access-record';
import type { Grove } from '../../kit/tree.js';

/** Everything that the database holds of one record. */
export interface Held {
  readonly entry: Uint8Array;
  readonly record: Uint8Array;
  readonly columns: { readonly at: string; readonly class: string; readonly act: string; readonly outcome: string };
  readonly facts: PersonalFacts;
  readonly salts: Readonly<Record<string, string | null>>;
  readonly numbers: readonly (ScopeNumber & { readonly salt: string })[];
}

interface Row {
  readonly entry_bytes: Buffer;
  readonly bytes: Buffer;
  readonly at: string;
  readonly class: string;
  readonly act: string;
  readonly outcome: string;
  readonly body: PersonalFacts & { readonly subject_agencies: readonly string[]; readonly salts: Held['salts'] };
  readonly numbers: Held['numbers'];
}

export async function heldOf({ admin }: Grove, entry: number): Promise<Held | null> {
  const { rows } = await admin.query<Row>(
    `select e.bytes as entry_bytes, r.bytes, to_char(r.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
       r.class, r.act, r.outcome, to_jsonb(b) as body,
       (select jsonb_agg(to_jsonb(s)) from access_scope s where s.record = e.record) as numbers
     from access_entry e join access_record r on r.id = e.record join access_body b on b.record = r.id where e.entry = $1`,
    [entry],
  );
  const [row] = rows;
  if (!row) return null;
  const { at, class: recordClass, act, outcome, body } = row;
  return {
    entry: row.entry_bytes,
    record: row.bytes,
    columns: { at, class: recordClass, act, outcome },
    facts: { ...body, subjectAgencies: body.subject_agencies },
    salts: body.salts,
    numbers: row.numbers,
  };
}

/**
 * The leaf that would stand in the tree if all this were true: the entry itself where everything fits, else one with
 * what does not. So a verifier that knows nothing of records is asked about them too.
 */
export function leafOf({ entry, record, columns, facts, salts, numbers }: Held): Uint8Array {
  const digests = [...fieldsOf(facts)].flatMap(([name, value]) => {
    const salt = salts[name];
    return typeof salt === 'string' ? [fieldDigest(salt, name, value)] : [];
  });
  const scopes = numbers.map(({ salt, ...number }) => scopeDigest(salt, only(number)));
  // What was changed in the record's own bytes must not be put right again by the columns beside them.
  const isOwn = Buffer.from(entry).includes(digestOf(record));
  const shown = isOwn ? changed(record, columns, { digests }) : record;
  return changed(entry, { record: digestOf(shown) }, { scopes });
}

const only = ({ kind, agency, operation, n }: ScopeNumber): ScopeNumber => ({ kind, agency, operation, n });

/** The same bytes, unless they do not say these values or do not contain these members. Bytes that are no JSON stay. */
export function changed(
  bytes: Uint8Array,
  values: Readonly<Record<string, unknown>>,
  members: Readonly<Record<string, readonly string[]>>,
): Uint8Array {
  const held = parsed(bytes);
  if (!held) return bytes;
  const lists = Object.entries(members).map(([name, wanted]) => {
    const known = held[name];
    return [name, Array.isArray(known) ? [...new Set([...(known as string[]), ...wanted])] : wanted] as const;
  });
  const fits =
    Object.entries(values).every(([name, value]) => held[name] === value) &&
    lists.every(([name, all]) => (held[name] as readonly unknown[] | undefined)?.length === all.length);
  return fits ? bytes : Buffer.from(JSON.stringify({ ...held, ...values, ...Object.fromEntries(lists) }));
}

function parsed(bytes: Uint8Array): Record<string, unknown> | null {
  try {
    const held: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof held === 'object' && held !== null ? (held as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
