import { createHash } from 'node:crypto';
import type { Actor } from '@liaison/authz';
import { makeRecord, type ActFacts } from '@liaison/access-record';
import type { Id } from '@liaison/contracts';
import { bytea, rowsInto, type Tx } from '../tx.js';

/** Which policy decided; goes into every record. Raised by hand with each change of a rule. */
export const policyVersion = '1';

const intoRecord = rowsInto('access_record');
const intoBody = rowsInto('access_body');

/** Writes one act's record and body in the act's own transaction, last of all. Answers the record's bytes. */
export function writeRecord(tx: Tx, id: Id, facts: ActFacts): Uint8Array {
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
    overseers: facts.overseers,
    recipients: facts.recipients,
    ground: facts.ground,
    rule: facts.rule,
    detail: facts.detail,
    salts,
  });
  return bytes;
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
