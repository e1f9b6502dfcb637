import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Me } from '@liaison/contracts';
import { DomainError } from '@liaison/domain';
import { noteInput, ownCredential, UnitOfWork } from '@liaison/persistence';
import { Passwords } from './passwords.js';
import { presentMe } from './present-me.js';
import { SignInLimits } from './sign-in-limits.js';

/** Opens a locked screen again with the password; place and drafts are as they were. */
@Injectable()
export class UnlockSession {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly passwords: Passwords,
    private readonly limits: SignInLimits,
  ) {}

  async run(actor: Actor & { readonly session: string }, input: { readonly password: string }): Promise<Me> {
    const credential = await this.unitOfWork.quietly(actor.person, ownCredential);
    const name = credential?.sign_in_name ?? '';
    await this.limits.take(name, actor.address);
    const matches = await this.passwords.matches(credential?.password_hash ?? null, input.password);
    if (matches) await this.limits.giveBack(name, actor.address);
    return this.unitOfWork.run(actor, 'session.unlock', async (tx, act) => {
      act.require('session.unlock', {});
      act.touch('session', actor.session, { owner: actor.agency });
      if (!matches)
        throw new DomainError('unauthenticated', 'This is not your password.', { reason: 'wrong_password' });
      await noteInput(tx, actor.session);
      return presentMe(tx, actor);
    });
  }
}
