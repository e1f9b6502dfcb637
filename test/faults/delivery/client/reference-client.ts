import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, Frame, HelloAnswer, Id, MessageHeader, Snapshot, StreamName } from '@liaison/contracts';
import { io, type Socket } from 'socket.io-client';
import type { History, SeenWords } from '../history.js';
import type { Random } from '../random.js';
import type { Door } from './door.js';
import { StreamLog, type Step } from './stream-log.js';

/** Who waits longer than this for an answer gives the connection up; milliseconds. */
export const clientPatience = 4_000;
const ackAfterEvents = 50;
const ackAfter = 1_000;

interface ThreadWords {
  readonly thread: Id;
  readonly texts: readonly SeenWords[];
}
type Pushed = Frame & { readonly texts?: readonly ThreadWords[] };

/**
 * A second implementation of the protocol, by its text alone and beside the product's own: connects, says hello, follows
 * its streams, fills gaps, connects again whatever happens, and writes down all it is given.
 */
export class ReferenceClient {
  readonly logs = new Map<StreamName, StreamLog>();
  readonly threads = new Map<StreamName, Set<Id>>();
  /** Messages that ask this person to acknowledge, by compartment. */
  readonly due = new Map<Id, StreamName>();
  private socket: Socket | null = null;
  private isReady = false;
  private left = false;
  private acking: NodeJS.Timeout | null = null;
  connections = 0;

  constructor(
    readonly number: number,
    readonly person: Id,
    readonly door: Door,
    streams: readonly StreamName[],
    private readonly history: History,
    private readonly random: Random,
    /** Threads whose words flow to this client while it is connected. */
    private readonly opening: readonly { readonly thread: Id; readonly ground: string }[] = [],
  ) {
    for (const stream of streams) this.logs.set(stream, new StreamLog(stream));
  }

  get ready(): boolean {
    return this.isReady;
  }

  connect(): void {
    this.left = false;
    this.acking ??= setInterval(() => this.ackAll(), ackAfter).unref();
    this.open();
  }

  leave(): void {
    this.left = true;
    this.isReady = false;
    if (this.acking) clearInterval(this.acking);
    this.acking = null;
    this.socket?.disconnect();
  }

  /** Gives the connection up, as somebody does who waited in vain, and makes a new one. */
  reconnect(socket = this.socket): void {
    if (socket !== this.socket) return;
    this.isReady = false;
    socket?.disconnect();
    this.socket = null;
    void pause(50 + this.random.next() * 700).then(() => {
      if (!this.left && !this.socket) this.open();
    });
  }

  /** Rejects when no answer comes. */
  ask<T>(event: string, input: object): Promise<Answer<T>> {
    const { socket } = this;
    if (!socket?.connected) return Promise.reject(new Error('not connected'));
    return socket.timeout(clientPatience).emitWithAck(event, input) as Promise<Answer<T>>;
  }

  private open(): void {
    const socket = io(this.door.url, {
      transports: ['websocket'],
      extraHeaders: { Origin: this.door.url, Cookie: this.door.cookie ?? '' },
      reconnection: false,
      forceNew: true,
      timeout: clientPatience,
    });
    this.socket = socket;
    this.connections += 1;
    socket.on('frame', (frame: Pushed) => this.take(frame));
    socket.on('lag', ({ stream }: { stream: StreamName }) => this.catchUp(stream));
    socket.on('denied', ({ stream }: { stream: StreamName }) => this.lose(stream));
    socket.on('connect_error', () => this.reconnect(socket));
    socket.on('disconnect', () => this.reconnect(socket));
    socket.once('connect', () => void this.begin(socket));
  }

  private async begin(socket: Socket): Promise<void> {
    try {
      await this.hello([...this.logs.values()]);
      for (const open of this.opening) await this.ask('thread:open', open);
      this.isReady = this.socket === socket;
    } catch {
      this.reconnect(socket);
    }
  }

  private async hello(logs: readonly StreamLog[]): Promise<void> {
    const asked = this.history.now();
    for (const log of logs) log.isBusy = true;
    try {
      const streams = logs.map(({ stream, epoch, position }) => ({ stream, epoch, position }));
      const answer = await this.ask<{ streams: HelloAnswer[] }>('hello', { streams });
      if (!answer.ok) throw new Error(answer.error.code);
      for (const one of answer.streams) await this.greet(one, asked);
    } finally {
      for (const log of logs) log.isBusy = false;
    }
    for (const log of logs) void this.pump(log);
  }

