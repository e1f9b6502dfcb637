import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Me, SessionView } from '@liaison/contracts';
import { CurrentActor } from '../platform/actor.js';
import { Act } from '../platform/doors/act.decorator.js';
import { IdParam } from '../platform/http/id-param.js';
import { AtOnce } from '../platform/sessions/without-session.decorator.js';
import { ChangePassword } from './change-password.js';
import { EndSession } from './end-session.js';
import { ListSessions } from './list-sessions.js';
import { ChangePasswordDto } from './session.dto.js';
import { ViewAccount } from './view-account.js';

/** One's own account. */
@Controller('me')
export class AccountController {
  constructor(
    private readonly account: ViewAccount,
    private readonly sessions: ListSessions,
    private readonly end: EndSession,
    private readonly password: ChangePassword,
  ) {}

  @Get()
  @Act('account.view')
  @AtOnce()
  me(@CurrentActor() actor: Actor): Promise<Me> {
    return this.account.run(actor);
  }

  @Get('sessions')
  @Act('account.view')
  @AtOnce()
  mySessions(@CurrentActor() actor: Actor): Promise<readonly SessionView[]> {
    return this.sessions.run(actor);
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @Act('session.end')
  @AtOnce()
  endSession(@CurrentActor() actor: Actor, @IdParam('id') id: string): Promise<void> {
    return this.end.run(actor, id);
  }

  @Post('password')
  @HttpCode(204)
  @Act('password.change')
  @AtOnce()
  changePassword(@CurrentActor() actor: Actor, @Body() input: ChangePasswordDto): Promise<void> {
    return this.password.run(actor, input);
  }
}
