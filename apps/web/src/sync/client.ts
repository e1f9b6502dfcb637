import type { Changes, Id, OperationSummary, OperationView, StreamEvent, StreamName } from '@liaison/contracts';
import { Api } from './api.js';
import { Drafts } from './drafts.js';
import { InputWatch } from './input-watch.js';
import { Leaving } from './leaving.js';
import { SocketLink, type Link, type LinkState } from './link.js';
import { madeStale } from './made-stale.js';
import { OpenThreads } from './open-threads.js';
import { Outbox } from './outbox.js';
import { Presence } from './presence.js';
import { Reading } from './reading.js';
import type { Receipts } from './receipts.js';
import { Refusal } from './refusal.js';
import { sampledReceipts } from './sampled-receipts.js';
import { sendCommand } from './send-command.js';
import { ServerClock } from './server-clock.js';
import { Session } from './session.js';
import { Store } from './store.js';
import { Streams } from './streams.js';
import { Tabs, type Channel } from './tabs.js';
import { Topics } from './topics.js';
import type { Reader } from './unread.js';
import { Update } from './update.js';
import { Wake } from './wake.js';

/** Drafts are saved before somebody leaves, if that is possible at once. */
const flushWithin = 2_000;

const lookAtReceiptsEvery = 60_000;

/** What the screens hear of: fetched pages to throw away, because a stream said that they are old. */
export interface ClientHeard {
  readonly datasetsChanged: (datasets: readonly Id[]) => void;
  readonly stale: (topic: 'operations' | 'inbox' | 'search' | 'datasets') => void;
  readonly cleared: () => void;
}

/** One person's client: session, streams, outbox and everything held in memory. */
export class Client {
  readonly topics = new Topics();
  readonly input = new InputWatch();
  readonly store = new Store(this.topics);
  readonly clock = new ServerClock();
  readonly session: Session;
  readonly wake: Wake;
  readonly leaving: Leaving;
  readonly update: Update;
  readonly api: Api;
  readonly drafts: Drafts;
  readonly streams: Streams;
  readonly outbox: Outbox;
  readonly threads: OpenThreads;
  readonly reading: Reading;
  readonly presence: Presence;
  readonly receipts: Receipts;
  private readonly roles = new Map<Id, string | null>();
  private heard: ClientHeard | null = null;
  /** One's own stream, once it has been loaded. */
  private ownStream: StreamName | null = null;
  private wasLive = false;

  constructor(
    readonly link: Link = new SocketLink(),
    ask?: typeof fetch,
    /** To the other windows of this browser. */
    channel: Channel | null = null,
  ) {
    const tabs = new Tabs(channel);
    this.receipts = sampledReceipts(this);
    this.api = new Api('/api/v1', this.input.take, ask, this.clock, this.receipts);
    this.session = new Session({
      api: this.api,
      input: this.input,
      tabs,
      changed: () => this.topics.touch('session'),
      begun: () => this.begin(),
      covered: () => this.cover(),
      forgotten: () => this.forget(),
    });
    this.drafts = new Drafts(this.api, this.topics, tabs, () => this.session.person);
    this.streams = new Streams(link, this.store, {
      events: (stream, events, { changes }) => this.noteEvents(stream, events, changes),
      snapshot: (stream) => {
        this.topics.touch('threads');
        this.threads.noteSnapshot(stream);
        this.noteOwnSnapshot(stream);
      },
      denied: (stream) => this.noteDenied(stream),
    });
    this.threads = new OpenThreads(this.api, link, this.store, this.topics, (thread) => this.asksFirst(thread));
    this.reading = new Reading(this.api, this.store, this.topics);
    this.presence = new Presence(link, this.topics);
    this.outbox = this.newOutbox();
    this.leaving = new Leaving(this.outbox, this.drafts, link);
    this.update = new Update(link, this.topics, this.leaving);
    this.wake = new Wake(link, this.topics, () => this.awake());
    link.onState((state) => this.noteLink(state));
    link.listen({ ended: ({ reason }) => this.session.ended(reason) });
  }

  listen(heard: ClientHeard): void {
    this.heard = heard;
  }

  /** The first thing a page does: who is there, and from now on what becomes of the page itself. */
  async start(): Promise<void> {
    this.wake.start();
    this.leaving.start();
    setInterval(() => this.lookAtReceipts(), lookAtReceiptsEvery);
    await this.session.start();
  }

  async signOut(): Promise<void> {
    await Promise.race([this.drafts.flush(), new Promise((resolve) => setTimeout(resolve, flushWithin))]);
    await this.session.signOut();
  }

  /** The compartments of fetched operations are the streams to follow. */
  followOperations(operations: readonly OperationView[]): void {
    const { person } = this.session;
    if (person === null) return;
    const compartments = operations.flatMap((operation) => operation.compartments);
    for (const operation of operations) this.roles.set(operation.id, operation.role);
    for (const { actions, ...header } of compartments) this.store.introduce(header, actions);
    this.streams.follow([`person:${person}`, ...compartments.map((one): StreamName => `compartment:${one.id}`)]);
  }

