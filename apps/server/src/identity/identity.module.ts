import { Module } from '@nestjs/common';
import { AddPerson } from './add-person.js';
import { AgenciesController } from './agencies.controller.js';
import { AgencyController } from './agency.controller.js';
import { AgencyPeople } from './agency-people.js';
import { ChangePerson } from './change-person.js';
import { CreateAgency } from './create-agency.js';
import { IssueLink } from './issue-link.js';
import { DropDraft } from './drop-draft.js';
import { KeepDraft } from './keep-draft.js';
import { ListDrafts } from './list-drafts.js';
import { ListAgencies } from './list-agencies.js';
import { RenewFirstLink } from './renew-first-link.js';
import { SetAgencyPolicy } from './set-agency-policy.js';
import { ViewAgency } from './view-agency.js';
import { PersistenceModule } from '../platform/persistence.module.js';
import { PlatformModule } from '../platform/platform.module.js';
import { RedisModule } from '../platform/redis/redis.module.js';
import { SessionsModule } from '../platform/sessions/sessions.module.js';
import { AccountController } from './account.controller.js';
import { ChangePassword } from './change-password.js';
import { CheckPassword } from './check-password.js';
import { DraftsController } from './drafts.controller.js';
import { EndSession } from './end-session.js';
import { FoundInstallation } from './found-installation.js';
import { ListSessions } from './list-sessions.js';
import { PasswordStrategy } from './password.strategy.js';
import { Passwords } from './passwords.js';
import { SessionController } from './session.controller.js';
import { SetPasswordController } from './set-password.controller.js';
import { SetPasswordByLink } from './set-password.js';
import { SignInLimits } from './sign-in-limits.js';
import { StartSession } from './start-session.js';
import { UnlockSession } from './unlock-session.js';
import { ViewAccount } from './view-account.js';

/** The directory of agencies and people; signing in, sessions, duties. */
@Module({
  imports: [PlatformModule, PersistenceModule, SessionsModule, RedisModule],
  controllers: [
    SessionController,
    AccountController,
    SetPasswordController,
    AgenciesController,
    AgencyController,
    DraftsController,
  ],
  providers: [
    Passwords,
    SignInLimits,
    CheckPassword,
    PasswordStrategy,
    StartSession,
    UnlockSession,
    EndSession,
    ViewAccount,
    ListSessions,
    ChangePassword,
    SetPasswordByLink,
    FoundInstallation,
    AddPerson,
    AgencyPeople,
    ChangePerson,
    CreateAgency,
    IssueLink,
    ListAgencies,
    RenewFirstLink,
    SetAgencyPolicy,
    ViewAgency,
    KeepDraft,
    ListDrafts,
    DropDraft,
  ],
})
export class IdentityModule {}
