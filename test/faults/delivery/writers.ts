import { setTimeout as pause } from 'node:timers/promises';
import type { CommandAnswer, CommandInputs, CommandKind, Id } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { isRefused, type Door } from './client/door.js';
import type { Person } from './people.js';
import type { Random } from './random.js';

/** Sends one command over HTTP; null when it was refused or nothing came back. */
export async function write<K extends CommandKind>(
  door: Door,
  compartment: Id,
  kind: K,
  input: CommandInputs[K],
): Promise<CommandAnswer | null> {
  const body = { memberVer: 1_000_000, kind, input };
  const headers = { 'Idempotency-Key': newId() };
  try {
    const answer = await door.call<CommandAnswer>('POST', `/compartments/${compartment}/commands`, body, headers);
    return isRefused(answer.status) ? null : answer.body;
  } catch {
    return null;
  }
}

export interface WritingPlace {
  readonly compartment: Id;
  readonly thread: Id;
  /** The first writer's own agency and its compartment: datasets come from there. */
  readonly home: { readonly agency: Id; readonly compartment: Id };
}

/** People who write without end, to everybody and to the people whom they name; every word is one of its kind. */
export class Writers {
  private stopped = false;
  written = 0;
  /** What was written last, for asking after it. */
  latest: { readonly message: Id; readonly seq: number } | null = null;

  constructor(
    private readonly people: readonly Person[],
    private readonly url: string,
    private readonly place: WritingPlace,
    private readonly names: readonly string[],
    private readonly random: Random,
  ) {}

  async run(thinking: number): Promise<void> {
    await Promise.all(this.people.map((person, index) => this.one(person, index === 0, thinking)));
  }

  stop(): void {
    this.stopped = true;
  }

  private async one({ door }: Person, registers: boolean, thinking: number): Promise<void> {
    const here = door.by(this.url);
    const { compartment, thread } = this.place;
    for (let round = 1; !this.isStopped; round += 1) {
      const text = `canary-${newId()} ${this.random.pick(this.names)}`;
      const posted = await write(here, compartment, 'message.post', { thread, text, language: 'en' });
      if (posted?.id) {
        this.latest = { message: posted.id, seq: posted.seq };
        this.written += 1;
        if (round % 5 === 0) await this.edit(here, posted.id);
      }
      if (registers && round % 50 === 0) await this.share(here);
      await pause(this.random.next() * 2 * thinking);
    }
  }

  private async edit(door: Door, message: Id): Promise<void> {
    const input = { message, version: 1, text: `canary-${newId()} mended` };
    await write(door, this.place.compartment, 'message.edit', input);
  }

  private async share(door: Door): Promise<void> {
    const { home, compartment } = this.place;
    const made = await write(door, home.compartment, 'dataset.register', { origin: home.agency, images: 1 });
    if (made?.id) await write(door, compartment, 'dataset.share', { dataset: made.id });
  }

  private get isStopped(): boolean {
    return this.stopped;
  }
}
