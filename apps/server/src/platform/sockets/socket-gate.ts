import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@liaison/domain';
import { DomainError } from '@liaison/domain';
import type { Server, Socket } from 'socket.io';
import type { HasActor } from '../actor.js';
import { CLOCK } from '../clock.js';
import { Config } from '../config/config.js';
import { Doors } from '../doors/doors.js';
import { toDomainError, toProblem } from '../errors/problem.js';
import { addressOf } from '../http/address.js';
import { bucketOf, InboundLimits } from '../rate-limit/inbound-limits.js';
import { networkOf } from '../rate-limit/network-of.js';
import { RefusedInput } from '../rate-limit/refused-input.js';
import { TokenBuckets } from '../rate-limit/token-buckets.js';
import { tooMany } from '../rate-limit/too-many.js';
import { WaitingConnections } from './waiting-connections.js';

type Connection = Socket['conn'];
type Acknowledge = (answer: unknown) => void;

/** Without a sign-in by then a connection is closed; a second later it is cut, since the peer need not agree to a close. */
export const signInWithin = 5_000;
/** Whoever goes on when refused, or sends what is no message at all, is not listened to for so long. */
const silence = 1_000;

/**
 * Stands before whatever comes over a socket, known or not. A message too many, or one that no door takes, is answered
 * here, before anything is done for it; a connection that floods regardless is read no faster than it may send.
 */
@Injectable()
export class SocketGate {
  private readonly waiting: WaitingConnections;
  private readonly signedIn = new WeakMap<Connection, () => void>();
  private events: ReadonlySet<unknown> = new Set();

  constructor(
    private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
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
      this.signedIn.get(socket.conn)?.();
      socket.use((event, next) => {
        this.judge(socket, event).then(
          (refusal) => (refusal ? answerOf(event)(refusal) : next()),
          (error: unknown) => answerOf(event)(refusalOf(error)),
        );
      });
    });
  }

  private enter(connection: Connection): void {
    const left = this.waiting.enter(networkOf(addressOf(connection.request)));
    const cut = setTimeout(() => connection.request.socket.destroy(), signInWithin + 1_000).unref();
    connection.once('close', left);
    this.signedIn.set(connection, () => {
      clearTimeout(cut);
      left();
    });
    const packets = new TokenBuckets(this.clock, bucketOf(this.config.messageRate * 2));
    connection.on('packet', () => packets.take('') > 0 && pause(connection));
  }

  /** Null where the event goes on to its handler, whose answer is counted on its way out. */
  private async judge(socket: Socket, event: unknown[]): Promise<object | null> {
    const { actor } = socket.data as HasActor;
    const answer = answerOf(event);
    const counted = (given: unknown): void => {
      this.refused.note('socket', codeOf(given), actor);
      answer(given);
    };
    if (typeof event.at(-1) === 'function') event.pop();
    event.push(counted);
    if (!actor) return refusalOf(new DomainError('unauthenticated', 'You are not signed in.'));
    const wait = await this.limits.take(actor);
    if (wait > 0) return refusalOf(tooMany(wait));
    if (this.events.has(event[0])) return null;
    return refusalOf(new DomainError('invalid', 'There is no such event.', { reason: 'no_such_event' }));
  }
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

/** TCP carries it on to the sender: what is not read fills their own buffers. */
function pause({ transport }: Connection): void {
  const { socket } = transport as unknown as { readonly socket: { pause(): void; resume(): void; isPaused: boolean } };
  if (socket.isPaused) return;
  socket.pause();
  setTimeout(() => socket.resume(), silence).unref();
}
