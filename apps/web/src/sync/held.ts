interface Entry<T> {
  readonly value: T;
  readonly compartment: string;
  readonly asOf: number;
}

/**
 * Things of one kind by id. A thing is replaced when what comes is of a later version, or of the same version and not
 * read at an earlier position of its stream; so replaying a frame, or a late page, changes nothing.
 */
export class Held<T extends { readonly id: string }> {
  private readonly entries = new Map<string, Entry<T>>();

  constructor(private readonly versionOf: (value: T) => number) {}

  get(id: string): T | undefined {
    return this.entries.get(id)?.value;
  }

  *values(): IterableIterator<T> {
    for (const entry of this.entries.values()) yield entry.value;
  }

  /** True when it was put in place. */
  put(value: T, compartment: string, asOf: number): boolean {
    const known = this.entries.get(value.id);
    if (known && !this.isNewer(value, asOf, known)) return false;
    this.entries.set(value.id, { value, compartment, asOf });
    return true;
  }

  /** Forgets everything of a compartment, and returns what it was. */
  purge(compartment: string): readonly T[] {
    const gone = [...this.entries.values()]
      .filter((entry) => entry.compartment === compartment)
      .map((entry) => entry.value);
    for (const value of gone) this.entries.delete(value.id);
    return gone;
  }

  clear(): void {
    this.entries.clear();
  }

  private isNewer(value: T, asOf: number, known: Entry<T>): boolean {
    const [next, last] = [this.versionOf(value), this.versionOf(known.value)];
    return next > last || (next === last && asOf >= known.asOf);
  }
}
