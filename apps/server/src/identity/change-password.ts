import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import { DomainError } from '@liaison/domain';
import { endSessionsOf, ownCredential, raiseEpoch, setOwnPassword, UnitOfWork } from '@liaison/persistence';
import { Sessions } from '../platform/sessions/sessions.js';
import { Passwords } from './passwords.js';
import { SignInLimits } from './sign-in-limits.js';

export interface NewPassword {
  readonly current: string;
  readonly next: string;
}

/** Changes one's own password; every other session of the person ends with the old one. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly passwords: Passwords,
    private readonly limits: SignInLimits,
    private readonly sessions: Sessions,
  ) {}

  async run(actor: Actor, input: NewPassword): Promise<void> {
    const credential = await this.unitOfWork.quietly(actor.person, ownCredential);
    const name = credential?.sign_in_name ?? '';
    this.passwords.refuseWeak('next', input.next, name);
    await this.limits.take(name, actor.address);
    const matches = await this.passwords.matches(credential?.password_hash ?? null, input.current);
    if (matches) await this.limits.giveBack(name, actor.address);
    const hash = await this.passwords.hash(input.next);
    await this.unitOfWork.run(actor, 'password.change', async (tx, act) => {
      act.require('password.change', {});
      act.touch('person', actor.person, { owner: actor.agency });
      if (!matches)
        throw new DomainError('forbidden', 'This is not your present password.', { reason: 'wrong_password' });
      await setOwnPassword(tx, hash);
      await raiseEpoch(tx, actor.person, actor.session);
      await endSessionsOf(tx, actor.person, actor.session);
    });
    this.sessions.tellEnded({ person: actor.person, session: null, except: actor.session, reason: 'revoked' });
  }
}
