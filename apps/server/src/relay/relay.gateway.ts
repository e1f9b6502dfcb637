import {
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
} from '@nestjs/websockets';
import type { Answer, Frame, HelloAnswer, Id } from '@liaison/contracts';
import { DomainError, notFound } from '@liaison/domain';
import { Act, Public } from '../platform/doors/act.decorator.js';
import { addressOf } from '../platform/http/address.js';
import { isExpected, toDomainError, toProblem } from '../platform/errors/problem.js';
import { describeError } from '../platform/logging/describe-error.js';
import { rootLog } from '../platform/logging/log.js';
import { Sessions } from '../platform/sessions/sessions.js';
import { LiaisonGateway } from '../platform/sockets/gateway.decorator.js';
import { Client, type LiaisonServer, type LiaisonSocket } from './client.js';
import { Clients, placesEach } from './clients.js';
import { CloseThread } from './close-thread.js';
import { OpenThread } from './open-thread.js';
import { AckDto, CloseThreadDto, FillDto, HelloDto, OpenThreadDto } from './relay.dto.js';
import { Departures } from './departures.js';
import { Outbound } from './outbound.js';
import { Presence } from './presence.js';
import { Relay } from './relay.js';
import { SayHello } from './say-hello.js';

/** Tries to open a thread while people leave its compartment. */
const mostOpenings = 5;

@LiaisonGateway()
export class RelayGateway implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect {
  private readonly bySocket = new Map<string, Client>();

  constructor(
    private readonly sessions: Sessions,
    private readonly clients: Clients,
    private readonly relay: Relay,
    private readonly outbound: Outbound,
    private readonly sayHello: SayHello,
    private readonly openThread: OpenThread,
    private readonly closeThread: CloseThread,
    private readonly presence: Presence,
    private readonly departures: Departures,
  ) {}

  /** Nobody is connected who is not signed in: the cookie is asked before the connection is accepted. */
  afterInit(server: LiaisonServer): void {
    this.outbound.attach(server);
    this.presence.attach(server);
    server.use((socket, next) => {
      this.admit(socket).then(
        () => next(),
        (error: unknown) => next(refusalOf(error)),
      );
    });
  }

  handleConnection(socket: LiaisonSocket): void {
    const client = new Client(socket, socket.data.actor);
    socket.use((event, next) => {
      if (!client.hearsAck(event)) next();
    });
    this.relay.serveUntil(client);
    this.bySocket.set(socket.id, client);
    this.clients.add(client);
  }

  handleDisconnect(socket: LiaisonSocket): void {
    const client = this.bySocket.get(socket.id);
    if (!client) return;
    this.bySocket.delete(socket.id);
    this.clients.remove(client);
    for (const { compartment } of client.open.values()) this.presence.changed(compartment);
    void this.departures.closeLeases(client);
  }

  @SubscribeMessage('hello')
  @Act('compartment.view')
  hello(
    @ConnectedSocket() socket: LiaisonSocket,
    @MessageBody() { streams }: HelloDto,
  ): Promise<Answer<{ readonly streams: readonly HelloAnswer[] }>> {
    const client = this.clientOf(socket);
    return client.inTurn(async () => {
      // Subscribed before the state is read, so that nothing falls between the two.
      for (const { stream } of streams) this.clients.join(client, stream);
      const answers = await this.sayHello.run(client.actor, streams);
      for (const { stream, answer, head } of answers) {
        if (answer.state === 'denied') void this.departures.lose(client, stream);
        else this.relay.begin(stream, head);
      }
      for (const { answer, head } of answers) this.greeted(client, answer, head);
      return { ok: true, streams: answers.map(({ answer }) => answer) };
    });
  }

