import type {
  Changes,
  Command,
  CommandAnswer,
  DoorView,
  Id,
  Me,
  OperationSummary,
  OperationView,
  Problem,
  StreamEvent,
  StreamName,
} from '@liaison/contracts';
import { Api } from './api.js';
import { Drafts } from './drafts.js';
import { InputWatch } from './input-watch.js';
import { SocketLink, type Link } from './link.js';
import { madeStale } from './made-stale.js';
import { OpenThreads } from './open-threads.js';
import { Outbox } from './outbox.js';
import { Presence } from './presence.js';
import { Reading } from './reading.js';
import { problemOf, Refusal } from './refusal.js';
import { Store } from './store.js';
import { Streams } from './streams.js';
import { Topics } from './topics.js';
import type { Reader } from './unread.js';

export type SessionState =
  | { readonly at: 'starting' }
  | {
      readonly at: 'out';
      readonly reason: 'none' | 'signed_out' | 'revoked' | 'expired';
      readonly problem: Problem | null;
    }
  | { readonly at: 'locked'; readonly me: Me | null }
  | { readonly at: 'in'; readonly me: Me };

const idleAfter = 30 * 60_000;
const beat = 20_000;

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
  readonly api: Api;
  readonly drafts: Drafts;
  readonly streams: Streams;
  readonly outbox: Outbox;
  readonly threads: OpenThreads;
  readonly reading: Reading;
  readonly presence: Presence;
  session: SessionState = { at: 'starting' };
  /** Said on every screen, the one for signing in included. */
  demonstration = false;
  private readonly roles = new Map<Id, string | null>();
  private heard: ClientHeard | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  /** One's own stream, once it has been loaded. */
  private ownStream: StreamName | null = null;

  constructor(
    readonly link: Link = new SocketLink(),
    ask?: typeof fetch,
  ) {
    this.api = new Api('/api/v1', this.input.take, ask);
    this.drafts = new Drafts(this.api);
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
    this.outbox = new Outbox({
      send: (command) => this.send(command),
      topics: this.topics,
      later,
      random: Math.random,
    });
    let wasLive = false;
    link.onState((state) => {
      this.topics.touch('link');
      if (state === 'live') this.outbox.wake();
      if (state === 'connecting' && wasLive) void this.checkSession();
      wasLive = state === 'live';
    });
    link.listen({ ended: ({ reason }) => this.ended(reason) });
    this.api.onRefusal((problem) => this.noteRefusal(problem));
  }

  listen(heard: ClientHeard): void {
    this.heard = heard;
  }

  /** The first thing a page does: is somebody signed in here? */
  async start(): Promise<void> {
    this.timer ??= setInterval(() => this.tick(), beat);
    try {
      const { signedIn, demonstration } = await this.api.get<DoorView>('/session');
      this.demonstration = demonstration;
      if (signedIn) await this.begin(await this.api.get<Me>('/me'));
      else this.become({ at: 'out', reason: 'none', problem: null });
    } catch (error) {
      const problem = problemOf(error);
      if (this.session.at === 'starting')
        this.become({ at: 'out', reason: 'none', problem: problem.code === 'unauthenticated' ? null : problem });
    }
  }

  async signIn(signInName: string, password: string): Promise<void> {
    await this.begin(await this.api.post<Me>('/session', { signInName, password }));
  }

  async unlock(password: string): Promise<void> {
    const me = await this.api.post<Me>('/session/unlock', { password });
    this.input.note();
    await this.begin(me);
  }

  async signOut(): Promise<void> {
    await this.drafts.flush();
    await this.api.delete('/session').catch(() => undefined);
    this.forget();
    this.become({ at: 'out', reason: 'signed_out', problem: null });
  }

  /** Covers the screen. Place and drafts stay; what was read goes from memory. */
  async lock(): Promise<void> {
    if (this.session.at !== 'in') return;
    const { me } = this.session;
    await this.drafts.flush();
    this.dropContent();
    this.become({ at: 'locked', me });
  }

  /** The compartments of fetched operations are the streams to follow. */
  followOperations(operations: readonly OperationView[]): void {
    if (this.session.at !== 'in') return;
    const { person } = this.session.me;
    const compartments = operations.flatMap((operation) => operation.compartments);
    for (const operation of operations) this.roles.set(operation.id, operation.role);
    for (const { actions, ...header } of compartments) this.store.introduce(header, actions);
    this.streams.follow([`person:${person.id}`, ...compartments.map((one): StreamName => `compartment:${one.id}`)]);
  }

  reader(): Reader | null {
    if (this.session.at !== 'in') return null;
    const { person, agency } = this.session.me;
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
    if (this.session.at !== 'in') return true;
    const { person } = this.session.me;
    const header = this.store.threads.get(thread);
    const isRestricted = this.store.compartments.get(header?.compartment ?? '')?.marking.handling.includes('H3');
    const dataset = header?.dataset ?? null;
    const isTask = [...this.store.shares.values()].some(
      (share) =>
        share.withdrawnBy === null &&
        share.dataset === dataset &&
        [share.claimedBy, share.assignee].includes(person.id),
    );
    return isRestricted === true || (this.session.me.groundRequired && !isTask);
  }

  private async begin(me: Me): Promise<void> {
    this.become({ at: 'in', me });
    this.link.open();
  }

  private async send(command: Command): Promise<CommandAnswer> {
    if (this.link.state === 'live') return (await this.link.ask('command', command)).result;
    const { commandId, compartment, ...body } = command;
    return this.api.post<CommandAnswer>(`/compartments/${compartment}/commands`, body, { idempotencyKey: commandId });
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
    if (kind === 'person') return void this.checkSession();
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

  private noteRefusal(problem: Problem): void {
    if (problem.code !== 'unauthenticated' || this.session.at === 'starting') {
      if (problem.reason === 'locked') this.become({ at: 'locked', me: null });
      return;
    }
    if (problem.reason === 'locked') return void this.lock();
    if (problem.reason === 'wrong_password' || this.session.at === 'out') return;
    this.ended('expired');
  }

  private ended(reason: 'signed_out' | 'revoked' | 'locked' | 'expired'): void {
    if (reason === 'locked') return void this.lock();
    this.forget();
    this.become({ at: 'out', reason, problem: null });
  }

  /** After the link was lost: because the session is over, or only the connection? */
  private async checkSession(): Promise<void> {
    if (this.session.at === 'in') await this.api.get('/me').catch(() => undefined);
  }

  private tick(): void {
    if (this.session.at !== 'in') return;
    if (this.input.idleFor() >= idleAfter) return void this.lock();
    // The person reads and types without a request of their own: the server hears that they are there.
    if (this.input.hasUntold) void this.api.get('/me').catch(() => undefined);
  }

  private dropContent(): void {
    this.link.close();
    this.streams.clear();
    this.threads.clear();
    this.presence.clear();
    this.store.clear();
    this.heard?.cleared();
  }

  private forget(): void {
    this.dropContent();
    this.outbox.clear();
    this.reading.clear();
    this.drafts.clear();
    this.roles.clear();
  }

  private become(session: SessionState): void {
    this.session = session;
    this.topics.touch('session');
  }
}

function later(milliseconds: number, work: () => void): () => void {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
}
