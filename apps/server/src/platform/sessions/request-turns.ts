import { Injectable } from '@nestjs/common';
import type { Id } from '@liaison/contracts';
import type { Response } from 'express';
import { UnderWay } from '../rate-limit/under-way.js';
import { Sessions, type EndedSessions, type SignedIn } from './sessions.js';

/** Of one person: more than a browser asks for at once. */
const mostUnderWay = 8;
/** For the answer to whoever has ended their own session by it. */
const lastWord = 500;

/** What each person has under way over HTTP: it keeps its place until the answer is out, and no longer than its session. */
@Injectable()
export class RequestTurns {
  private readonly underWay = new UnderWay(mostUnderWay);
  private readonly answering = new Map<Response, SignedIn>();

  constructor(sessions: Sessions) {
    sessions.onEnded((ended) => this.cut(ended));
  }

  isFull(person: Id): boolean {
    return this.underWay.isFull(person);
  }

  /** Resolves when it is this one's turn, with whether it had to wait for it. */
  async take(actor: SignedIn, response: Response): Promise<boolean> {
    const waits = this.isFull(actor.person);
    this.answering.set(response, actor);
    const over = whenOver(response);
    void over.then(() => this.answering.delete(response));
    const leave = await this.underWay.enter(actor.person);
    void over.then(leave);
    return waits;
  }

  /** Answers that are not taken, and bodies that never end, would keep the places of somebody who has signed out. */
  private cut({ person, session, except }: EndedSessions): void {
    for (const [response, actor] of this.answering)
      if (actor.person === person && actor.session !== except && (session === null || actor.session === session))
        setTimeout(() => {
          if (this.answering.has(response)) response.req.socket.destroy();
        }, lastWord).unref();
  }
}

/** An answer that waits behind another on the same line never hears that the line is gone. */
function whenOver(response: Response): Promise<void> {
  const { socket } = response.req;
  if (response.closed || socket.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const over = (): void => {
      socket.off('close', over);
      resolve();
    };
    response.once('close', over);
    // As many as are asked for on it: no browser and no proxy sends a second before the first is answered.
    socket.setMaxListeners(0).once('close', over);
  });
}
