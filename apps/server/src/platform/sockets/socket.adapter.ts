import type { IncomingMessage } from 'node:http';
import type { INestApplicationContext, WsMessageHandler } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import addressBehind from 'proxy-addr';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Server, ServerOptions, Socket } from 'socket.io';
import { describeError } from '../logging/describe-error.js';
import { rootLog } from '../logging/log.js';
import { signInWithin } from './early.js';
import { boundReceivers } from './receivers.js';
import type { SocketGate } from './socket-gate.js';
import { welcomeEverybody } from './welcome.js';

/** A link of which nothing comes any more is noticed by both sides within twenty seconds; installed, it would be 45. */
const heartbeat = { pingInterval: 10_000, pingTimeout: 10_000 };

interface Given {
  readonly data: unknown;
  readonly ack?: (answer: unknown) => void;
}

type Decide = (error: string | null, allowed: boolean) => void;

/**
 * Socket.IO as Liaison wants it: websocket only, small frames, no recovery (it would give back old rooms without asking
 * again), and the Origin checked on the handshake, which CORS settings do not do for websockets.
 */
export class SocketAdapter extends IoAdapter {
  constructor(
    app: INestApplicationContext,
    private readonly origins: readonly string[],
    private readonly trustedProxies: readonly string[],
    private readonly gate: SocketGate,
    private readonly page: string | null,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const server: Server = super.createIOServer(port, {
      ...options,
      transports: ['websocket'],
      serveClient: false,
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: 64 * 1024,
      connectTimeout: signInWithin,
      ...heartbeat,
      allowRequest: (request: IncomingMessage, decide: Decide) => {
        boundReceivers(server);
        void this.decide(this.withAddress(request), decide);
      },
    } as ServerOptions);
    this.gate.watch(server);
    welcomeEverybody(server, this.page);
    return server;
  }

  /**
   * Hands each event to its handler, pipes, guards and filter around it, and the answer to the acknowledgement. Nest's
   * own does so through a pipeline of observables that it builds for every event of every socket and again for every
   * message; ours answer once.
   */
  override bindMessageHandlers(socket: Socket, handlers: readonly WsMessageHandler[]): void {
    for (const { message, callback } of handlers)
      socket.on(message, (...given: unknown[]) => {
        const { data, ack } = this.mapPayload(given.length > 1 ? given : given[0]) as Given;
        // What stands around every door (interceptors) makes an observable of the answer.
        const answered = callback(data, ack) as Promise<unknown>;
        answered
          .then((answer) => (isObservable(answer) ? lastValueFrom(answer, { defaultValue: undefined }) : answer))
          .then(
            (answer) => {
              if (answer !== undefined) ack?.(answer);
            },
            (error: unknown) => rootLog.error(describeError(error), 'socket handler failed'),
          );
      });
  }

  /** What express does for every other request: `ip` is the address that the trusted proxies speak for. */
  private withAddress(request: IncomingMessage): IncomingMessage {
    return Object.assign(request, { ip: addressBehind(request, [...this.trustedProxies]) });
  }

  private async decide(request: IncomingMessage, decide: Decide): Promise<void> {
    if (!this.isOwn(request)) return decide(null, false);
    const hasRoom = await this.gate.hasRoomFor(request).catch(() => false);
    decide(hasRoom ? null : 'too_many', hasRoom);
  }

  private isOwn(request: IncomingMessage): boolean {
    const { origin } = request.headers;
    return origin !== undefined && this.origins.includes(origin);
  }
}
