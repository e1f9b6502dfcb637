import { createHash } from 'node:crypto';
import type { Actor } from '@liaison/authz';
import { makeRecord, type ActFacts } from '@liaison/access-record';
import type { AccessRecordView, Id, Instant } from '@liaison/contracts';
import type { RecordClass } from '@liaison/domain';
import { bytea, rowsInto, type Tx } from '../tx.js';

/** Which policy decided; goes into every record. Raised by hand with each change of a rule. */
export const policyVersion = '1';

const intoRecord = rowsInto('access_record');
const intoBody = rowsInto('access_body');

/** Writes one act's record and body in the act's own transaction, last of all. */
export function writeRecord(tx: Tx, id: Id, facts: ActFacts): void {
  const { bytes, salts } = makeRecord(facts, policyVersion);
  const { at, class: recordClass, act, outcome } = facts;
  tx.later(intoRecord, { id, at, class: recordClass, act, outcome, bytes: bytea(bytes) });
  tx.later(intoBody, {
    record: id,
    at,
    operation: facts.operation,
    compartment: facts.compartment,
    person: facts.person,
    agency: facts.agency,
    role: facts.role,
    session: facts.session,
    address: facts.address,
    objects: facts.objects,
    object_ids: facts.objects.map((object) => object.id),
    subject_agencies: facts.subjectAgencies,
    recipients: facts.recipients,
    ground: facts.ground,
    rule: facts.rule,
    detail: facts.detail,
    salts,
  });
}

/**
 * Whether this session was shown just this of an object before: its record names it, and a client that asks again
 * because a stream spoke, or a screen was drawn once more, adds nothing to it. What changed since is a record.
 */
export async function isShownAgain(tx: Tx, actor: Actor, object: Id, shown: unknown): Promise<boolean> {
  if (actor.session === null) return false;
  const digest = createHash('sha256').update(JSON.stringify(shown)).digest();
  const written = await tx.run(
    `insert into shown values ($1, $2, $3, $4) on conflict (session, object) do update set digest = excluded.digest
       where shown.digest <> excluded.digest`,
    [actor.session, actor.person, object, digest],
  );
  return written === 0;
}

export interface LogFilter {
  readonly from?: Instant;
  readonly to?: Instant;
  readonly operation?: Id;
  readonly person?: Id;
  readonly agency?: Id;
  readonly object?: Id;
  /** Of an object, `VIDTF17-7K3Q`. */
  readonly reference?: string;
  readonly class?: readonly RecordClass[];
  readonly outcome?: 'success' | 'failure';
}

export interface LogPlace {
  readonly at: Instant;
  readonly id: Id;
}

interface LogRow {
  id: Id;
  at: Date;
  class: RecordClass;
  act: string;
  outcome: 'success' | 'failure';
  operation: Id | null;
  agency: Id | null;
  person: Id | null;
  person_name: string | null;
  role: string | null;
  objects: { type: string; id: Id; version: number | null; ref: string | null }[];
  ground_stated: boolean;
  ground: string | null;
  address: string | null;
  session: Id | null;
  recipients: Id[] | null;
  rule: string | null;
  compartment: Id | null;
  seen_as: AccessRecordView['seenAs'];
}

/** Records of the reader's scope, already cut to it by the database; newest first, keyset on time and id. */
export async function logOf(tx: Tx, f: LogFilter, from: LogPlace | null, limit: number): Promise<AccessRecordView[]> {
  const rows = await tx.rows<LogRow>(
    'select * from log_of_my_scope($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
    [
      f.from ?? null,
      f.to ?? null,
      from?.at ?? null,
      from?.id ?? null,
      f.operation ?? null,
      f.person ?? null,
      f.agency ?? null,
      f.object ?? null,
      f.reference ?? null,
      f.class ?? null,
      f.outcome ?? null,
      limit,
    ],
  );
  return rows.map(({ person_name, ground_stated, seen_as, objects, ...row }) => ({
    ...row,
    at: row.at.toISOString(),
    personName: person_name,
    groundStated: ground_stated,
    seenAs: seen_as,
    objects: objects.map(({ type, id, version, ref }) => ({ type, id, version, ref })),
  }));
}
