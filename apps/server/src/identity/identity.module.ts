import { Module } from '@nestjs/common';
import { PersistenceModule } from '../platform/persistence.module.js';
import { PlatformModule } from '../platform/platform.module.js';
import { SessionsModule } from '../platform/sessions/sessions.module.js';
import { AccountController } from './account.controller.js';
import { ChangePassword } from './change-password.js';
import { CheckPassword } from './check-password.js';
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
  imports: [PlatformModule, PersistenceModule, SessionsModule],
  controllers: [SessionController, AccountController, SetPasswordController],
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
  ],
})
export class IdentityModule {}
