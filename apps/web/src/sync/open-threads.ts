import type {
  Decision,
  Id,
  MessageHeader,
  MessagePage,
  MessageText,
  Problem,
  StreamEvent,
  StreamName,
} from '@liaison/contracts';
import type { Api, Query } from './api.js';
import type { Link } from './link.js';
import { asksFirst, problemOf, Refusal } from './refusal.js';
import type { Store } from './store.js';
import { ThreadWindow } from './thread-window.js';
import type { Topics } from './topics.js';

export type Opening = 'opening' | 'ready' | 'asks' | 'failed' | 'gone';

/** What a reading states where the server asks for it: why, and the restriction (H3) that was acknowledged. */
export interface Stated {
  readonly ground?: string;
  readonly h3?: string;
}

/** One thread on screen: how far its opening is, the stretch on hand, and what is being fetched. */
export interface OpenThread {
  readonly opening: Opening;
  /** Why it is not ready; for `asks`, `extra` has the picks or the restriction. */
  readonly problem: Problem | null;
  readonly window: ThreadWindow | null;
  readonly decision: Decision | null;
  readonly fetching: 'before' | 'after' | 'jump' | null;
}

interface Entry {
  open: OpenThread;
  stated: Stated;
  leased: boolean;
  healing: ReturnType<typeof setTimeout> | undefined;
}

const pageSize = 50;
/** Pulled headers come page after page: their words are not asked for one by one. */
const healAfter = 300;
const closed: OpenThread = { opening: 'opening', problem: null, window: null, decision: null, fetching: null };

/** Threads whose words flow to this screen: each opened by an act of its own, with what that takes, and closed again. */
export class OpenThreads {
  private readonly entries = new Map<Id, Entry>();
  /** Opened before in this session: its ground and acknowledgement are known to the server. */
  private readonly grounded = new Set<Id>();

  constructor(
    private readonly api: Api,
    private readonly link: Link,
    private readonly store: Store,
    private readonly topics: Topics,
    /** Whether this person will be asked something before they open a thread; `true` costs a round trip and is never wrong. */
    private readonly asksFirst: (thread: Id) => boolean = () => true,
  ) {
    link.onState((state) => (state === 'live' ? this.reopenAll() : this.loseLeases()));
  }

  get(thread: Id): OpenThread {
    return this.entries.get(thread)?.open ?? closed;
  }

  ids(): readonly Id[] {
    return [...this.entries.keys()];
  }

  /** Opens a thread at its end, or around a message. Asked again with what was due, it goes on from there. */
  async open(thread: Id, options: { stated?: Stated; around?: Id } = {}): Promise<void> {
    const entry = this.entries.get(thread) ?? { open: closed, stated: {}, leased: false, healing: undefined };
    entry.stated = { ...entry.stated, ...options.stated };
    this.entries.set(thread, entry);
    this.change(thread, { opening: entry.open.window ? 'ready' : 'opening', problem: null });
    try {
      const place = this.beginningOf(thread, options.around);
      if (this.grounded.has(thread) || !this.asksFirst(thread)) await this.openAtOnce(thread, entry, place);
      else {
        await this.lease(thread, entry);
        await this.load(thread, place);
      }
      if (this.get(thread).opening === 'ready') this.grounded.add(thread);
    } catch (error) {
      this.failed(thread, error);
    }
  }

  /** The words go from memory with the lease. */
  close(thread: Id): void {
    const entry = this.entries.get(thread);
    if (!entry) return;
    clearTimeout(entry.healing);
    this.entries.delete(thread);
    this.store.forgetTexts(thread);
    if (entry.leased && this.link.state === 'live') this.link.ask('thread:close', { thread }).catch(() => undefined);
    this.topics.touch(`thread:${thread}`);
  }

  older(thread: Id): Promise<void> {
    const { window, fetching } = this.get(thread);
    if (!window?.hasBefore || fetching) return Promise.resolve();
    return this.fetch(thread, 'before', { before: window.from }, (page) => window.withBefore(page));
  }

  newer(thread: Id): Promise<void> {
    const { window, fetching } = this.get(thread);
    if (!window?.hasAfter || fetching) return Promise.resolve();
    return this.fetch(thread, 'after', { after: window.to }, (page) => window.withAfter(page));
  }

  /** Shows the place around a message; what was on hand goes when the two do not touch. */
  jumpTo(thread: Id, message: Id): Promise<void> {
    const header = this.store.messages.get(message);
    const { window } = this.get(thread);
    if (header && window?.contains(header.seq)) return Promise.resolve();
    return this.fetch(thread, 'jump', { around: message }, ThreadWindow.of);
  }

  jumpToEnd(thread: Id): Promise<void> {
    if (this.get(thread).window?.hasAfter === false) return Promise.resolve();
    return this.fetch(thread, 'jump', {}, ThreadWindow.of);
  }

  /** One text by an act of its own: H2, H3, TLP:RED or folded by its author. Throws `ground_required` and `h3_required`. */
  async unfold(message: Id, stated: Stated = {}): Promise<void> {
    this.store.putTexts([await this.api.get<MessageText>(`/messages/${message}/text`, { ...stated })]);
  }

  /** A stream's state came as a whole: there may be holes between what is on hand and what comes. */
  noteSnapshot(stream: StreamName): void {
    for (const [thread, { open }] of this.entries) {
      if (this.streamOf(thread) !== stream || !open.window || open.window.hasAfter) continue;
      const known = open.window.ids(this.store.logOf(thread));
      const last = this.store.messages.get(known[known.length - 1] ?? '')?.seq ?? open.window.to;
      this.change(thread, { window: open.window.withHoleAfter(last) });
      void this.newer(thread);
    }
  }

