import type { Answer, HelloAnswer, Id, StreamName } from '@liaison/contracts';
import { io, type Socket } from 'socket.io-client';
import type { Door } from './door.js';

const patience = 5_000;

/** A socket that keeps every byte it was given, and when it lost what. */
export class Ear {
  private readonly waiting = new Set<() => void>();
  private bytes: string[] = [];
  private readonly lost = new Map<StreamName, number>();
  private endedAt: number | null = null;

  private constructor(private readonly socket: Socket) {
    socket.onAny((event: string, ...rest: unknown[]) => this.note(() => this.hear(event, rest)));
    socket.on('disconnect', () => this.note(() => (this.endedAt ??= performance.now())));
  }

  static async open(door: Door): Promise<Ear> {
    const socket = io(door.url, {
      transports: ['websocket'],
      extraHeaders: { Origin: door.url, Cookie: door.cookie ?? '' },
      reconnection: false,
      forceNew: true,
    });
    const ear = new Ear(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return ear;
  }

  get heard(): string {
    return this.bytes.join('\n');
  }

  forget(): void {
    this.bytes = [];
    this.lost.clear();
  }

  /** As a newcomer: whatever the answer, its bytes are kept as well. */
  async follow(...streams: readonly StreamName[]): Promise<readonly HelloAnswer['state'][]> {
    const asked = streams.map((stream) => ({ stream, epoch: null, position: 0 }));
    const answer = await this.ask<{ streams: HelloAnswer[] }>('hello', { streams: asked });
    if (!answer.ok) throw new Error(answer.error.code);
    return answer.streams.map(({ state }) => state);
  }

  open(thread: Id, ground: string): Promise<Answer<object>> {
    return this.ask('thread:open', { thread, ground });
  }

  async ask<T>(event: string, input: object): Promise<Answer<T>> {
    if (this.endedAt !== null) throw new Error('the server has closed this socket');
    const answer = (await this.socket.timeout(patience).emitWithAck(event, input)) as Answer<T>;
    this.note(() => this.take(answer));
    return answer;
  }

  /** When the stream was lost, or the socket ended; waits for it, and answers null when neither happened in time. */
  async goneAt(streams: readonly StreamName[], within: number): Promise<number | null> {
    const gone = (): boolean => this.endedAt !== null || streams.every((stream) => this.lost.has(stream));
    if (!(await this.until(gone, within))) return null;
    return this.endedAt ?? Math.max(...streams.map((stream) => this.lost.get(stream) ?? 0));
  }

  until(condition: () => boolean, within: number): Promise<boolean> {
    if (condition()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const finish = (outcome: boolean): void => {
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve(outcome);
      };
      const look = (): void => {
        if (condition()) finish(true);
      };
      const timer = setTimeout(() => finish(false), within);
      this.waiting.add(look);
    });
  }

  close(): void {
    this.socket.disconnect();
  }

  /** A hello may be the first to say that a stream is lost. */
  private take(answer: Answer<unknown>): void {
    this.bytes.push(JSON.stringify(answer));
    const { streams } = answer as { readonly streams?: readonly HelloAnswer[] };
    for (const { stream, state } of streams ?? []) if (state === 'denied') this.lost.set(stream, performance.now());
  }

  private hear(event: string, rest: readonly unknown[]): void {
    this.bytes.push(JSON.stringify([event, ...rest]));
    const [input] = rest;
    if (event === 'denied') this.lost.set((input as { stream: StreamName }).stream, performance.now());
    const through = (input as { stream?: StreamName; through?: number } | undefined)?.through;
    if (event === 'frame' && through !== undefined) this.socket.emit('ack', input && { ...pick(input), through });
  }

  private note(happen: () => unknown): void {
    happen();
    for (const look of [...this.waiting]) look();
  }
}

const pick = (frame: object): { readonly stream: unknown } => ({ stream: (frame as { stream?: unknown }).stream });
