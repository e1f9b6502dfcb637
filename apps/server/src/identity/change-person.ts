import { Injectable } from '@nestjs/common';
import { callingsOf, type Actor } from '@liaison/authz';
import type { AgencyPerson, Id } from '@liaison/contracts';
import { conflict, notFound, type AgencyDuty } from '@liaison/domain';
import {
  callingFactsOf,
  countCoordinators,
  endSessionsOf,
  giveDuty,
  giveOversight,
  lockOwnAgency,
  lockOwnPerson,
  operationsOfMember,
  ownPerson,
  raiseEpoch,
  setActive,
  takeDuty,
  takeOversight,
  tellMember,
  UnitOfWork,
  type Tx,
} from '@liaison/persistence';
import { Sessions } from '../platform/sessions/sessions.js';

export interface PersonChange {
  readonly active?: boolean;
  readonly duties?: readonly AgencyDuty[];
  readonly oversight?: boolean;
}

/** A coordinator changes what somebody of the own agency is. Whoever loses something loses it in every open session. */
@Injectable()
export class ChangePerson {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: Sessions,
  ) {}

  async run(actor: Actor, id: Id, change: PersonChange): Promise<AgencyPerson> {
    const { person, lost } = await this.unitOfWork.run(actor, 'person.change', async (tx, act) => {
      act.touch('person', id, { owner: actor.agency });
      await lockOwnAgency(tx);
      await lockOwnPerson(tx, id);
      const before = await ownPerson(tx, id);
      const facts = { target: before && { person: id, agency: before.agency }, agencyIsNew: false };
      act.require('person.change', facts);
      if (!before) throw notFound();
      const wanted = { ...before, ...change };
      const given = wanted.duties.filter((duty) => !before.duties.includes(duty));
      const taken = before.duties.filter((duty) => !wanted.duties.includes(duty));
      if (change.duties !== undefined || change.oversight !== undefined) act.require('duty.give', facts);
      act.note('given', given).note('taken', taken).note('active', String(wanted.active));
      await this.write(tx, before, wanted, { given, taken });
      const lost = taken.length > 0 || (before.oversight && !wanted.oversight) || (before.active && !wanted.active);
      if (lost) await endEverySession(tx, id);
      if (before.active !== wanted.active) await tellOperations(tx, actor, id);
      return { person: (await ownPerson(tx, id)) ?? before, lost };
    });
    if (lost) this.sessions.tellEnded({ person: id, session: null, except: null, reason: 'revoked' });
    return person;
  }

  private async write(tx: Tx, before: AgencyPerson, wanted: AgencyPerson, moved: Moved): Promise<void> {
    for (const duty of moved.taken) await takeDuty(tx, before.id, duty);
    for (const duty of moved.given) await giveDuty(tx, before.id, duty);
    if (wanted.oversight !== before.oversight) await (wanted.oversight ? giveOversight : takeOversight)(tx, before.id);
    if (wanted.active !== before.active) await setActive(tx, before.id, wanted.active);
    const facts = await callingFactsOf(tx, before.id);
    if (facts && callingsOf(facts).length > 1) throw exclusive();
    const coordinated = before.active && before.duties.includes('coordinator');
    if (coordinated && (await countCoordinators(tx)) === 0) throw lastCoordinator();
  }
}

interface Moved {
  readonly given: readonly AgencyDuty[];
  readonly taken: readonly AgencyDuty[];
}

async function endEverySession(tx: Tx, person: Id): Promise<void> {
  await raiseEpoch(tx, person, null);
  await endSessionsOf(tx, person, null);
}

/** Who reads changes with it: every compartment of the person's agency in each of their operations is told. */
async function tellOperations(tx: Tx, actor: Actor, person: Id): Promise<void> {
  for (const operation of await operationsOfMember(tx, person))
    await tellMember(tx, operation, actor.agency, person, 'member.changed');
}

const exclusive = () =>
  conflict(
    'exclusive_duties',
    'One person is at most one of member or coordinator, auditor, oversight officer and administrator.',
  );
const lastCoordinator = () =>
  conflict('last_coordinator', 'The agency would have no coordinator left. Name another one first.');
