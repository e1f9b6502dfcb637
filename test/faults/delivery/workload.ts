import { setTimeout as pause } from 'node:timers/promises';
import type { CommandKind, Id, MessagePage, StreamName } from '@liaison/contracts';
import { Commander } from './client/commander.js';
import { isRefused } from './client/door.js';
import type { ReferenceClient } from './client/reference-client.js';
import type { History } from './history.js';
import { ground } from './operation.js';
import type { Random } from './random.js';

interface OwnMessage {
  readonly stream: StreamName;
  readonly id: Id;
  version: number;
}

/** Commands that are still to be given, by all clients together. */
export interface Budget {
  left: number;
  given: number;
  /** As long as faults are to come, people go on beyond it: a fault without load tests nothing. */
  goesOn: boolean;
}

/** What one person does all day: writes, mends, takes back, acknowledges, starts threads, reads. One thing at a time. */
export class Workload {
  private readonly own: OwnMessage[] = [];
  private readonly commander: Commander;
  private written = 0;

  constructor(
    private readonly client: ReferenceClient,
    private readonly mayAsk: boolean,
    private readonly history: History,
    private readonly random: Random,
  ) {
    this.commander = new Commander(client, history, random.branch('doors'));
  }

  async run(budget: Budget, thinking: number, until: AbortSignal): Promise<void> {
    while ((budget.left > 0 || budget.goesOn) && !until.aborted) {
      if (this.random.chance(0.08)) {
        await this.read().catch(() => undefined);
        continue;
      }
      budget.left -= 1;
      await this.once(until);
      budget.given += 1;
      await pause(this.random.next() * 2 * thinking);
    }
  }

  private async once(until: AbortSignal): Promise<void> {
    const dice = this.random.next();
    const mine = this.own.length > 0 ? this.random.pick(this.own) : null;
    const [due] = this.client.due;
    if (mine && dice < 0.12) return this.edit(mine, until);
    if (mine && dice < 0.16) return this.retract(mine, until);
    if (due && dice < 0.26) return this.acknowledge(...due, until);
    if (dice > 0.98) await this.command(this.anyStream(), 'thread.start', { title: this.words() }, until);
    else await this.post(until);
  }

  private async post(until: AbortSignal): Promise<void> {
    const stream = this.anyStream();
    const thread = this.random.pick([...(this.client.threads.get(stream) ?? [])]);
    const asks = this.mayAsk && this.random.chance(0.2);
    const acknowledgeBy = new Date(Date.now() + 86_400_000).toISOString();
    const input = { thread, text: this.words(), language: 'en', ...(asks && { acknowledgeBy }) };
    const answer = await this.command(stream, 'message.post', input, until);
    if (answer?.id) this.own.push({ stream, id: answer.id, version: 1 });
    if (this.own.length > 50) this.own.shift();
  }

  private async edit(mine: OwnMessage, until: AbortSignal): Promise<void> {
    const input = { message: mine.id, version: mine.version, text: this.words() };
    if (await this.command(mine.stream, 'message.edit', input, until)) mine.version += 1;
  }

  private async retract(mine: OwnMessage, until: AbortSignal): Promise<void> {
    this.own.splice(this.own.indexOf(mine), 1);
    const input = { message: mine.id, version: mine.version, reason: 'other' as const };
    await this.command(mine.stream, 'message.retract', input, until);
  }

  private async acknowledge(message: Id, stream: StreamName, until: AbortSignal): Promise<void> {
    this.client.due.delete(message);
    await this.command(stream, 'message.acknowledge', { message }, until);
  }

  /** A page of a thread, by HTTP, as the screen loads it. */
  private async read(): Promise<void> {
    const stream = this.anyStream();
    const thread = this.random.pick([...(this.client.threads.get(stream) ?? [])]);
    const asked = this.history.now();
    const path = `/threads/${thread}/messages?limit=50&ground=${encodeURIComponent(ground)}`;
    const { status, body } = await this.client.door.call<MessagePage>('GET', path);
    // Who is in is never told that it is not there, or not theirs; everything else may be tried again.
    if (status === 403 || status === 404) this.history.note({ kind: 'denied', client: this.client.number, stream });
    if (isRefused(status)) return;
    this.history.note({
      kind: 'read',
      client: this.client.number,
      stream,
      asked,
      position: body.position,
      messages: body.messages.map(({ id, seq, version }) => ({ id, seq, version })),
      texts: body.texts.map(({ message, version, text }) => ({ message, version, text })),
    });
  }

  private readonly command = <K extends CommandKind>(...given: Parameters<typeof this.commander.run<K>>) =>
    this.commander.run<K>(...given);

  private anyStream(): StreamName {
    return this.random.pick([...this.client.logs.keys()]);
  }

  private words(): string {
    this.written += 1;
    return `${this.client.number}.${this.written} ${'lorem ipsum '.repeat(this.random.whole(0, 12))}`.trim();
  }
}