  @SubscribeMessage('fill')
  @Act('compartment.view')
  fill(
    @ConnectedSocket() socket: LiaisonSocket,
    @MessageBody() { stream, from }: FillDto,
  ): Promise<Answer<{ readonly frames: readonly Frame[]; readonly more: boolean }>> {
    const client = this.clientOf(socket);
    client.window.acknowledge(stream, from);
    return client.inTurn(async () => {
      const filled = await this.sayHello.fill(client.actor, stream, from);
      if (!filled.more) this.outbound.pulled(client, stream, filled.frames.at(-1)?.through ?? from);
      return { ok: true, ...filled };
    });
  }

  /** Only one that needs an answer comes as far as this: see `Client.hearsAck`. */
  @SubscribeMessage('ack')
  @Public('says only how far this socket has read what it was sent')
  ack(@ConnectedSocket() socket: LiaisonSocket, @MessageBody() { stream, through }: AckDto): Answer<object> {
    this.clientOf(socket).window.acknowledge(stream, through);
    return { ok: true };
  }

  @SubscribeMessage('thread:open')
  @Act('thread.open')
  async open(
    @ConnectedSocket() socket: LiaisonSocket,
    @MessageBody() input: OpenThreadDto,
  ): Promise<Answer<{ readonly lease: Id }>> {
    const client = this.clientOf(socket);
    const follows = (compartment: Id): boolean => client.streams.has(`compartment:${compartment}`);
    for (let tries = 1; tries <= mostOpenings; tries += 1) {
      const before = client.open.get(input.thread);
      if (before) return { ok: true, lease: before.id };
      const { losses } = client;
      const opened = await this.openThread.run(client.actor, input.thread, input, follows);
      if (client.losses === losses && !client.open.has(input.thread)) {
        client.hold(opened);
        this.presence.changed(opened.compartment);
        return { ok: true, lease: opened.id };
      }
      // Nothing is read under this one: its membership may be over, it was asked for twice at once, the socket has gone.
      await this.departures.end(client, [{ ...opened, lastSeq: opened.fromSeq }]);
    }
    throw new DomainError('unavailable', 'Who is in there changes at this moment. Ask for the thread again.');
  }

  @SubscribeMessage('thread:close')
  @Act('thread.close')
  async close(@ConnectedSocket() socket: LiaisonSocket, @MessageBody() input: CloseThreadDto): Promise<Answer<object>> {
    const client = this.clientOf(socket);
    const opened = client.open.get(input.thread);
    if (!opened) throw notFound();
    client.open.delete(input.thread);
    this.presence.changed(opened.compartment);
    await this.closeThread.run(client.actor, opened, opened.lastSeq);
    return { ok: true };
  }

  private async admit(socket: LiaisonSocket): Promise<void> {
    const actor = await this.sessions.resolve(socket.request.headers.cookie, addressOf(socket.request));
    if (!actor) throw new DomainError('unauthenticated', 'You are not signed in.');
    const leave = this.clients.takePlace(actor.person);
    if (!leave) throw new DomainError('too_many', `Liaison is open ${placesEach} times already. Close one of them.`);
    // Of one that was closed meanwhile nothing more is heard.
    if (socket.conn.readyState === 'open') socket.conn.once('close', leave);
    else leave();
    socket.data.actor = actor;
  }

  /** A state, or the last page: whatever was not pushed to this socket before is behind it now. */
  private greeted(client: Client, answer: HelloAnswer, head: number): void {
    if (answer.state === 'snapshot' || (answer.state === 'resume' && !answer.more))
      this.outbound.pulled(client, answer.stream, head);
  }

  private clientOf(socket: LiaisonSocket): Client {
    const client = this.bySocket.get(socket.id);
    if (!client) throw new DomainError('unauthenticated', 'You are not signed in.');
    return client;
  }
}

/** What the client hears as `connect_error`: the code, and the problem as `data`. */
function refusalOf(thrown: unknown): Error {
  if (!isExpected(thrown)) rootLog.error(describeError(thrown), 'handshake failed');
  const problem = toProblem(toDomainError(thrown));
  return Object.assign(new Error(problem.code), { data: problem });
}
