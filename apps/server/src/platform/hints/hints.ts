import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Carrier } from './carrier.js';
import { read, written, type Hint } from './hint.js';

/** How often a process says that it is there, and for how long it is believed. */
export const beatEvery = 2_000;
export const believedFor = 3 * beatEvery;
/** What is told meanwhile goes out together. */
const batchFor = 4;

type Listener = (hint: Hint, from: string) => void;

/** The door between the processes of one installation: hints go out and come in, nothing waits for them. */
export class Hints implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly me = randomBytes(9).toString('base64url');
  private readonly listeners: Listener[] = [];
  private readonly beats: (() => void)[] = [];
  /** Other processes, and until when they are believed to be there. */
  private readonly others = new Map<string, number>();
  private waiting = new Set<Hint>();
  private sending: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly carrier: Carrier) {}

  /** False while others learn of this process's doings only by their poll. */
  get live(): boolean {
    return this.carrier.live;
  }

  onApplicationBootstrap(): void {
    this.carrier.open(
      (text) => this.hear(text),
      () => this.send(['who', 'here']),
    );
    this.timer = setInterval(() => this.beat(), beatEvery).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.sending;
    await this.carrier.close();
  }

  /** Told by other processes; what this one says itself is not among it. */
  onHint(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** Time to say again what others forget. */
  onBeat(listener: () => void): void {
    this.beats.push(listener);
  }

  /** Nothing is sent while nobody else is there: a single process does not pay for company. */
  tell(hints: readonly Hint[]): void {
    if (this.others.size > 0) this.send(hints);
  }

  private beat(): void {
    const now = performance.now();
    for (const [other, until] of this.others) if (until < now) this.others.delete(other);
    this.send(['here']);
    for (const beat of this.beats) beat();
  }

  private hear(text: string): void {
    const { from, hints } = read(text);
    if (from === this.me || hints.length === 0) return;
    this.others.set(from, performance.now() + believedFor);
    for (const hint of hints) {
      if (hint === 'who') this.send(['here']);
      for (const listener of this.listeners) listener(hint, from);
    }
  }

  private send(hints: readonly Hint[]): void {
    if (!this.carrier.live) return;
    for (const hint of hints) {
      // Told last counts: a later word takes its place behind an earlier one.
      this.waiting.delete(hint);
      this.waiting.add(hint);
    }
    this.sending ??= this.flush().finally(() => (this.sending = null));
  }

  private async flush(): Promise<void> {
    while (this.waiting.size > 0) {
      const told = this.waiting;
      this.waiting = new Set();
      for (const text of written(this.me, told)) await this.carrier.send(text).catch(() => undefined);
      await pause(batchFor);
    }
  }
}
