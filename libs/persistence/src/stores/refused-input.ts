import type { Actor } from '@liaison/authz';
import { newId } from '@liaison/domain';
import type { Tx } from '../tx.js';
import { writeRecord } from './access-log.js';

export interface RefusedCounts {
  readonly invalid: number;
  readonly tooMany: number;
}

/** One record of all that a session sent in a while and that was not taken: it names numbers and nothing that was in it. */
export function writeRefusedInput(tx: Tx, actor: Actor, counts: RefusedCounts): void {
  writeRecord(tx, newId(), {
    at: tx.now,
    class: 'refused_input',
    act: 'input.refuse',
    outcome: 'failure',
    operation: null,
    compartment: null,
    person: actor.person,
    agency: actor.agency,
    role: null,
    session: actor.session,
    address: actor.address,
    objects: [],
    subjectAgencies: [],
    overseers: [],
    recipients: [],
    ground: null,
    rule: null,
    detail: { ...counts },
  });
}
