import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '@liaison/domain';
import type { Request } from 'express';
import { addressOf } from '../http/address.js';
import type { HasActor } from '../actor.js';
import { publicKey } from '../doors/act.decorator.js';
import { Sessions } from './sessions.js';
import { evenLockedKey, withoutSessionKey } from './without-session.decorator.js';

/** Stands before every HTTP door: who is not signed in, or has a locked screen, gets no further. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(private readonly sessions: Sessions) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http' || marked(context, withoutSessionKey)) return true;
    const request = context.switchToHttp().getRequest<Request & HasActor>();
    const found = await this.sessions.find(request.headers.cookie, addressOf(request));
    if (!found && marked(context, publicKey)) return true;
    if (!found) throw new DomainError('unauthenticated', 'You are not signed in.');
    if (found.locked && !marked(context, evenLockedKey)) throw locked();
    if (!found.locked && request.headers['x-liaison-input'] === '1') await this.sessions.noteInput(found);
    request.actor = found;
    return true;
  }
}

export const locked = (): DomainError =>
  new DomainError('unauthenticated', 'The screen is locked. Enter your password to go on.', { reason: 'locked' });

const marked = (context: ExecutionContext, key: string): boolean =>
  Reflect.getMetadata(key, context.getHandler()) !== undefined;
