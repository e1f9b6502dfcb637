/** A connection that hangs holds up no other look-up. */
const atOnce = 2;

interface Asked<T> {
  readonly key: string;
  readonly found: (value: T | null) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * What is asked for while others are being looked up goes together into the next question, without a timer when idle. No
 * answer is older than its question.
 */
export class LookUps<T> {
  private readonly waiting: Asked<T>[] = [];
  private underWay = 0;

  constructor(private readonly look: (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>) {}

  /** Null where there is none. */
  find(key: string): Promise<T | null> {
    return new Promise((found, failed) => {
      this.waiting.push({ key, found, failed });
      if (this.underWay < atOnce) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.underWay += 1;
    while (this.waiting.length > 0) await this.answer(this.waiting.splice(0));
    this.underWay -= 1;
  }

  private async answer(asked: readonly Asked<T>[]): Promise<void> {
    try {
      const values = await this.look([...new Set(asked.map(({ key }) => key))]);
      for (const { key, found } of asked) found(values.get(key) ?? null);
    } catch (error) {
      for (const { failed } of asked) failed(error);
    }
  }
}
