import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Day, Id, MemberView } from '@liaison/contracts';
import { notFound, type MemberRole } from '@liaison/domain';
import { callingFactsOf, findMember, lockOwnAgency, UnitOfWork } from '@liaison/persistence';
import { endAfter } from './days.js';
import { nominate, unfit } from './nominate.js';
import { standInLine } from './stand.js';

export interface Nomination {
  readonly person: Id;
  readonly role: MemberRole;
  readonly until?: Day;
}

/** A coordinator names somebody of the own agency. Another agency's person and nobody at all are refused alike. */
@Injectable()
export class NominateMember {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, { person, role, until }: Nomination): Promise<MemberView> {
    return this.unitOfWork.run(actor, 'member.nominate', async (tx, act) => {
      await lockOwnAgency(tx);
      const { facts } = await standInLine(tx, act, operation);
      act.touch('person', person, { owner: actor.agency }).note('role', role);
      const own = await callingFactsOf(tx, person);
      act.require('member.nominate', { ...facts, target: { agency: own ? actor.agency : '', role } });
      const problem = await unfit(tx, operation, person);
      if (problem) throw problem;
      const id = await nominate(tx, actor, operation, { person, role, until: endAfter(tx.now, until) });
      const member = await findMember(tx, operation, id);
      if (!member) throw notFound();
      return member;
    });
  }
}
