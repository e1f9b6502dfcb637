import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Id, StreamName } from '@liaison/contracts';
import { headsOf, UnitOfWork } from '@liaison/persistence';
import { describeError } from '../platform/logging/describe-error.js';
import { rootLog } from '../platform/logging/log.js';
import { Sessions, type EndedSessions } from '../platform/sessions/sessions.js';
import type { Client } from './client.js';
import { Clients } from './clients.js';
import { Departures } from './departures.js';
import { readBatch, split, type Addressed, type Batch } from './frames.js';
import { Outbound } from './outbound.js';
import { ReadLeases } from './read-leases.js';

const pollEvery = 1_000;
const lease = 5_000;

/**
 * Committed events -> sockets. Each stream has a published position; whatever lies after it is read in one snapshot
 * together with who may have it, those who may not are dropped, and one frame goes out. Hints only say when to look:
 * a lost one costs a poll interval, never a message.
 */
@Injectable()
export class Relay implements OnModuleInit, OnModuleDestroy {
  private readonly positions = new Map<StreamName, number>();
  private readonly pumping = new Map<StreamName, { again: boolean; done: Promise<void> }>();
  private timer: NodeJS.Timeout | null = null;
  private polling: Promise<void> | null = null;
  private pollAfresh = false;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clients: Clients,
    private readonly sessions: Sessions,
    private readonly departures: Departures,
    private readonly readLeases: ReadLeases,
    private readonly outbound: Outbound,
  ) {}

  onModuleInit(): void {
    this.unitOfWork.onCommit((streams, unseen) => {
      streams.forEach((stream) => this.hint(stream));
      if (unseen) this.poll(true);
    });
    this.sessions.onEnded((ended) => this.endClients(ended));
    this.timer = setInterval(() => {
      this.outbound.cutSlow(this.clients.everybody());
      this.poll();
    }, pollEvery).unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.polling;
    await Promise.all([...this.pumping.values()].map(({ done }) => done));
  }

  /**
   * The first subscriber's state, as the server read it, is where publishing begins; never what a client claims. Who comes
   * later was subscribed before their state was read, so whatever has been published beyond it they were told of.
   */
  begin(stream: StreamName, position: number): void {
    const published = this.positions.get(stream);
    if (published === undefined) this.positions.set(stream, position);
    if (published === undefined || published < position) this.hint(stream);
  }

  /** Something may have been committed to the stream. */
  hint(stream: StreamName): void {
    if (this.clients.of(stream).length === 0) return void this.positions.delete(stream);
    const running = this.pumping.get(stream);
    if (running) {
      running.again = true;
      return;
    }
    const entry = { again: false, done: Promise.resolve() };
    this.pumping.set(stream, entry);
    entry.done = this.pump(stream, entry).finally(() => this.pumping.delete(stream));
  }

  private async pump(stream: StreamName, entry: { again: boolean }): Promise<void> {
    try {
      do {
        entry.again = false;
        const after = this.positions.get(stream);
        if (after === undefined) return;
        const persons = [...new Set(this.clients.of(stream).map((client) => client.actor.person))];
        const wanted = { stream, after, persons };
        const { batch, ended } = await this.unitOfWork.look(async (tx) => {
          const batch = await readBatch(tx, wanted, 'texts');
          const ended = batch.hasDepartures ? await this.readLeases.endedAmong(tx, this.clients.of(stream)) : [];
          return { batch, ended };
        });
        const closed = this.drop(stream, new Set(persons), batch);
        for (const held of ended) closed.push(this.readLeases.lose(held));
        for (const addressed of batch.frames) this.send(stream, addressed);
        this.positions.set(stream, batch.through);
        entry.again = this.passBy(stream, new Set(persons), batch.through > after) || entry.again || batch.more;
        await Promise.all(closed);
      } while (entry.again);
    } catch (error) {
      // The position has not moved: the next hint or poll begins where this one stopped.
      rootLog.warn(describeError(error), 'relay could not read');
    }
  }

  /** Rooms are not trusted: who is not in at this snapshot loses the stream before anything is sent. */
  private drop(stream: StreamName, asked: ReadonlySet<Id>, { inside }: Batch): Promise<unknown>[] {
    const closed: Promise<unknown>[] = [];
    for (const client of this.clients.of(stream)) {
      const { person } = client.actor;
      if (!asked.has(person) || inside.has(person)) continue;
      closed.push(this.departures.lose(client, stream));
      client.socket.emit('denied', { stream });
    }
    return closed;
  }

  private send(stream: StreamName, addressed: Addressed): void {
    const readers = new Set(addressed.persons);
    const there = this.clients.of(stream);
    this.outbound.push(
      addressed,
      there.filter((client) => readers.has(client.actor.person) && this.isServed(client)),
    );
  }

  /**
   * Who came while this was read, or was not known to be alive, has missed it: they are told as soon as a later look finds
   * them inside and alive. Answers whether that look is to be now.
   */
  private passBy(stream: StreamName, asked: ReadonlySet<Id>, moved: boolean): boolean {
    const through = this.positions.get(stream) ?? 0;
    let again = false;
    for (const client of this.clients.of(stream)) {
      const wasAsked = asked.has(client.actor.person);
      if (wasAsked && this.isServed(client)) this.outbound.tell(client, stream);
      else if (moved) client.window.miss(stream, through);
      again ||= moved && !wasAsked;
    }
    return again;
  }

  private isServed(client: Client): boolean {
    return client.servedUntil > Date.now();
  }

  /** `afresh`: what a look under way has read may be older than what was committed a moment ago. */
  poll(afresh = false): void {
    if (this.polling) this.pollAfresh ||= afresh;
    this.polling ??= this.look()
      .catch((error: unknown) => rootLog.warn(describeError(error), 'relay could not poll'))
      .finally(() => {
        this.polling = null;
        if (!this.pollAfresh) return;
        this.pollAfresh = false;
        this.poll();
      });
  }

  private async look(): Promise<void> {
    await this.refreshLeases();
    const streams = this.clients.streams();
    if (streams.length === 0) return;
    const ids = (wanted: string): Id[] => streams.map(split).flatMap(([kind, id]) => (kind === wanted ? [id] : []));
    const heads = await this.unitOfWork.look((tx) => headsOf(tx, ids('compartment'), ids('person')));
    for (const { stream, head } of heads)
      if (head > (this.positions.get(stream as StreamName) ?? head)) this.hint(stream as StreamName);
  }

  /** A session that could not be found alive gets nothing more: with the database away, everybody after five seconds. */
  private async refreshLeases(): Promise<void> {
    const clients = this.clients.everybody();
    if (clients.length === 0) return;
    const until = Date.now() + lease;
    const states = await this.sessions.states([...new Set(clients.map((client) => client.actor.session))]);
    for (const client of clients) {
      const state = states.get(client.actor.session) ?? 'revoked';
      if (state !== 'live') {
        client.end(state);
        continue;
      }
      const wasServed = this.isServed(client);
      client.servedUntil = until;
      if (!wasServed) client.streams.forEach((stream) => this.hint(stream));
    }
  }

  private endClients({ person, session, except, reason }: EndedSessions): void {
    for (const client of this.clients.ofPerson(person))
      if (client.actor.session !== except && (session === null || client.actor.session === session)) client.end(reason);
  }

  serveUntil(client: Client): void {
    client.servedUntil = Date.now() + lease;
  }
}
