import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { DomainError } from '@liaison/domain';
import type { Server, Socket } from 'socket.io';
import type { HasActor } from '../actor.js';
import { Config } from '../config/config.js';
import { Doors } from '../doors/doors.js';
import { toDomainError, toProblem } from '../errors/problem.js';
import { addressOf } from '../http/address.js';
import { InboundLimits } from '../rate-limit/inbound-limits.js';
import { networkOf } from '../rate-limit/network-of.js';
import { RefusedInput } from '../rate-limit/refused-input.js';
import { tooMany } from '../rate-limit/too-many.js';
import { UnderWay } from '../rate-limit/under-way.js';
import { Early } from './early.js';
import { FirstFew } from './first-few.js';
import { Reading } from './reading.js';
import { WaitingConnections } from './waiting-connections.js';

type Connection = Socket['conn'];
type Acknowledge = (answer: unknown) => void;

/** One connection: whether it is read, and what is done when somebody has signed in on it. */
interface Line {
  readonly reading: Reading;
  readonly refused: FirstFew;
  signedIn(actor: Actor | undefined): void;
}

/** Of one person: what is beyond has its turn afterwards, so that nobody takes up the whole database. */
const mostUnderWay = 4;
/** Told in passing and without an answer: packets alone, not messages. */
const unanswered = 'ack';

/**
 * Stands before whatever comes over a socket, known or not. A message too many, or one that no door takes, is answered
 * here, before anything is done for it; a connection that floods regardless is read no faster than it may send.
 */
@Injectable()
export class SocketGate {
  private readonly waiting: WaitingConnections;
  private readonly underWay = new UnderWay(mostUnderWay);
  private readonly lines = new WeakMap<Connection, Line>();
  private events: ReadonlySet<unknown> = new Set();

  constructor(
    config: Config,
    private readonly limits: InboundLimits,
    private readonly refused: RefusedInput,
    private readonly doors: Doors,
  ) {
    this.waiting = new WaitingConnections(config.waitingConnections);
  }

  /** Whether one more connection may wait for its sign-in. */
  async hasRoomFor(request: IncomingMessage): Promise<boolean> {
    const address = addressOf(request);
    const hasRoom = this.waiting.hasRoomFor(networkOf(address)) && (await this.limits.takeStranger(address)) === 0;
    if (!hasRoom) this.refused.note('socket', 'too_many', undefined);
    return hasRoom;
  }

  watch(server: Server): void {
    const sockets = this.doors.list().filter(({ kind }) => kind === 'socket');
    this.events = new Set(sockets.map(({ name }) => name));
    server.engine.on('connection', (connection: Connection) => this.enter(connection));
    server.on('connection', (socket) => {
      this.lines.get(socket.conn)?.signedIn((socket.data as HasActor).actor);
      socket.use((event, next) => {
        if (event[0] === unanswered && typeof event.at(-1) !== 'function') return next();
        this.pass(socket, event, next).catch((error: unknown) => answerOf(event)(refusalOf(error)));
      });
    });
  }

  private enter(connection: Connection): void {
    const place = networkOf(addressOf(connection.request));
    const left = this.waiting.enter(place);
    const early = new Early(connection.request.socket);
    connection.once('close', () => {
      early.end();
      left();
    });
    const reading = new Reading(connection);
    let who: string | null = null;
    this.lines.set(connection, {
      reading,
      refused: new FirstFew(),
      signedIn: (actor) => {
        early.end();
        left();
        who = actor?.session ?? place;
      },
    });
    reading.onAny(() => {
      if (who === null) return early.countPacket();
      if (this.limits.takePacket(who) > 0) reading.silence();
      reading.keepPace();
    });
  }

  /** Refuses, or hands on to the handler, whose answer is counted on its way out and ends what is under way. */
  private async pass(socket: Socket, event: unknown[], next: () => void): Promise<void> {
    const { actor } = socket.data as HasActor;
    const answer = answerOf(event);
    const noted = (code: string): void => this.refused.note('socket', code, actor);
    const refuse = (error: DomainError): void => {
      noted(error.code);
      answer(refusalOf(error));
    };
    if (!actor) return refuse(new DomainError('unauthenticated', 'You are not signed in.'));
    const wait = await this.limits.take(actor, costOf(event));
    if (wait > 0) return this.isHeard(socket.conn) ? refuse(tooMany(wait)) : noted('too_many');
    if (!this.events.has(event[0])) return refuse(unknownEvent());
    if (typeof event.at(-1) !== 'function') return refuse(noAnswerAsked());
    const leave = await this.turn(actor.person, socket.conn);
    if (!socket.connected) return leave();
    socket.once('disconnect', leave);
    event[event.length - 1] = (given: unknown): void => {
      leave();
      socket.off('disconnect', leave);
      noted(codeOf(given));
      answer(given);
    };
    next();
  }

  /** Whoever goes on although refused is answered no more, and not read for a while. */
  private isHeard(connection: Connection): boolean {
    const line = this.lines.get(connection);
    const isHeard = line?.refused.next() ?? false;
    if (!isHeard) line?.reading.silence();
    return isHeard;
  }

  private async turn(person: Id, connection: Connection): Promise<() => void> {
    if (!this.underWay.isFull(person)) return this.underWay.enter(person);
    const reading = this.lines.get(connection)?.reading;
    reading?.stop();
    const leave = await this.underWay.enter(person);
    reading?.goOn();
    return leave;
  }
}

const unknownEvent = (): DomainError =>
  new DomainError('invalid', 'There is no such event.', { reason: 'no_such_event' });
/** Nobody hears it; it is counted. */
const noAnswerAsked = (): DomainError => new DomainError('invalid', 'This event has an acknowledgement.');

/** A greeting is as much work as messages to all its streams. */
function costOf([, input]: readonly unknown[]): number {
  const { streams } = (input ?? {}) as { readonly streams?: unknown };
  return Array.isArray(streams) ? Math.max(1, streams.length) : 1;
}

const refusalOf = (error: unknown): object => ({ ok: false, error: toProblem(toDomainError(error)) });

/** Where the client asked for no answer, it gets none. */
function answerOf(event: readonly unknown[]): Acknowledge {
  const last = event.at(-1);
  return typeof last === 'function' ? (last as Acknowledge) : () => undefined;
}

function codeOf(answer: unknown): string {
  const { error } = (answer ?? {}) as { readonly error?: { readonly code?: unknown } };
  return typeof error?.code === 'string' ? error.code : '';
}
