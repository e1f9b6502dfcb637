import type { Frame, HelloAnswer, Id, Snapshot, StreamEvent, StreamName } from '@liaison/contracts';
import { limits } from '@liaison/domain';
import { Acknowledgements } from './acknowledgements.js';
import type { Link } from './link.js';
import { Refusal } from './refusal.js';
import type { Store } from './store.js';
import { Stream } from './stream.js';

export interface StreamsHeard {
  /** Events that were just applied, in order. */
  readonly events: (stream: StreamName, events: readonly StreamEvent[], frame: Frame) => void;
  /** State came as a whole: what was held of the stream by pages may have holes now. */
  readonly snapshot: (stream: StreamName) => void;
  readonly denied: (stream: StreamName) => void;
}

const retryAfter = 1_000;

/**
 * The positions of all streams and the one way to come up to date: hello. First load, reconnect, a lost frame and a new
 * epoch all go through it. Frames of one stream are applied in order, without a gap, once.
 */
export class Streams {
  private readonly streams = new Map<StreamName, Stream>();
  private readonly late = new Set<StreamName>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly acknowledgements = new Acknowledgements((name) => this.acknowledge(name));

  constructor(
    private readonly link: Link,
    private readonly store: Store,
    private readonly heard: StreamsHeard,
  ) {
    link.listen({
      frame: (frame) => this.receive(frame),
      lag: ({ stream, head }) => this.noteLag(stream, head),
      denied: ({ stream }) => this.deny(stream),
    });
    link.onState((state) => (state === 'live' ? this.helloAll() : this.lost()));
  }

  /** The streams to follow from now on; those left out are forgotten without a word. */
  follow(names: readonly StreamName[]): void {
    const wanted = new Set(names);
    for (const name of this.streams.keys()) if (!wanted.has(name)) this.drop(name);
    const added = names.filter((name) => !this.streams.has(name));
    for (const name of added) this.streams.set(name, new Stream(name));
    if (added.length > 0) void this.hello(added);
  }

  follows(name: StreamName): boolean {
    return this.streams.has(name);
  }

  position(name: StreamName): number {
    return this.streams.get(name)?.place.position ?? 0;
  }

  /** True once a stream's first state is here. */
  isLoaded(name: StreamName): boolean {
    return (this.streams.get(name)?.place.epoch ?? null) !== null;
  }

  /** True once every stream's first state is here: what is not there then does not exist for this person. */
  isReady(): boolean {
    return this.streams.size > 0 && [...this.streams.keys()].every((name) => this.isLoaded(name));
  }

