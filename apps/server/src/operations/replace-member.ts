import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, MemberView } from '@liaison/contracts';
import { invalid } from '@liaison/domain';
import {
  callingFactsOf,
  endSides,
  isMember,
  lockOwnAgency,
  membersOf,
  notify,
  passPlaces,
  UnitOfWork,
  type Tx,
} from '@liaison/persistence';
import { memberFacts, present } from './member-facts.js';
import { nominate, unfit } from './nominate.js';
import { standInLine } from './stand.js';

/** A coordinator puts somebody in another's place: seats, claims, due acknowledgements and drafts go along. */
@Injectable()
export class ReplaceMember {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, id: Id, successor: Id): Promise<MemberView> {
    return this.unitOfWork.run(actor, 'member.change', async (tx, act) => {
      await lockOwnAgency(tx);
      const standing = await standInLine(tx, act, operation);
      act.touch('member', id, { owner: actor.agency }).touch('person', successor, { owner: actor.agency });
      const { facts, member } = await memberFacts(tx, standing, id);
      act.require('member.change', facts);
      const leaving = present(member);
      await refuseUnknown(tx, leaving, successor);
      await this.replace(tx, actor, operation, leaving, successor);
      return present((await membersOf(tx, operation)).find((one) => one.person.id === successor) ?? null);
    });
  }

  private async replace(tx: Tx, actor: Actor, operation: Id, leaving: MemberView, successor: Id): Promise<void> {
    const { role, deputy, until } = leaving;
    if (!(await isMember(tx, operation, successor))) {
      const problem = await unfit(tx, operation, successor);
      if (problem) throw problem;
      const nominee = { person: successor, role, deputy, until: until === null ? null : new Date(until) };
      await nominate(tx, actor, operation, nominee);
    }
    await passPlaces(tx, operation, actor.agency, leaving.person.id, successor);
    await endSides(tx, operation, actor.agency, leaving.person.id);
    await notify(tx, [leaving.person.id], 'membership.lost', { operation });
    await notify(tx, [successor], 'compartment.gained', { operation });
  }
}

async function refuseUnknown(tx: Tx, leaving: MemberView, successor: Id): Promise<void> {
  if (leaving.person.id === successor) throw invalid('successor', 'must be somebody else');
  if (!(await callingFactsOf(tx, successor))) throw invalid('successor', 'must be an active person of your agency');
}
