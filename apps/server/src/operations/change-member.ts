import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Day, Id, MemberView } from '@liaison/contracts';
import type { MemberRole } from '@liaison/domain';
import { changeMember, findMember, tellMember, UnitOfWork } from '@liaison/persistence';
import { endAfter } from './days.js';
import { memberFacts, present, refuseLastLead } from './member-facts.js';
import { standInLine } from './stand.js';

export interface MemberChange {
  readonly role?: MemberRole;
  /** Null takes the end date away. */
  readonly until?: Day | null;
}

/** A coordinator changes the role or the end date of somebody of the own agency. */
@Injectable()
export class ChangeMember {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, id: Id, change: MemberChange): Promise<MemberView> {
    return this.unitOfWork.run(actor, 'member.change', async (tx, act) => {
      const standing = await standInLine(tx, act, operation);
      act.touch('member', id, { owner: actor.agency });
      const { facts, member } = await memberFacts(tx, standing, id, change.role);
      act.require('member.change', facts);
      const before = present(member);
      const role = change.role ?? before.role;
      if (role !== 'lead') await refuseLastLead(tx, operation, before);
      const until = change.until === undefined ? dateOf(before.until) : endAfter(tx.now, change.until);
      act.note('role', role).note('until', until?.toISOString() ?? 'none');
      await changeMember(tx, id, role, until);
      await tellMember(tx, operation, actor.agency, before.person.id, 'member.changed');
      return present(await findMember(tx, operation, id));
    });
  }
}

const dateOf = (instant: string | null): Date | null => (instant === null ? null : new Date(instant));
