import type { Socket as NetSocket } from 'node:net';
import type {
  Changes,
  Command,
  CommandAnswer,
  CommandInputs,
  CommandKind,
  Frame,
  HelloAnswer,
  Id,
  MessageText,
  Problem,
  StreamName,
  ThreadTexts,
} from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { io, type Socket } from 'socket.io-client';
import type { Browser } from './browser.js';
import type { TestServer } from './server.js';

interface Refused {
  readonly ok: false;
  readonly error: Problem;
}
type Answered<T> = ({ readonly ok: true } & T) | Refused;

/** What a client knows of one stream: fetched once, then moved on by frames alone, as protocol and contracts say. */
class StreamState {
  epoch = '';
  position = -1;
  memberVer = 0;
  denied = false;
  /** Numbers of the events that were applied, in their order. */
  readonly applied: number[] = [];
  readonly threads = new Map<Id, unknown>();
  readonly messages = new Map<Id, unknown>();
  readonly shares = new Map<Id, unknown>();
  compartment: unknown = null;

  apply(changes: Changes): void {
    for (const kind of ['threads', 'messages', 'shares'] as const)
      for (const item of changes[kind] ?? []) this[kind].set(item.id, item);
    if (changes.compartment) {
      this.compartment = changes.compartment;
      this.memberVer = changes.compartment.memberVer;
    }
  }

  /** Everything but messages, which come by page: for comparing with a later fetch. */
  picture(): unknown {
    const sorted = (map: Map<Id, unknown>): unknown[] =>
      [...map.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
    return { compartment: this.compartment, threads: sorted(this.threads), shares: sorted(this.shares) };
  }
}

/** A signed-in person at a screen: the socket, the streams it follows, the words it was given. */
export class Desk {
  readonly streams = new Map<StreamName, StreamState>();
  readonly frames: Frame[] = [];
  readonly texts: ThreadTexts[] = [];
  readonly lags: { readonly stream: StreamName; readonly head: number }[] = [];
  /** False for one that says nothing of what it has read, and pulls nothing. */
  keepsUp = true;
  /** Every byte that came over the socket, for looking for what must not be there. */
  readonly heard: string[] = [];
  /** As socket.io says it; null while it was never lost. */
  lostBecause: string | null = null;
  private readonly waiting = new Set<() => void>();
  private socket: Socket | null = null;
  private stalled: NetSocket | null = null;
  private pulling: Promise<void> = Promise.resolve();

  constructor(
    readonly browser: Browser,
    private readonly server: Pick<TestServer, 'url'>,
  ) {}

