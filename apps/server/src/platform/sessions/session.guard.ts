import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '@liaison/domain';
import type { Request, Response } from 'express';
import { addressOf } from '../http/address.js';
import type { HasActor } from '../actor.js';
import { publicKey } from '../doors/act.decorator.js';
import { InboundLimits } from '../rate-limit/inbound-limits.js';
import { tooMany } from '../rate-limit/too-many.js';
import { RequestTurns } from './request-turns.js';
import { Sessions, type SignedIn } from './sessions.js';
import { atOnceKey, evenLockedKey, withoutSessionKey } from './without-session.decorator.js';

/** Stands before every HTTP door: who is not signed in, or has a locked screen, gets no further. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly sessions: Sessions,
    private readonly limits: InboundLimits,
    private readonly turns: RequestTurns,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Request & HasActor>();
    const address = addressOf(request);
    const asks = !marked(context, withoutSessionKey);
    const found = asks ? await this.sessions.find(request.headers.cookie, address) : null;
    if (found) request.actor = found;
    await this.count(found, address);
    if (!asks) return true;
    if (!found && marked(context, publicKey)) return true;
    if (!found) throw notSignedIn();
    if (found.locked && !marked(context, evenLockedKey)) throw locked();
    if (!found.locked && request.headers['x-liaison-input'] === '1') await this.sessions.noteInput(found);
    if (marked(context, atOnceKey)) return true;
    const hasWaited = await this.turns.take(found, context.switchToHttp().getResponse<Response>());
    if (hasWaited && !(await this.sessions.resolve(request.headers.cookie, address))) throw notSignedIn();
    return true;
  }

  private async count(found: SignedIn | null, address: string): Promise<void> {
    const wait = await (found ? this.limits.take(found) : this.limits.takeStranger(address));
    if (wait > 0) throw tooMany(wait);
  }
}

const notSignedIn = (): DomainError => new DomainError('unauthenticated', 'You are not signed in.');

export const locked = (): DomainError =>
  new DomainError('unauthenticated', 'The screen is locked. Enter your password to go on.', { reason: 'locked' });

const marked = (context: ExecutionContext, key: string): boolean =>
  Reflect.getMetadata(key, context.getHandler()) !== undefined;
