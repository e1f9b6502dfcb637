import type {
  Changes,
  CompartmentEventKind,
  Decision,
  Frame,
  Id,
  MessageHeader,
  MessagePage,
  MessageText,
  Snapshot,
  StreamEvent,
  StreamName,
  ThreadHeader,
  ThreadMine,
} from '@liaison/contracts';
import { lowestMarking } from '@liaison/domain';

export const compartment = 'c0000000-0000-7000-8000-000000000001';
export const stream: StreamName = `compartment:${compartment}`;
export const me = 'p0000000-0000-7000-8000-000000000001';
export const other = 'p0000000-0000-7000-8000-000000000002';
export const myAgency = 'a0000000-0000-7000-8000-000000000001';

interface Words {
  readonly version: number;
  readonly text: string;
}

/** A small true server of one compartment for one reader: events in order, present state beside them. */
export class ScriptedServer {
  epoch = 'e1';
  denied = false;
  readonly threads = new Map<Id, ThreadHeader>();
  readonly messages = new Map<Id, MessageHeader>();
  readonly words = new Map<Id, Words>();
  private readonly events: StreamEvent[] = [];
  private readonly decisions = new Map<Id, Decision>();
  private readonly readMarks = new Map<Id, number>();

  get head(): number {
    return this.events.length;
  }

  startThread(title: string): Id {
    const id = `t-${this.threads.size + 1}`;
    const seq = this.append('thread.started', other, { thread: id });
    this.threads.set(id, {
      id,
      compartment,
      title,
      dataset: null,
      state: 'open',
      version: 1,
      startedBy: other,
      startedAt: at(seq),
      lastSeq: 0,
      lastAt: at(seq),
      continues: null,
      frozenBy: null,
    });
    return id;
  }

  rename(thread: Id, title: string): void {
    const known = need(this.threads.get(thread));
    this.append('thread.renamed', other, { thread });
    this.threads.set(thread, { ...known, title, version: known.version + 1 });
  }

  resolve(thread: Id, text: string): void {
    const known = need(this.threads.get(thread));
    const seq = this.append('thread.resolved', other, { thread });
    this.threads.set(thread, { ...known, state: 'resolved', version: known.version + 1 });
    this.decisions.set(thread, { thread, text, by: other, at: at(seq) });
  }

  post(thread: Id, text: string, author: Id = other, naming: readonly Id[] = []): Id {
    const id = `m-${this.messages.size + 1}`;
    const seq = this.append('message.posted', author, { thread, message: id });
    const mentions = { people: naming, roles: [], agencies: [] };
    const header = {
      id,
      compartment,
      thread,
      seq,
      author,
      agency: myAgency,
      at: at(seq),
      version: 1,
      retracted: null,
      marking: lowestMarking,
      alone: false,
      language: 'en',
      quotes: null,
    };
    this.messages.set(id, { ...header, mentions, datasets: [], acknowledgement: null });
    this.words.set(id, { version: 1, text });
    this.threads.set(thread, { ...need(this.threads.get(thread)), lastSeq: seq, lastAt: at(seq) });
    return id;
  }

  edit(message: Id, text: string): void {
    const known = need(this.messages.get(message));
    if (known.retracted) return;
    this.append('message.edited', known.author, { thread: known.thread, message });
    this.messages.set(message, { ...known, version: known.version + 1 });
    this.words.set(message, { version: known.version + 1, text });
  }

  /** As the product does it: the version stays, the words are withheld. */
  retract(message: Id): void {
    const known = need(this.messages.get(message));
    if (known.retracted) return;
    const seq = this.append('message.retracted', known.author, { thread: known.thread, message });
    this.messages.set(message, { ...known, retracted: { at: at(seq), reason: 'other' } });
    this.words.delete(message);
  }

