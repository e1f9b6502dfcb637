import { Injectable } from '@nestjs/common';
import type { Id } from '@liaison/contracts';
import { DomainError } from '@liaison/domain';
import { credentialOf, UnitOfWork, type Credential } from '@liaison/persistence';
import { Passwords } from './passwords.js';
import { SignInLimits } from './sign-in-limits.js';

/** Is this the person of this name? A wrong password and an unknown name cost the same and answer the same. */
@Injectable()
export class CheckPassword {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly passwords: Passwords,
    private readonly limits: SignInLimits,
  ) {}

  async run(typed: string, password: string, address: string): Promise<Id> {
    const signInName = typed.trim().toLowerCase();
    await this.limits.take(signInName, address);
    const credential = await this.unitOfWork.quietly(null, (tx) => credentialOf(tx, signInName));
    const matches = await this.passwords.matches(credential?.password_hash ?? null, password);
    if (!credential || !matches) return this.refuse(credential, address);
    await this.limits.giveBack(signInName, address);
    return credential.person;
  }

  private refuse(credential: Credential | null, address: string): Promise<never> {
    return this.unitOfWork.run({ person: null, address }, 'session.start', async (_tx, act) => {
      if (credential) act.touch('person', credential.person, { owner: credential.agency });
      act.decidedBy('session.start#password');
      throw new DomainError('unauthenticated', 'This sign-in name and password do not belong together.', {
        reason: 'wrong_password',
      });
    });
  }
}
