import { setTimeout as pause } from 'node:timers/promises';
import { Deliveries } from './deliveries.js';
import { textOf, type Dialect } from './dialect.js';
import type { Line } from './line.js';
import { Receipts } from './receipts.js';

export const senders = 25;
const settlesWithin = 30_000;
const accepted = Buffer.from('[{"ok":true');

/** The members of one target, all connected, with whoever of them writes. */
export class Crowd {
  private readonly lines: Line[] = [];
  private readonly receipts = new Receipts(this.lines);
  private deliveries: Deliveries;
  private lost: string | null = null;

  constructor(
    readonly size: number,
    private readonly dialect: Dialect,
  ) {
    this.deliveries = new Deliveries(size, dialect, 0);
  }

  add(line: Line): void {
    const member = this.lines.push(line) - 1;
    line.onEvent = (payload) => {
      const known = this.deliveries.take(member, payload, performance.now());
      if (known !== null && known.receipt !== null) this.receipts.note(member, known.count, known.receipt);
    };
    line.onLost = (why) => (this.lost ??= `member ${member} lost its connection: ${why}`);
  }

  /** A new count of what is sent and delivered from here on. */
  begin(): Deliveries {
    this.deliveries = new Deliveries(this.size, this.dialect, this.deliveries.nextNumber);
    return this.deliveries;
  }

  /** Posts a message by one of the senders. */
  post(sender: number, then: () => void): void {
    const { deliveries } = this;
    const number = deliveries.nextNumber;
    const said = this.dialect.post(textOf(number));
    deliveries.sent(performance.now());
    this.lines[sender]?.emit(said, (payload, begin) => {
      deliveries.acknowledge(number, performance.now());
      if (accepted.compare(payload, begin, begin + accepted.length) !== 0) deliveries.problem ??= payload.toString();
      then();
    });
  }

  /** Until everything sent is acknowledged and with everybody. */
  async settle(): Promise<void> {
    const { deliveries } = this;
    const deadline = performance.now() + settlesWithin;
    while (!deliveries.isDone && performance.now() < deadline && this.trouble === null) await pause(5);
    if (this.trouble !== null) throw new InvalidRun(this.trouble);
    if (!deliveries.isDone)
      throw new InvalidRun(
        `of ${deliveries.sentAt.length} messages to ${this.size} members ${deliveries.acknowledged} were acknowledged and ${deliveries.delivered} delivered`,
      );
  }

  hangUp(): void {
    this.receipts.stop();
    for (const line of this.lines) line.hangUp();
  }

  private get trouble(): string | null {
    return this.lost ?? this.deliveries.problem;
  }
}

/** Something was lost, doubled, out of order or refused: the figures of this run mean nothing. */
export class InvalidRun extends Error {
  override readonly name = 'InvalidRun';
}
