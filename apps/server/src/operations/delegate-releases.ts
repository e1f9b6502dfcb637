import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, MemberView } from '@liaison/contracts';
import { conflict } from '@liaison/domain';
import { findMember, setAnswersReleases, tellMember, UnitOfWork } from '@liaison/persistence';
import { memberFacts, present } from './member-facts.js';
import { standInLine } from './stand.js';

/** A coordinator lets a member of the own agency answer requests for release in this operation, or ends that. */
@Injectable()
export class DelegateReleases {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, operation: Id, id: Id, answers: boolean): Promise<MemberView> {
    return this.unitOfWork.run(actor, 'release.delegate', async (tx, act) => {
      const standing = await standInLine(tx, act, operation);
      act.touch('member', id, { owner: actor.agency }).note('answers', String(answers));
      const { facts, member } = await memberFacts(tx, standing, id);
      act.require('release.delegate', facts);
      const { person, role } = present(member);
      if (answers && role === 'observer')
        throw conflict('observer', 'An observer reads and acknowledges. Delegate to somebody with another role.');
      act.touch('person', person.id, { owner: actor.agency });
      await setAnswersReleases(tx, id, answers);
      await tellMember(tx, operation, actor.agency, person.id, 'member.changed');
      return present(await findMember(tx, operation, id));
    });
  }
}
