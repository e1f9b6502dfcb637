import type { Id } from '@liaison/contracts';

/** What each person has under way: so many things at once, and the rest in the order in which it came. */
export class UnderWay {
  private readonly people = new Map<Id, { busy: number; readonly queue: (() => void)[] }>();

  constructor(private readonly most: number) {}

  isFull(person: Id): boolean {
    return (this.people.get(person)?.busy ?? 0) >= this.most;
  }

  /** Resolves when it is this one's turn, with what has to be called, once or more, at its end. */
  async enter(person: Id): Promise<() => void> {
    const theirs = this.people.get(person) ?? { busy: 0, queue: [] };
    this.people.set(person, theirs);
    if (theirs.busy < this.most) theirs.busy += 1;
    else await new Promise<void>((resolve) => theirs.queue.push(resolve));
    let isIn = true;
    return () => {
      if (isIn) this.leave(person);
      isIn = false;
    };
  }

  /** A place that is left goes to the next at once. */
  private leave(person: Id): void {
    const theirs = this.people.get(person);
    if (!theirs) return;
    const next = theirs.queue.shift();
    if (next) return next();
    theirs.busy -= 1;
    if (theirs.busy === 0) this.people.delete(person);
  }
}
