import { Body, Controller, Delete, HttpCode, Post } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { OperationView } from '@liaison/contracts';
import { CurrentActor } from '../platform/actor.js';
import { Act } from '../platform/doors/act.decorator.js';
import { IdParam } from '../platform/http/id-param.js';
import { AnswerAdmission } from './answer-admission.js';
import { AnswerInvitation } from './answer-invitation.js';
import { InviteAgency } from './invite-agency.js';
import { AdmissionAnswerDto, InvitationAnswerDto, InvitationDto } from './participation.dto.js';
import { RemoveAgency } from './remove-agency.js';
import { WithdrawAgency } from './withdraw-agency.js';

/** Agencies in an operation: invited, in, gone. */
@Controller('operations/:operation')
export class ParticipationsController {
  constructor(
    private readonly inviteAgency: InviteAgency,
    private readonly answerInvitation: AnswerInvitation,
    private readonly withdrawAgency: WithdrawAgency,
    private readonly removeAgency: RemoveAgency,
    private readonly answerAdmission: AnswerAdmission,
  ) {}

  @Post('participations')
  @Act('agency.invite')
  invite(
    @CurrentActor() actor: Actor,
    @IdParam('operation') operation: string,
    @Body() input: InvitationDto,
  ): Promise<OperationView> {
    return this.inviteAgency.run(actor, operation, input);
  }

  @Post('participations/:agency/answer')
  @HttpCode(200)
  @Act('participation.answer')
  answer(
    @CurrentActor() actor: Actor,
    @IdParam('operation') operation: string,
    @IdParam('agency') agency: string,
    @Body() input: InvitationAnswerDto,
  ): Promise<OperationView> {
    return this.answerInvitation.run(actor, operation, agency, input);
  }

  @Post('participations/:agency/withdraw')
  @HttpCode(200)
  @Act('participation.withdraw')
  withdraw(
    @CurrentActor() actor: Actor,
    @IdParam('operation') operation: string,
    @IdParam('agency') agency: string,
  ): Promise<OperationView> {
    return this.withdrawAgency.run(actor, operation, agency);
  }

  @Delete('participations/:agency')
  @Act('agency.remove')
  remove(
    @CurrentActor() actor: Actor,
    @IdParam('operation') operation: string,
    @IdParam('agency') agency: string,
  ): Promise<OperationView> {
    return this.removeAgency.run(actor, operation, agency);
  }

  @Post('admissions/:agency/answer')
  @HttpCode(200)
  @Act('admission.answer')
  admission(
    @CurrentActor() actor: Actor,
    @IdParam('operation') operation: string,
    @IdParam('agency') agency: string,
    @Body() input: AdmissionAnswerDto,
  ): Promise<OperationView> {
    return this.answerAdmission.run(actor, operation, agency, input.withItems);
  }
}
