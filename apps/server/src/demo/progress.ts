const betweenMs = 3_000;

/** Says every few seconds what of the demonstration is being loaded, and how far it is. */
export class Progress {
  private what = '';
  private done = 0;
  private of = 0;
  private saidAt = 0;

  constructor(
    private readonly say: (text: string) => void,
    private readonly elapsed: () => number = () => performance.now(),
  ) {}

  begin(what: string, of: number): void {
    [this.what, this.done, this.of] = [what, 0, of];
    this.tell();
  }

  step(): void {
    this.done += 1;
    if (this.elapsed() - this.saidAt >= betweenMs) this.tell();
  }

  private tell(): void {
    this.saidAt = this.elapsed();
    this.say(`loading the demonstration: ${this.what}, ${this.done} of ${this.of}`);
  }
}
