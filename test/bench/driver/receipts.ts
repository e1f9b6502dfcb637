import type { Line } from './line.js';

const eventsWithout = 250;
const millisecondsWithout = 1_000;

/** What a client owes the server: word of what it has applied, every so many events and every second. */
export class Receipts {
  private readonly owed: { events: number; said: string }[] = [];
  private readonly timer = setInterval(() => this.owed.forEach((_, member) => this.give(member)), millisecondsWithout);

  constructor(private readonly lines: readonly Line[]) {}

  note(member: number, events: number, said: string): void {
    const owed = (this.owed[member] ??= { events: 0, said });
    owed.events += events;
    owed.said = said;
    if (owed.events >= eventsWithout) this.give(member);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private give(member: number): void {
    const owed = this.owed[member];
    if (!owed || owed.events === 0) return;
    owed.events = 0;
    this.lines[member]?.tell(owed.said);
  }
}
