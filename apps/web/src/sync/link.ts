import { contractVersion, type Answer, type ClientEvents, type Problem, type ServerEvents } from '@liaison/contracts';
import { io, type Socket } from 'socket.io-client';
import { offline, Refusal, unavailable } from './refusal.js';

export type LinkState = 'off' | 'connecting' | 'live';

/** What is asked is answered; the rest is only told. */
type Question = Exclude<keyof ClientEvents, 'ack'>;
type Asked<K extends keyof ClientEvents> = Parameters<ClientEvents[K]>[0];
type Given<K extends Question> = Extract<Parameters<Parameters<ClientEvents[K]>[1]>[0], { ok: true }>;
type Received = Answer<object> & { readonly receipts?: readonly string[] };
export type Heard = { readonly [K in keyof ServerEvents]: (input: Parameters<ServerEvents[K]>[0]) => void };

/** The socket as the rest of the client knows it: asks are answered or refused, never left hanging. */
export interface Link {
  readonly state: LinkState;
  /** Why the server does not let this page in, while it does not. */
  readonly refused: Problem | null;
  open(): void;
  close(): void;
  /** Finds out whether anybody is still there; where nobody is, connects anew at once. */
  prove(): Promise<void>;
  ask<K extends Question>(event: K, input: Asked<K>): Promise<Given<K>>;
  /** How far a stream has been read; nobody waits for an answer. */
  acknowledge(input: Asked<'ack'>): void;
  listen(heard: Partial<Heard>): void;
  onState(listener: (state: LinkState) => void): void;
}

const answerWithin = 15_000;
/** Long enough for a slow network, short beside the minute that the transport itself would take. */
const proveWithin = 4_000;
/** What the server has decided, it is not asked again at once. */
const askAgainAfter = { least: 1_000, spread: 4_000 };

/** socket.io over websocket only; it reconnects by itself, with back-off and jitter. */
export class SocketLink implements Link {
  state: LinkState = 'off';
  refused: Problem | null = null;
  private readonly listeners: ((state: LinkState) => void)[] = [];
  private readonly socket: Socket<ServerEvents, ClientEvents>;

  constructor(path = '/socket.io') {
    this.socket = io({
      path,
      transports: ['websocket'],
      withCredentials: true,
      autoConnect: false,
      auth: { contract: contractVersion },
      reconnectionDelay: 500,
      reconnectionDelayMax: 10_000,
      randomizationFactor: 0.5,
    });
    this.socket.on('connect', () => this.become('live', null));
    this.socket.on('disconnect', (reason) => this.lost(reason));
    this.socket.on('connect_error', (error) => this.notLetIn(error));
  }

  open(): void {
    // Asked twice it would greet twice, and the server closes on whoever does.
    if (this.state !== 'off') return;
    this.become('connecting');
    this.socket.connect();
  }

  close(): void {
    this.socket.disconnect();
    this.become('off', null);
  }

  async prove(): Promise<void> {
    if (this.state !== 'live') return this.connectNow();
    const { engine } = this.socket.io;
    try {
      // Nothing is followed by it: only the answer counts.
      await this.emit('hello', { streams: [] }, proveWithin);
    } catch {
      if (this.socket.io.engine === engine) engine.close();
    }
  }

  listen(heard: Partial<Heard>): void {
    for (const [event, listener] of Object.entries(heard)) this.socket.on(event as keyof ServerEvents, listener);
  }

  onState(listener: (state: LinkState) => void): void {
    this.listeners.push(listener);
  }

  acknowledge(input: Asked<'ack'>): void {
    if (this.socket.connected) this.socket.emit('ack', input);
  }

  async ask<K extends Question>(event: K, input: Asked<K>): Promise<Given<K>> {
    // Never buffered: what waits for a connection waits in the outbox, where the person sees it.
    if (!this.socket.connected) throw offline();
    const answer = await this.emit(event, input);
    if (!answer.ok) throw new Refusal(answer.error, answer.receipts);
    return answer as Given<K>;
  }

  private async emit(event: keyof ClientEvents, input: unknown, within = answerWithin): Promise<Received> {
    const socket = this.socket.timeout(within) as unknown as {
      emitWithAck(event: string, input: unknown): Promise<Received>;
    };
    try {
      return await socket.emitWithAck(event, input);
    } catch {
      throw unavailable('The server did not answer in time.');
    }
  }

  /** Without the rest of the pause that it waits between two attempts. */
  private connectNow(): void {
    if (this.state !== 'connecting' || this.refused) return;
    this.socket.disconnect().connect();
  }

  private lost(reason: string): void {
    this.become(reason === 'io client disconnect' ? 'off' : 'connecting');
    if (reason === 'io server disconnect') this.comeBack();
  }

  private notLetIn(error: Error & { readonly data?: Problem }): void {
    this.become('connecting', error.data ?? null);
    if (!this.socket.active) this.comeBack();
  }

  /** Where the server itself said no, socket.io does not come back by itself. */
  private comeBack(): void {
    const { least, spread } = askAgainAfter;
    setTimeout(() => this.state === 'connecting' && this.socket.connect(), least + Math.random() * spread);
  }

  private become(state: LinkState, refused = this.refused): void {
    if (this.state === state && this.refused === refused) return;
    this.state = state;
    this.refused = refused;
    this.listeners.forEach((listener) => listener(state));
  }
}
