import { Injectable } from '@nestjs/common';
import { DomainError } from '@liaison/domain';
import { setPasswordByLink, setPasswordLinkOf, UnitOfWork, type Stranger } from '@liaison/persistence';
import { hashOf } from '../platform/sessions/session-reference.js';
import { Sessions } from '../platform/sessions/sessions.js';
import { Passwords } from './passwords.js';
import { SignInLimits } from './sign-in-limits.js';

export interface SetPassword {
  readonly token: string;
  readonly password: string;
}

/** Spends a one-time link. Unknown, used and expired answer alike. */
@Injectable()
export class SetPasswordByLink {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly passwords: Passwords,
    private readonly limits: SignInLimits,
    private readonly sessions: Sessions,
  ) {}

  async run(stranger: Stranger, input: SetPassword): Promise<void> {
    await this.limits.takeFrom(stranger.address);
    const token = hashOf(input.token);
    const link = await this.unitOfWork.quietly(null, (tx) => setPasswordLinkOf(tx, token));
    if (link) this.passwords.refuseWeak('password', input.password, link.sign_in_name);
    const hash = await this.passwords.hash(input.password);
    const person = await this.unitOfWork.run(stranger, 'password.change', async (tx, act) => {
      act.decidedBy('password.change#link');
      if (link) act.touch('person', link.person, { owner: link.agency });
      const who = await setPasswordByLink(tx, token, hash);
      if (who === null) throw spent();
      return who;
    });
    await this.limits.giveBackTo(stranger.address);
    this.sessions.tellEnded({ person, session: null, except: null, reason: 'revoked' });
  }
}

const spent = (): DomainError =>
  new DomainError('not_found', 'This link has been used or has expired. Ask your coordinator for another.');
