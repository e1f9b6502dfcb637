const events = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Notices the person's own input, and nothing else: it alone resets the idle clock, here and (by a header on the next
 * request) on the server.
 */
export class InputWatch {
  private last = Date.now();
  private untold = false;

  constructor(
    private readonly now: () => number = Date.now,
    target: EventTarget | null = typeof window === 'undefined' ? null : window,
  ) {
    for (const event of events) target?.addEventListener(event, this.note, { capture: true, passive: true });
  }

  readonly note = (): void => {
    this.last = this.now();
    this.untold = true;
  };

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