  private async greet(answer: HelloAnswer, asked: number): Promise<void> {
    const log = this.logs.get(answer.stream);
    if (!log) return;
    if (answer.state === 'denied') return this.lose(answer.stream);
    if (answer.state === 'snapshot') return this.restart(log, answer.snapshot, asked);
    for (const frame of answer.frames) this.apply(log, frame, 'hello');
    if (answer.more) await this.fill(log);
    const { number: client } = this;
    const { stream, position } = log;
    this.history.note({ kind: 'read', client, stream, asked, position, messages: [], texts: [] });
  }

  private lose(stream: StreamName): void {
    this.history.note({ kind: 'denied', client: this.number, stream });
  }

  private restart(log: StreamLog, snapshot: Snapshot, asked: number): void {
    log.epoch = snapshot.epoch;
    log.position = log.acknowledged = snapshot.position;
    this.keep(log, snapshot.changes);
    const { number: client } = this;
    this.history.note({ kind: 'began', client, stream: log.stream, position: snapshot.position, asked });
  }

  private take(frame: Pushed): void {
    const log = this.logs.get(frame.stream);
    if (!log) return;
    if (frame.texts) this.hear(frame.stream, frame.through, frame.texts);
    log.waiting.push(frame);
    void this.pump(log);
  }

  private async pump(log: StreamLog): Promise<void> {
    const { socket } = this;
    try {
      while (!log.isBusy) {
        const [frame] = log.waiting;
        if (!log.lags && !frame) return;
        const step: Step = log.lags || !frame ? { do: 'fill' } : log.step(frame);
        log.lags = false;
        if (step.do === 'reset') return await this.startOver(log);
        if (step.do === 'fill') await this.alone(log, () => this.fill(log));
        if (step.do === 'apply') this.apply(log, step.frame, 'frame');
        if (step.do === 'apply' || step.do === 'drop') log.waiting.shift();
      }
    } catch {
      this.reconnect(socket);
    }
  }

  private async startOver(log: StreamLog): Promise<void> {
    log.waiting.length = 0;
    log.epoch = null;
    await this.hello([log]);
  }

  /** The server pushes no more: what there is has to be fetched. */
  private catchUp(stream: StreamName): void {
    const log = this.logs.get(stream);
    if (!log) return;
    log.lags = true;
    void this.pump(log);
  }

  private async alone(log: StreamLog, work: () => Promise<void>): Promise<void> {
    log.isBusy = true;
    try {
      await work();
    } finally {
      log.isBusy = false;
    }
  }

  private async fill(log: StreamLog): Promise<void> {
    for (let more = true; more;) {
      const from = log.position;
      const answer = await this.ask<{ frames: Frame[]; more: boolean }>('fill', { stream: log.stream, from });
      if (!answer.ok) throw new Error(answer.error.code);
      for (const frame of answer.frames) this.apply(log, frame, 'fill');
      ({ more } = answer);
      if (!more) return;
      if (log.position === from) throw new Error('more, and nothing came');
    }
  }

  private apply(log: StreamLog, frame: Frame, by: 'frame' | 'fill' | 'hello'): void {
    const { stream } = log;
    const { through, events, changes } = frame;
    log.position = Math.max(log.position, through);
    this.history.note({ kind: 'applied', client: this.number, stream, through, by, events });
    this.keep(log, changes);
    if (log.position - log.acknowledged >= ackAfterEvents) this.ack(log);
  }

  private ackAll(): void {
    for (const log of this.logs.values()) if (log.position > log.acknowledged) this.ack(log);
  }

  /** Cumulative, and nobody waits for an answer. */
  private ack(log: StreamLog): void {
    if (!this.socket?.connected) return;
    log.acknowledged = log.position;
    this.socket.emit('ack', { stream: log.stream, through: log.position });
  }

  private keep(log: StreamLog, { compartment, threads = [], messages = [] }: Frame['changes']): void {
    if (compartment) log.memberVer = compartment.memberVer;
    const known = this.threads.get(log.stream) ?? new Set();
    this.threads.set(log.stream, known);
    for (const { id } of threads) known.add(id);
    for (const message of messages) this.keepDue(log.stream, message);
  }

  private keepDue(stream: StreamName, { id, acknowledgement, retracted }: MessageHeader): void {
    const { person } = this;
    const asks = acknowledgement?.asked.includes(person) && !acknowledgement.done.some((one) => one.person === person);
    if (asks && !retracted) this.due.set(id, stream);
    else this.due.delete(id);
  }

  private hear(stream: StreamName, through: number, words: readonly ThreadWords[]): void {
    const texts = words.flatMap((one) => one.texts).map(({ message, version, text }) => ({ message, version, text }));
    this.history.note({ kind: 'words', client: this.number, stream, through, texts });
  }
}
