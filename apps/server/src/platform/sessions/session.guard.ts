import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '@liaison/domain';
import type { Request, Response } from 'express';
import { addressOf } from '../http/address.js';
import type { HasActor } from '../actor.js';
import { publicKey } from '../doors/act.decorator.js';
import { InboundLimits } from '../rate-limit/inbound-limits.js';
import { tooMany } from '../rate-limit/too-many.js';
import { UnderWay } from '../rate-limit/under-way.js';
import { Sessions, type SignedIn } from './sessions.js';
import { evenLockedKey, withoutSessionKey } from './without-session.decorator.js';

/** Of one person: more than a browser asks for at once. */
const mostUnderWay = 8;

/** Stands before every HTTP door: who is not signed in, or has a locked screen, gets no further. */
@Injectable()
export class SessionGuard implements CanActivate {
  private readonly underWay = new UnderWay(mostUnderWay);

  constructor(
    private readonly sessions: Sessions,
    private readonly limits: InboundLimits,
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
    if (!found) throw new DomainError('unauthenticated', 'You are not signed in.');
    if (found.locked && !marked(context, evenLockedKey)) throw locked();
    if (!found.locked && request.headers['x-liaison-input'] === '1') await this.sessions.noteInput(found);
    await this.turn(found, context.switchToHttp().getResponse());
    return true;
  }

  /** Until the answer is out. */
  private async turn({ person }: SignedIn, response: Response): Promise<void> {
    const leave = await this.underWay.enter(person);
    if (response.closed) leave();
    else response.once('close', leave);
  }

  private async count(found: SignedIn | null, address: string): Promise<void> {
    const wait = await (found ? this.limits.take(found) : this.limits.takeStranger(address));
    if (wait > 0) throw tooMany(wait);
  }
}

export const locked = (): DomainError =>
  new DomainError('unauthenticated', 'The screen is locked. Enter your password to go on.', { reason: 'locked' });

const marked = (context: ExecutionContext, key: string): boolean =>
  Reflect.getMetadata(key, context.getHandler()) !== undefined;
