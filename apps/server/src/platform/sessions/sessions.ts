import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import type { Clock } from '@liaison/domain';
import {
  noteInput,
  sessionsOf,
  sessionStates,
  UnitOfWork,
  type FoundSession,
  type SessionState,
} from '@liaison/persistence';
import { CLOCK } from '../clock.js';
import { LookUps } from './look-ups.js';
import { tokenIn } from './session-cookie.js';
import { hashOf } from './session-reference.js';
import { idleMinutes } from './session-times.js';

/** Somebody who has signed in, and until when that holds. */
export interface SignedIn extends Actor {
  readonly session: Id;
  readonly lastInputAt: Date;
  readonly expiresAt: Date;
  /** Idle for too long: nothing is answered until the person unlocks. */
  readonly locked: boolean;
}

/** Which sessions ended just now. A hint, never the proof: whoever holds sockets open asks `states` as well. */
export interface EndedSessions {
  readonly person: Id;
  /** One session, or all of the person's but `except`. */
  readonly session: Id | null;
  readonly except: Id | null;
  readonly reason: 'signed_out' | 'revoked';
}

const milliseconds = idleMinutes * 60_000;

/** Who is behind a cookie, and who still is. */
@Injectable()
export class Sessions {
  private readonly listeners: ((ended: EndedSessions) => void)[] = [];
  private readonly lookUps = new LookUps<FoundSession>((hashes) =>
    this.unitOfWork.quietly(null, (tx) => sessionsOf(tx, hashes)),
  );

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The session of a Cookie header, locked or not; null when there is none that lives. */
  async find(cookieHeader: string | undefined, address: string): Promise<SignedIn | null> {
    const token = tokenIn(cookieHeader);
    if (token === null) return null;
    const found = await this.lookUps.find(hashOf(token).toString('hex'));
    if (!found) return null;
    return {
      person: found.person,
      agency: found.agency,
      session: found.id,
      duties: found.duties,
      installationDuties: found.installation_duties,
      address,
      lastInputAt: found.last_input_at,
      expiresAt: found.expires_at,
      locked: this.clock.now().getTime() - found.last_input_at.getTime() >= milliseconds,
    };
  }

  /** Who may act on this cookie now; null without a session and while it is locked. */
  async resolve(cookieHeader: string | undefined, address: string): Promise<SignedIn | null> {
    const found = await this.find(cookieHeader, address);
    return found?.locked === false ? found : null;
  }

  /** The person typed or clicked: the idle clock begins anew. Nothing else may do that. */
  async noteInput(actor: Actor): Promise<void> {
    const { session } = actor;
    if (session === null || this.clock.now().getTime() - lastNoted(actor) < 10_000) return;
    await this.unitOfWork.quietly(actor.person, (tx) => noteInput(tx, session));
  }

  /** Which of these sessions are live, and why another is not, for the word that closes its socket: one query for all. */
  states(ids: readonly Id[]): Promise<ReadonlyMap<Id, SessionState>> {
    return this.unitOfWork.quietly(null, (tx) => sessionStates(tx, ids, idleMinutes * 60));
  }

  onEnded(listener: (ended: EndedSessions) => void): void {
    this.listeners.push(listener);
  }

  /** Called after the commit that ended them. */
  tellEnded(ended: EndedSessions): void {
    for (const listener of this.listeners) listener(ended);
  }
}

const lastNoted = (actor: Actor): number =>
  'lastInputAt' in actor && actor.lastInputAt instanceof Date ? actor.lastInputAt.getTime() : 0;