  /** Headers that were pulled, or pushed before the thread was open here, are without words: these are fetched as pages. */
  noteEvents(stream: StreamName, events: readonly StreamEvent[]): void {
    for (const { kind, refs } of events) if (kind === 'thread.resolved') void this.readDecision(String(refs.thread));
    for (const [thread, entry] of this.entries) {
      if (this.streamOf(thread) !== stream || entry.healing !== undefined || !this.firstWithoutWords(thread)) continue;
      entry.healing = setTimeout(() => void this.heal(thread).finally(() => (entry.healing = undefined)), healAfter);
    }
  }

  /** The audience ended while it was on screen. */
  noteDenied(compartment: Id, threads: readonly Id[]): void {
    for (const thread of this.entries.keys())
      if (threads.includes(thread) || this.store.threads.get(thread)?.compartment === compartment)
        this.change(thread, { opening: 'gone', window: null, decision: null });
  }

  clear(): void {
    for (const entry of this.entries.values()) clearTimeout(entry.healing);
    this.entries.clear();
    this.grounded.clear();
  }

  /** Nothing will be asked: lease and page go together, and what passed between the two is fetched. */
  private async openAtOnce(thread: Id, entry: Entry, place: Query): Promise<void> {
    await Promise.all([this.lease(thread, entry), this.load(thread, place)]);
    if (this.entries.get(thread) === entry) await this.heal(thread);
  }

  private async lease(thread: Id, entry: Entry): Promise<void> {
    if (entry.leased || this.link.state !== 'live') return;
    await this.link.ask('thread:open', { thread, ...entry.stated });
    entry.leased = true;
  }

  /** Where reading begins: at a message, at the first of many unread ones, else at the end. */
  private beginningOf(thread: Id, around: Id | undefined): Query {
    if (around !== undefined) return { around };
    const mine = this.store.mineOf(thread);
    return mine && mine.readSeq > 0 && mine.unread > pageSize / 2 ? { after: mine.readSeq } : {};
  }

  private async load(thread: Id, place: Query): Promise<void> {
    await this.fetch(thread, 'jump', place, ThreadWindow.of);
  }

  private async fetch(
    thread: Id,
    fetching: OpenThread['fetching'],
    place: Query,
    join: (page: MessagePage) => ThreadWindow,
  ): Promise<void> {
    const entry = this.entries.get(thread);
    if (!entry) return;
    this.change(thread, { fetching });
    try {
      const page = await this.api.get<MessagePage>(`/threads/${thread}/messages`, {
        ...place,
        limit: pageSize,
        ...entry.stated,
      });
      if (this.entries.get(thread) !== entry) return;
      this.keep(page);
      this.change(thread, {
        opening: 'ready',
        problem: null,
        window: join(page),
        decision: page.decision,
        fetching: null,
      });
    } catch (error) {
      this.change(thread, { fetching: null });
      this.failed(thread, error);
    }
  }

  private keep(page: MessagePage): void {
    const compartment = page.messages[0]?.compartment;
    if (compartment !== undefined)
      this.store.apply(compartment, page.position, { messages: page.messages }, page.texts);
  }

  private failed(thread: Id, error: unknown): void {
    const problem = problemOf(error);
    const asks = error instanceof Refusal && asksFirst(problem);
    const isGone = ['not_found', 'forbidden'].includes(problem.code) && !asks;
    const hasPage = this.get(thread).window !== null && !isGone;
    this.change(thread, {
      opening: asks ? 'asks' : isGone ? 'gone' : hasPage ? 'ready' : 'failed',
      problem,
      fetching: null,
    });
  }

  /** The connection is back: leases are new, and words that passed meanwhile are fetched. */
  private reopenAll(): void {
    for (const [thread, entry] of this.entries) {
      if (entry.open.opening !== 'ready' && entry.open.opening !== 'failed') continue;
      this.lease(thread, entry)
        .then(() => (entry.open.window ? this.heal(thread) : this.load(thread, {})))
        .catch((error: unknown) => this.failed(thread, error));
    }
  }

  private loseLeases(): void {
    for (const entry of this.entries.values()) entry.leased = false;
  }

  /** Fetches the page around the first message on hand whose words are missing, until none is or nothing helps. */
  private async heal(thread: Id): Promise<void> {
    let missing = this.firstWithoutWords(thread);
    while (missing) {
      const { window } = this.get(thread);
      if (!window) return;
      await this.fetch(thread, null, { after: missing.seq - 1 }, () => this.get(thread).window ?? window);
      const next = this.firstWithoutWords(thread);
      if (next?.id === missing.id) return;
      missing = next;
    }
  }

  /** A decision comes with a page and in no frame. */
  private async readDecision(thread: Id): Promise<void> {
    const { window } = this.get(thread);
    if (window) await this.fetch(thread, null, { after: window.to }, () => this.get(thread).window ?? window);
  }

  private firstWithoutWords(thread: Id): MessageHeader | undefined {
    const ids = this.get(thread).window?.ids(this.store.logOf(thread)) ?? [];
    return ids
      .map((id) => this.store.messages.get(id))
      .find((message) => message !== undefined && !message.retracted && !message.alone && !this.store.textOf(message));
  }

  private streamOf(thread: Id): StreamName {
    return `compartment:${this.store.threads.get(thread)?.compartment ?? ''}`;
  }

  private change(thread: Id, part: Partial<OpenThread>): void {
    const entry = this.entries.get(thread);
    if (!entry) return;
    entry.open = { ...entry.open, ...part };
    this.topics.touch(`thread:${thread}`);
  }
}
