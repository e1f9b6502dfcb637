import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, OperationView } from '@liaison/contracts';
import type { LegalRegime } from '@liaison/domain';
import { AcceptInvitation } from './accept-invitation.js';
import { DeclineInvitation } from './decline-invitation.js';

export interface InvitationAnswer {
  readonly answer: 'accept' | 'decline';
  readonly regime?: LegalRegime;
}

/** One door, two acts: each is decided and recorded as what it is. */
@Injectable()
export class AnswerInvitation {
  constructor(
    private readonly accept: AcceptInvitation,
    private readonly decline: DeclineInvitation,
  ) {}

  run(actor: Actor, operation: Id, agency: Id, { answer, regime }: InvitationAnswer): Promise<OperationView> {
    if (answer === 'accept' && regime !== undefined) return this.accept.run(actor, operation, agency, regime);
    return this.decline.run(actor, operation, agency);
  }
}