  reader(): Reader | null {
    const { state } = this.session;
    if (state.at !== 'in') return null;
    const { person, agency } = state.me;
    return {
      person: person.id,
      agency: agency.id,
      roleIn: (compartment) => this.roles.get(this.store.compartments.get(compartment)?.operation ?? '') ?? null,
    };
  }

  /** Fetches every operation of this person; the way to their streams. */
  async fetchOperations(): Promise<readonly OperationView[]> {
    const summaries = await this.api.get<readonly OperationSummary[]>('/operations');
    const seated = summaries.filter((one) => one.role !== null);
    return Promise.all(seated.map((one) => this.api.get<OperationView>(`/operations/${one.id}`)));
  }

  /** Where the agency asks for grounds, all but what is about one's own dataset; and where the audience's marking has H3. */
  private asksFirst(thread: Id): boolean {
    const { state } = this.session;
    if (state.at !== 'in') return true;
    const { person } = state.me;
    const header = this.store.threads.get(thread);
    const isRestricted = this.store.compartments.get(header?.compartment ?? '')?.marking.handling.includes('H3');
    const dataset = header?.dataset ?? null;
    const isTask = [...this.store.shares.values()].some(
      (share) =>
        share.withdrawnBy === null &&
        share.dataset === dataset &&
        [share.claimedBy, share.assignee].includes(person.id),
    );
    return isRestricted === true || (state.me.groundRequired && !isTask);
  }

  private newOutbox(): Outbox {
    const { link, api, receipts: sampling, topics } = this;
    return new Outbox({
      send: (command) => sendCommand({ link, api, sampling }, command),
      topics,
      later,
      random: Math.random,
    });
  }

  private begin(): void {
    this.link.open();
    this.outbox.wake();
    void this.drafts.refresh();
    this.lookAtReceipts();
  }

  /** The script that looks at them may not come now: a minute later it is asked for again. */
  private lookAtReceipts(): void {
    void this.receipts.check().catch(() => undefined);
  }

  private noteLink(state: LinkState): void {
    this.topics.touch('link');
    if (state === 'live') {
      this.outbox.wake();
      void this.drafts.flush();
    }
    const isLost = state === 'connecting' && this.wasLive;
    // Nobody is signed in here any more, says the server itself, though it could not be asked when the link was lost.
    const isOut = this.link.refused?.code === 'unauthenticated';
    if (isLost || isOut) void this.session.check();
    this.wasLive = state === 'live';
  }

  /** After a sleep: what other devices of this person have written since. */
  private awake(): void {
    const { state } = this.session;
    if (state.at === 'starting' && state.problem) void this.session.start();
    else if (this.session.person !== null) void this.drafts.refresh();
  }

  private noteEvents(stream: StreamName, events: readonly StreamEvent[], changes: Changes): void {
    this.threads.noteEvents(stream, events);
    const stale = madeStale(stream, events, changes, this.reader());
    if (stale.operations) this.heard?.stale('operations');
    if (stale.inbox) this.heard?.stale('inbox');
    if (stale.datasets.length > 0) this.heard?.datasetsChanged(stale.datasets);
  }

  /**
   * The first event of somebody's own stream, and any long absence, come as a snapshot that tells no events: what they
   * would have made stale is asked for again.
   */
  private noteOwnSnapshot(stream: StreamName): void {
    if (!stream.startsWith('person:')) return;
    if (this.ownStream === stream) {
      this.heard?.stale('operations');
      this.heard?.stale('inbox');
    }
    this.ownStream = stream;
  }

  private noteDenied(stream: StreamName): void {
    const [kind, id = ''] = stream.split(':');
    if (kind === 'person') return void this.session.check();
    const denial = new Refusal({
      type: 'urn:liaison:problem:not_found',
      title: 'Not found',
      status: 404,
      code: 'not_found',
      detail: 'You are no longer in this audience.',
    });
    this.threads.noteDenied(
      id,
      this.threads.ids().filter((thread) => !this.store.threads.get(thread)),
    );
    this.outbox.close(id, denial.problem);
    this.heard?.stale('search');
    this.heard?.stale('datasets');
    this.heard?.stale('operations');
  }

  /** What was read goes at once; what this person has begun stays, unseen, for when they are back. */
  private cover(): void {
    void this.drafts.flush();
    this.outbox.hold();
    this.link.close();
    this.streams.clear();
    this.threads.clear();
    this.presence.clear();
    this.store.clear();
    this.heard?.cleared();
  }

  private forget(): void {
    this.outbox.clear();
    this.reading.clear();
    this.drafts.clear();
    this.roles.clear();
  }
}

function later(milliseconds: number, work: () => void): () => void {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
}
