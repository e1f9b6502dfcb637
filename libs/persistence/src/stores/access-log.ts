import { makeRecord, type ActFacts } from '../access-record.js';
import { newId } from '@liaison/domain';
import type { Tx } from '../tx.js';

/** Which policy decided; goes into every record. Raised by hand with each change of a rule. */
export const policyVersion = '1';

/** Writes one act's record and body in the act's own transaction. */
export async function writeRecord(tx: Tx, facts: ActFacts): Promise<void> {
  const id = newId();
  const { bytes, salts } = makeRecord(facts, policyVersion);
  await tx.run('insert into access_record values ($1, $2, $3, $4, $5, $6)', [
    id,
    facts.at,
    facts.class,
    facts.act,
    facts.outcome,
    bytes,
  ]);
  await tx.run(
    'insert into access_body values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)',
    [
      id,
      facts.at,
      facts.operation,
      facts.compartment,
      facts.person,
      facts.agency,
      facts.role,
      facts.session,
      facts.address,
      JSON.stringify(facts.objects),
      facts.objects.map((object) => object.id),
      facts.subjectAgencies,
      facts.recipients,
      facts.ground,
      facts.rule,
      JSON.stringify(facts.detail),
      JSON.stringify(salts),
    ],
  );
}
