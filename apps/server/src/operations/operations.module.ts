import { Module } from '@nestjs/common';
import { PersistenceModule } from '../platform/persistence.module.js';
import { AcceptInvitation } from './accept-invitation.js';
import { Admissions } from './admissions.js';
import { AnswerAdmission } from './answer-admission.js';
import { AnswerInvitation } from './answer-invitation.js';
import { ChangeMember } from './change-member.js';
import { ChangePhase } from './change-phase.js';
import { CompartmentsController } from './compartments.controller.js';
import { DeclineInvitation } from './decline-invitation.js';
import { DelegateReleases } from './delegate-releases.js';
import { EditOperation } from './edit-operation.js';
import { Expiries } from './expiries.js';
import { InviteAgency } from './invite-agency.js';
import { ListOperations } from './list-operations.js';
import { MembersController } from './members.controller.js';
import { NominateList } from './nominate-list.js';
import { NominateMember } from './nominate-member.js';
import { OpenCompartment } from './open-compartment.js';
import { OpenOperation } from './open-operation.js';
import { OperationsController } from './operations.controller.js';
import { ParticipationsController } from './participations.controller.js';
import { RemoveAgency } from './remove-agency.js';
import { RemoveMember } from './remove-member.js';
import { ReplaceMember } from './replace-member.js';
import { ViewMatrix } from './view-matrix.js';
import { ViewOperation } from './view-operation.js';
import { ViewReaders } from './view-readers.js';
import { WithdrawAgency } from './withdraw-agency.js';

/** Operations: open, invite, answer, nominate, compartments, phases; and the clocks that run out. */
@Module({
  imports: [PersistenceModule],
  controllers: [OperationsController, ParticipationsController, MembersController, CompartmentsController],
  providers: [
    ListOperations,
    ViewOperation,
    OpenOperation,
    EditOperation,
    ChangePhase,
    InviteAgency,
    AnswerInvitation,
    AcceptInvitation,
    DeclineInvitation,
    WithdrawAgency,
    RemoveAgency,
    AnswerAdmission,
    Admissions,
    NominateMember,
    NominateList,
    ChangeMember,
    ReplaceMember,
    RemoveMember,
    DelegateReleases,
    OpenCompartment,
    ViewMatrix,
    ViewReaders,
    Expiries,
  ],
})
export class OperationsModule {}