  clear(): void {
    this.streams.clear();
    this.late.clear();
    this.acknowledgements.clear();
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private helloAll(): void {
    void this.hello([...this.streams.keys()]);
  }

  private lost(): void {
    this.acknowledgements.clear();
    for (const stream of this.streams.values()) stream.letGo();
  }

  private async hello(names: readonly StreamName[]): Promise<void> {
    if (this.link.state !== 'live') return;
    for (let at = 0; at < names.length; at += limits.helloStreams)
      await this.helloSome(names.slice(at, at + limits.helloStreams));
  }

  private async helloSome(names: readonly StreamName[]): Promise<void> {
    const asked = names.flatMap((name) => this.streams.get(name) ?? []);
    for (const stream of asked) stream.asking = true;
    try {
      const { streams } = await this.link.ask('hello', { streams: asked.map((stream) => stream.place) });
      for (const answer of streams) await this.answered(answer);
    } catch (error) {
      for (const stream of asked) stream.asking = false;
      this.again(names, error);
    }
  }

  private async answered(answer: HelloAnswer): Promise<void> {
    const stream = this.streams.get(answer.stream);
    if (!stream) return;
    if (answer.state === 'denied') return this.deny(answer.stream);
    if (answer.state === 'snapshot') this.restart(stream, answer.snapshot);
    else {
      for (const frame of answer.frames) this.advance(stream, frame);
      if (answer.more) return this.fill(stream);
    }
    this.settle(stream);
  }

  private restart(stream: Stream, snapshot: Snapshot): void {
    const [kind, id = ''] = stream.name.split(':');
    if (kind === 'compartment') {
      this.store.apply(id, snapshot.position, snapshot.changes);
      if (snapshot.actions) this.store.putActions(id, snapshot.actions);
    } else this.applyMine(snapshot.changes.mine ?? []);
    stream.moveTo(snapshot.epoch, snapshot.position);
    this.heard.snapshot(stream.name);
  }

  /** The stream is up to date: what came meanwhile has its turn, and the server hears where we stand. */
  private settle(stream: Stream): void {
    stream.asking = false;
    const waiting = stream.takeWaiting();
    for (const frame of waiting) this.take(stream, frame);
    if (waiting.length > 0) this.acknowledgements.note(stream.name, 0);
    this.catchUp(stream);
  }

  /** Whatever becomes of a frame, it has been read: the server hears of it. */
  private receive(frame: Frame): void {
    const stream = this.streams.get(frame.stream);
    // No longer followed here, but still pushed.
    if (!stream) return this.link.acknowledge({ stream: frame.stream, through: frame.through });
    this.take(stream, frame);
    this.acknowledgements.note(frame.stream, frame.events.length);
  }

  private take(stream: Stream, frame: Frame): void {
    const verdict = stream.judge(frame);
    if (verdict === 'apply') this.advance(stream, frame);
    if (verdict === 'wait') stream.keep(frame);
    if (verdict === 'gap') {
      stream.keep(frame);
      void this.fill(stream, frame.prev);
    }
    if (verdict === 'reset') void this.startOver(stream);
  }

  /** The server has stopped pushing, since we did not keep up: what is missing is pulled. */
  private noteLag(name: StreamName, head: number): void {
    const stream = this.streams.get(name);
    if (!stream) return;
    stream.behind = Math.max(stream.behind, head);
    this.catchUp(stream);
  }

  private catchUp(stream: Stream): void {
    if (!stream.asking && stream.place.position < stream.behind) void this.fill(stream, stream.behind);
  }

  private acknowledge(name: StreamName): void {
    const through = this.position(name);
    if (through > 0) this.link.acknowledge({ stream: name, through });
  }

  /** Nothing to build on: the next answer brings the whole state. */
  private startOver(stream: Stream): Promise<void> {
    stream.forget();
    return this.hello([stream.name]);
  }

  /** Applies a frame at its turn, header and words together; one that is not at its turn is left out. */
  private advance(stream: Stream, frame: Frame): void {
    const { epoch, position } = stream.place;
    if (frame.epoch !== epoch || frame.prev > position || frame.through <= position) return;
    const [kind, id = ''] = stream.name.split(':');
    const events = frame.events.filter((event) => event.seq > position);
    this.store.noteEvents(events);
    const words = (frame.texts ?? []).flatMap(({ texts }) => texts);
    if (kind === 'compartment') this.store.apply(id, frame.through, frame.changes, words);
    else this.applyMine(frame.changes.mine ?? []);
    stream.moveTo(frame.epoch, frame.through);
    this.heard.events(stream.name, events, frame);
  }

  private applyMine(marks: readonly Parameters<Store['putMine']>[0][]): void {
    for (const mark of marks) this.store.putMine(mark);
  }

  /** Comes up to date, at least to `until`: what does not get there has nothing to build on. */
  private async fill(stream: Stream, until = 0): Promise<void> {
    stream.asking = true;
    try {
      for (let more = true; more;) {
        const { position } = stream.place;
        const answer = await this.link.ask('fill', { stream: stream.name, from: position });
        for (const frame of answer.frames) this.advance(stream, frame);
        // An answer that does not advance would be asked for ever.
        more = answer.more && stream.place.position > position;
      }
      if (stream.place.position < until) return await this.startOver(stream);
      this.settle(stream);
    } catch (error) {
      stream.asking = false;
      this.again([stream.name], error);
    }
  }

  /** Asks again a little later, unless the refusal says that there is nothing to ask for. */
  private again(names: readonly StreamName[], error: unknown): void {
    if (error instanceof Refusal && ['not_found', 'forbidden'].includes(error.problem.code))
      return names.forEach((name) => this.deny(name));
    names.forEach((name) => this.late.add(name));
    this.timer ??= setTimeout(() => {
      const late = [...this.late].filter((name) => this.streams.has(name));
      this.late.clear();
      this.timer = undefined;
      void this.hello(late);
    }, retryAfter);
  }

  private deny(name: StreamName): void {
    this.drop(name);
    this.heard.denied(name);
  }

  private drop(name: StreamName): void {
    this.streams.delete(name);
    const [kind, id = ''] = name.split(':');
    if (kind === 'compartment') this.store.purge(id satisfies Id);
  }
}
