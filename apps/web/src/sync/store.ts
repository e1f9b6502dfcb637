import type {
  Allowed,
  Changes,
  CompartmentAction,
  CompartmentHeader,
  Id,
  MessageHeader,
  MessageText,
  ShareHeader,
  StreamEvent,
  ThreadHeader,
  ThreadMine,
} from '@liaison/contracts';
import { Held } from './held.js';
import { ThreadLog } from './thread-log.js';
import type { Topics } from './topics.js';

/** Everything that streams have told, in memory only. Where each thing stands is decided by version and position. */
export class Store {
  readonly threads = new Held<ThreadHeader>((thread) => thread.version);
  readonly messages = new Held<MessageHeader>((message) => message.version);
  readonly shares = new Held<ShareHeader>((share) => share.version);
  readonly compartments = new Held<CompartmentHeader>((compartment) => compartment.memberVer);
  private readonly actions = new Map<Id, Allowed<CompartmentAction>>();
  private readonly logs = new Map<Id, ThreadLog>();
  private readonly texts = new Map<Id, MessageText>();
  private readonly marks = new Map<Id, ThreadMine>();
  private readonly retractions = new Map<Id, number>();
  private readonly gone = new Set<Id>();

  constructor(private readonly topics: Topics) {}

  /** State of a compartment read at a position of its stream, a frame's, a snapshot's or a page's, and words that came with it. */
  apply(compartment: Id, asOf: number, changes: Changes, texts: readonly MessageText[] = []): void {
    this.topics.batch(() => {
      for (const thread of changes.threads ?? []) this.putThread(thread, asOf);
      for (const message of changes.messages ?? []) this.putMessage(message, asOf);
      for (const share of changes.shares ?? [])
        if (this.shares.put(share, compartment, asOf)) this.topics.touch('shares', `dataset:${share.dataset}`);
      if (changes.compartment && this.compartments.put(changes.compartment, compartment, asOf))
        this.topics.touch('compartments');
      for (const mark of changes.mine ?? []) this.putMine(mark);
      for (const text of texts) this.putText(text);
    });
  }

  /** What only the event itself tells: that a message was taken back at this number. */
  noteEvents(events: readonly StreamEvent[]): void {
    for (const { kind, refs, seq } of events) {
      if (kind === 'message.retracted') this.retractions.set(String(refs.message), seq);
    }
  }

  putActions(compartment: Id, actions: Allowed<CompartmentAction>): void {
    this.actions.set(compartment, actions);
    this.topics.touch('compartments');
  }

  /** A compartment as a fetched operation shows it; streams know better as soon as they have spoken. */
  introduce(header: CompartmentHeader, actions: Allowed<CompartmentAction>): void {
    this.gone.delete(header.id);
    this.topics.batch(() => {
      if (this.compartments.put(header, header.id, this.compartments.get(header.id) ? -1 : 0))
        this.topics.touch('compartments');
      this.putActions(header.id, actions);
    });
  }

  putMine(mark: ThreadMine): void {
    const known = this.marks.get(mark.thread);
    if (known && mark.asOf < known.asOf && mark.readSeq <= known.readSeq) return;
    this.marks.set(mark.thread, { ...mark, readSeq: Math.max(mark.readSeq, known?.readSeq ?? 0) });
    this.topics.touch('threads', `thread:${mark.thread}`);
  }

  putTexts(texts: readonly MessageText[]): void {
    this.topics.batch(() => {
      for (const text of texts) this.putText(text);
    });
  }

  /** The words of a message as it stands; undefined while they are not here, and for ever once it is retracted. */
  textOf(message: MessageHeader): MessageText | undefined {
    const text = this.texts.get(message.id);
    return text && text.version >= message.version && !message.retracted ? text : undefined;
  }

  /** The words of an older version, to show until those of this version come. */
  lastTextOf(message: MessageHeader): MessageText | undefined {
    return message.retracted ? undefined : this.texts.get(message.id);
  }

  forgetTexts(thread: Id): void {
    for (const id of this.logs.get(thread)?.after(0) ?? []) this.texts.delete(id);
  }

  logOf(thread: Id): ThreadLog {
    const log = this.logs.get(thread) ?? new ThreadLog();
    this.logs.set(thread, log);
    return log;
  }

  mineOf(thread: Id): ThreadMine | undefined {
    return this.marks.get(thread);
  }

  actionsOf(compartment: Id): Allowed<CompartmentAction> | undefined {
    return this.actions.get(compartment);
  }

  /** The number of the event that took a message back, when it came while we listened. */
  retractedAt(message: Id): number | undefined {
    return this.retractions.get(message);
  }

  /** True for an audience that has ended for this person, whatever a page fetched before still says. */
  isGone(compartment: Id): boolean {
    return this.gone.has(compartment);
  }

  /** The audience ended: nothing of it stays, words first. */
  purge(compartment: Id): void {
    this.gone.add(compartment);
    this.topics.batch(() => {
      for (const message of this.messages.purge(compartment)) {
        this.texts.delete(message.id);
        this.retractions.delete(message.id);
      }
      for (const thread of this.threads.purge(compartment)) {
        this.logs.delete(thread.id);
        this.marks.delete(thread.id);
        this.topics.touch(`thread:${thread.id}`);
      }
      for (const share of this.shares.purge(compartment)) this.topics.touch(`dataset:${share.dataset}`);
      this.compartments.purge(compartment);
      this.actions.delete(compartment);
      this.topics.touch('threads', 'compartments', 'shares');
    });
  }

  clear(): void {
    this.gone.clear();
    for (const held of [this.threads, this.messages, this.shares, this.compartments]) held.clear();
    for (const map of [this.actions, this.logs, this.texts, this.marks, this.retractions]) map.clear();
    this.topics.touch('threads', 'compartments', 'shares');
  }

  private putThread(thread: ThreadHeader, asOf: number): void {
    if (!this.threads.put(thread, thread.compartment, asOf)) return;
    this.topics.touch('threads', `thread:${thread.id}`);
  }

  private putMessage(message: MessageHeader, asOf: number): void {
    const before = this.messages.get(message.id);
    if (!this.messages.put(message, message.compartment, asOf)) return;
    this.logOf(message.thread).add(message);
    if (message.retracted || (before && isNowAlone(before, message))) this.texts.delete(message.id);
    this.topics.touch('threads', `thread:${message.thread}`);
  }

  /** Words fetched alone are not undone by a page that leaves them out. */
  private putText(text: MessageText): void {
    const known = this.texts.get(text.message);
    if (known && (known.version > text.version || (known.version === text.version && text.text === null))) return;
    const header = this.messages.get(text.message);
    if (header?.retracted) return;
    this.texts.set(text.message, text);
    if (header) this.topics.touch(`thread:${header.thread}`);
  }
}

/** Its marking was raised so that its text is opened by an act of its own: what is on screen goes. */
const isNowAlone = (before: MessageHeader, now: MessageHeader): boolean =>
  now.alone && (!before.alone || JSON.stringify(before.marking) !== JSON.stringify(now.marking));
