import type { Id, MessageHeader } from '@liaison/contracts';

interface Place {
  readonly seq: number;
  readonly id: Id;
}

/** The messages of one thread that are known, in the order of their stream. */
export class ThreadLog {
  private readonly places: Place[] = [];

  get length(): number {
    return this.places.length;
  }

  /** A message keeps its number for ever, so adding it again changes nothing. */
  add(message: MessageHeader): void {
    const at = this.indexAfter(message.seq - 1);
    if (this.places[at]?.seq === message.seq) return;
    this.places.splice(at, 0, { seq: message.seq, id: message.id });
  }

  /** Ids from one number to another, both included. */
  between(from: number, to: number): readonly Id[] {
    return this.places.slice(this.indexAfter(from - 1), this.indexAfter(to)).map((place) => place.id);
  }

  after(seq: number): readonly Id[] {
    return this.between(seq + 1, Infinity);
  }

  /** Where the first number greater than `seq` stands. */
  private indexAfter(seq: number): number {
    let low = 0;
    let high = this.places.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.places[middle]?.seq ?? Infinity) > seq) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
