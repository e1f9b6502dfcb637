import { Body, Controller, Delete, Get, Header, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { DoorView, Me } from '@liaison/contracts';
import { isDemonstration, UnitOfWork } from '@liaison/persistence';
import type { Request, Response } from 'express';
import { CurrentActor, type HasActor } from '../platform/actor.js';
import { Act, Public } from '../platform/doors/act.decorator.js';
import { addressOf } from '../platform/http/address.js';
import { Takes } from '../platform/openapi/takes.decorator.js';
import { clearSessionCookie, setSessionCookie } from '../platform/sessions/session-cookie.js';
import type { SignedIn } from '../platform/sessions/sessions.js';
import { AtOnce, EvenLocked, WithoutSession } from '../platform/sessions/without-session.decorator.js';
import { EndSession } from './end-session.js';
import { PasswordGuard, ProvenPerson } from './password.guard.js';
import { SignInDto, UnlockDto } from './session.dto.js';
import { StartSession } from './start-session.js';
import { UnlockSession } from './unlock-session.js';

/** Signing in, unlocking and signing out. */
@Controller('session')
export class SessionController {
  constructor(
    private readonly start: StartSession,
    private readonly unlock: UnlockSession,
    private readonly end: EndSession,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get()
  @Public('whoever opens the page learns whether this browser is signed in and whether all of this is invented')
  @EvenLocked('a locked screen is signed in')
  @AtOnce()
  async door(@Req() request: HasActor): Promise<DoorView> {
    return {
      signedIn: request.actor !== undefined,
      demonstration: await this.unitOfWork.quietly(null, isDemonstration),
    };
  }

  @Post()
  @HttpCode(200)
  @Act('session.start')
  @WithoutSession('nobody is anybody before signing in')
  @UseGuards(PasswordGuard)
  @Takes(SignInDto)
  async signIn(
    @ProvenPerson() person: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me> {
    const from = { address: addressOf(request), device: request.headers['user-agent'] ?? '' };
    const { me, token, expiresAt } = await this.start.run(person, from);
    setSessionCookie(response, token, expiresAt);
    return me;
  }

  @Post('unlock')
  @HttpCode(200)
  @Act('session.unlock')
  @EvenLocked('this is what unlocks')
  @AtOnce()
  unlockScreen(@CurrentActor() actor: SignedIn, @Body() input: UnlockDto): Promise<Me> {
    return this.unlock.run(actor, input);
  }

  @Delete()
  @HttpCode(204)
  @Act('session.end')
  @EvenLocked('anybody may leave')
  @AtOnce()
  @Header('Clear-Site-Data', '"cache", "cookies"')
  async signOut(@CurrentActor() actor: SignedIn, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.end.run(actor, actor.session);
    clearSessionCookie(response);
  }
}
