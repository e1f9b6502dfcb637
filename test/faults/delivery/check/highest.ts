/** The highest number known at each moment: moments only go forward. */
export class Highest {
  private readonly moments: number[] = [];
  private readonly values: number[] = [];

  note(t: number, value: number): void {
    const last = this.values.at(-1) ?? -1;
    if (value <= last) return;
    this.moments.push(t);
    this.values.push(value);
  }

  /** The highest number noted before this moment, or -1. */
  before(t: number): number {
    let [low, high] = [0, this.moments.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.moments[middle] ?? Infinity) < t) low = middle + 1;
      else high = middle;
    }
    return this.values[low - 1] ?? -1;
  }
}

/** One of a kind for each key, made when it is first asked for. */
export class Each<T> {
  readonly all = new Map<string, T>();

  constructor(private readonly make: () => T) {}

  of(key: string): T {
    const found = this.all.get(key) ?? this.make();
    this.all.set(key, found);
    return found;
  }
}