  async connect(): Promise<this> {
    const socket = io(this.server.url, {
      transports: ['websocket'],
      extraHeaders: { Origin: this.server.url, Cookie: this.browser.cookieHeader ?? '' },
      reconnection: false,
      forceNew: true,
    });
    this.socket = socket;
    socket.onAny((...args: unknown[]) => this.heard.push(JSON.stringify(args)));
    socket.on('frame', (frame: Frame) => this.hear(frame));
    socket.on('lag', (lag: (typeof this.lags)[number]) => {
      this.note(() => this.lags.push(lag));
      if (this.keepsUp) void this.pull(lag.stream);
    });
    socket.on('denied', ({ stream }: { stream: StreamName }) => this.note(() => (this.state(stream).denied = true)));
    socket.on('presence', () => this.note(() => undefined));
    socket.on('disconnect', (reason) => this.note(() => (this.lostBecause = reason)));
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (error) => {
        socket.disconnect();
        reject(error);
      });
    });
    return this;
  }

  get connected(): boolean {
    return this.socket?.connected ?? false;
  }

  /** Follows compartments from nothing, or goes on from where it stands. */
  async follow(...compartments: readonly Id[]): Promise<readonly HelloAnswer[]> {
    const asked = compartments.map((id) => {
      const state = this.streams.get(`compartment:${id}`);
      return {
        stream: `compartment:${id}` as const,
        epoch: state?.epoch ?? null,
        position: Math.max(0, state?.position ?? 0),
      };
    });
    const answer = await this.ask<{ streams: HelloAnswer[] }>('hello', { streams: asked });
    if (!answer.ok) throw new Error(answer.error.detail);
    for (const one of answer.streams) this.begin(one);
    return answer.streams;
  }

  /** What the server holds now, asked for as a newcomer would. */
  async fetch(compartment: Id): Promise<StreamState> {
    const stream: StreamName = `compartment:${compartment}`;
    const answer = await this.ask<{ streams: HelloAnswer[] }>('hello', {
      streams: [{ stream, epoch: null, position: 0 }],
    });
    const state = new StreamState();
    if (answer.ok && answer.streams[0]?.state === 'snapshot') {
      state.apply(answer.streams[0].snapshot.changes);
      state.position = answer.streams[0].snapshot.position;
    }
    return state;
  }

  async open(thread: Id, ground?: string, h3?: string): Promise<Answered<{ lease: Id }>> {
    return this.ask('thread:open', {
      thread,
      ...(ground !== undefined && { ground }),
      ...(h3 !== undefined && { h3 }),
    });
  }

  async close(thread: Id): Promise<Answered<object>> {
    return this.ask('thread:close', { thread });
  }

  async command<K extends CommandKind>(
    compartment: Id,
    kind: K,
    input: CommandInputs[K],
    more: Partial<Command> = {},
  ): Promise<Answered<{ result: CommandAnswer }>> {
    const memberVer = Math.max(1, this.state(`compartment:${compartment}`).memberVer);
    return this.ask('command', { commandId: newId(), compartment, memberVer, kind, input, ...more });
  }

  ask<T>(event: string, input: unknown): Promise<Answered<T>> {
    if (!this.socket) throw new Error('not connected');
    return this.socket.timeout(5_000).emitWithAck(event, input) as Promise<Answered<T>>;
  }

  state(stream: StreamName): StreamState {
    const known = this.streams.get(stream) ?? new StreamState();
    this.streams.set(stream, known);
    return known;
  }

  /** Resolves as soon as something that came makes the condition true; jest's own limit ends a wait in vain. */
  until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((resolve) => {
      const look = (): void => {
        if (!condition()) return;
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
    });
  }

  /** Until the compartment's stream stands at this number. */
  reached(compartment: Id, seq: number): Promise<void> {
    return this.until(() => this.state(`compartment:${compartment}`).position >= seq);
  }

  wordsOf(message: Id): MessageText | undefined {
    return this.texts.flatMap(({ texts }) => texts).findLast((words) => words.message === message);
  }

  /** Says that everything up to this number was read. */
  acknowledge(stream: StreamName, through: number): void {
    this.socket?.emit('ack', { stream, through });
  }

  /** Fetches what lies after this desk's place, page after page. */
  pull(stream: StreamName): Promise<void> {
    this.pulling = this.pulling.then(() => this.pullAll(stream)).catch(() => undefined);
    return this.pulling;
  }

  /** Reads nothing more from the wire, without hanging up. */
  stall(): void {
    const { transport } = this.socket?.io.engine as unknown as { transport: { ws: { _socket: NetSocket } } };
    this.stalled = transport.ws._socket.pause();
  }

  leave(): void {
    this.stalled?.resume();
    this.socket?.disconnect();
  }

  private begin(answer: HelloAnswer): void {
    const state = this.state(answer.stream);
    if (answer.state === 'denied') state.denied = true;
    if (answer.state === 'resume') for (const frame of answer.frames) this.take(frame);
    if (answer.state !== 'snapshot') return;
    state.apply(answer.snapshot.changes);
    state.epoch = answer.snapshot.epoch;
    state.position = answer.snapshot.position;
  }

  private async pullAll(stream: StreamName): Promise<void> {
    for (let more = true; more;) {
      const from = this.state(stream).position;
      const answer = await this.ask<{ frames: Frame[]; more: boolean }>('fill', { stream, from });
      if (!answer.ok) return;
      for (const frame of answer.frames) this.take(frame);
      more = answer.more;
    }
  }

  /** A frame that was pushed. */
  private hear(frame: Frame): void {
    this.take(frame);
    if (!this.keepsUp) return;
    const { position } = this.state(frame.stream);
    if (position >= 0 && frame.prev > position) void this.pull(frame.stream);
    this.acknowledge(frame.stream, Math.max(frame.through, position));
  }

  private take(frame: Frame): void {
    this.note(() => {
      this.frames.push(frame);
      this.texts.push(...(frame.texts ?? []));
      const state = this.state(frame.stream);
      if (frame.through <= state.position || frame.prev > state.position) return;
      for (const { seq } of frame.events) if (seq > state.position) state.applied.push(seq);
      state.apply(frame.changes);
      state.position = frame.through;
    });
  }

  private note(happen: () => unknown): void {
    happen();
    for (const look of [...this.waiting]) look();
  }
}
