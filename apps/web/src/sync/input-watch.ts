const events = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;
const tellEvery = 5_000;

/**
 * Notices the person's own input, and nothing else: it alone resets the idle clock, here and (by a header on the next
 * request) on the server.
 */
export class InputWatch {
  private last = Date.now();
  private untold = false;
  private lastTold = 0;
  private tellOthers: () => void = () => undefined;

  constructor(
    private readonly now: () => number = Date.now,
    target: EventTarget | null = typeof window === 'undefined' ? null : window,
  ) {
    for (const event of events) target?.addEventListener(event, this.note, { capture: true, passive: true });
  }

  readonly note = (): void => {
    this.last = this.now();
    this.untold = true;
    if (Math.abs(this.last - this.lastTold) < tellEvery) return;
    this.lastTold = this.last;
    this.tellOthers();
  };

  /** The person is at another window of this browser, which tells the server itself. */
  readonly noteElsewhere = (): void => {
    this.last = this.now();
  };

  onInput(tell: () => void): void {
    this.tellOthers = tell;
  }

  /** True once for every stretch of input that a request has not told of yet. */
  readonly take = (): boolean => {
    const { untold } = this;
    this.untold = false;
    return untold;
  };

  get hasUntold(): boolean {
    return this.untold;
  }

  idleFor(): number {
    return this.now() - this.last;
  }
}
