/** Work on keys: what is asked of one key in a turn, or while it rests, is done once. */
export class Paced<K> {
  private readonly due = new Set<K>();
  private readonly resting = new Set<K>();
  private planned = false;

  constructor(private readonly work: (keys: readonly K[]) => void) {}

  ask(key: K): void {
    this.due.add(key);
    if (!this.resting.has(key)) this.plan();
  }

  /** Nothing is done for the key before so many milliseconds are over. */
  rest(key: K, milliseconds: number): void {
    this.resting.add(key);
    setTimeout(() => {
      this.resting.delete(key);
      if (this.due.has(key)) this.plan();
    }, milliseconds).unref();
  }

  private plan(): void {
    if (this.planned) return;
    this.planned = true;
    setImmediate(() => {
      this.planned = false;
      const ready = [...this.due].filter((key) => !this.resting.has(key));
      for (const key of ready) this.due.delete(key);
      this.work(ready);
    });
  }
}