  tighten(message: Id, how: 'flowing' | 'alone' = 'flowing'): void {
    const known = need(this.messages.get(message));
    this.append('message.tightened', known.author, { thread: known.thread, message });
    this.messages.set(message, {
      ...known,
      marking: { ...known.marking, tlp: how === 'alone' ? 'RED' : 'AMBER' },
      alone: how === 'alone',
    });
  }

  read(thread: Id, seq: number): ThreadMine {
    this.readMarks.set(thread, Math.max(this.readMarks.get(thread) ?? 0, seq));
    return this.mineOf(thread);
  }

  mineOf(thread: Id): ThreadMine {
    const readSeq = this.readMarks.get(thread) ?? 0;
    const news = [...this.messages.values()].filter(
      (one) => one.thread === thread && one.seq > readSeq && one.author !== me && !one.retracted,
    );
    const named = news.filter((one) => one.mentions.people.includes(me) || one.mentions.agencies.includes(myAgency));
    return { thread, readSeq, unread: news.length, mentions: named.length, asOf: this.head, follow: 'none' };
  }

  /** What a frame says: events after `prev`, and the present state of what they touched. */
  frame(prev: number, through = this.head): Frame {
    const events = this.events.slice(prev, through);
    const touched = (noun: string): Id[] => [
      ...new Set(events.flatMap((event) => (typeof event.refs[noun] === 'string' ? [event.refs[noun]] : []))),
    ];
    const changes: Changes = {
      threads: touched('thread').map((id) => need(this.threads.get(id))),
      messages: touched('message').map((id) => need(this.messages.get(id))),
    };
    return { stream, epoch: this.epoch, prev, through, events, changes };
  }

  textsOf(frame: Frame): readonly MessageText[] {
    return (frame.changes.messages ?? []).flatMap((message) => this.textOf(message.id));
  }

  snapshot(): Snapshot {
    const threads = [...this.threads.values()];
    return {
      stream,
      epoch: this.epoch,
      position: this.head,
      changes: { threads, mine: threads.map((thread) => this.mineOf(thread.id)) },
    };
  }

  page(thread: Id, query: { before?: number; after?: number; around?: Id; limit: number }): MessagePage {
    const all = [...this.messages.values()].filter((one) => one.thread === thread).sort((a, b) => a.seq - b.seq);
    const middle = query.around === undefined ? -1 : all.findIndex((one) => one.id === query.around);
    const start = this.startOf(all, query, middle);
    const end =
      query.before === undefined || query.after !== undefined || middle >= 0
        ? Math.min(all.length, start + query.limit)
        : all.filter((one) => one.seq < (query.before ?? 0)).length;
    const messages = all.slice(start, end);
    const texts = messages.flatMap((message) => this.textOf(message.id));
    return {
      stream,
      epoch: this.epoch,
      position: this.head,
      messages,
      texts,
      decision: this.decisions.get(thread) ?? null,
      hasBefore: start > 0,
      hasAfter: end < all.length,
    };
  }

  private startOf(
    all: readonly MessageHeader[],
    query: { before?: number; after?: number; limit: number },
    middle: number,
  ): number {
    if (middle >= 0) return Math.max(0, middle - Math.floor(query.limit / 2));
    if (query.after !== undefined) return all.filter((one) => one.seq <= (query.after ?? 0)).length;
    const upTo = query.before === undefined ? all.length : all.filter((one) => one.seq < (query.before ?? 0)).length;
    return Math.max(0, upTo - query.limit);
  }

  private textOf(message: Id): readonly MessageText[] {
    const words = this.words.get(message);
    if (!words) return [];
    const { version, text } = words;
    return [{ message, version, text: this.messages.get(message)?.alone ? null : text, contentNote: null }];
  }

  private append(kind: CompartmentEventKind, author: Id, refs: StreamEvent['refs']): number {
    const seq = this.events.length + 1;
    this.events.push({ seq, id: `e-${seq}`, kind, author, at: at(seq), refs });
    return seq;
  }
}

const at = (seq: number): string => new Date(1_757_923_200_000 + seq * 1_000).toISOString();

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the script names something that is not there');
  return value;
}
