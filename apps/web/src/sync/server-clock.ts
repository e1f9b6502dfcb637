/** Within this the machine's clock is right: an answer tells whole seconds, and its way takes time. */
const isRight = 2_000;
/** An answer that took longer says little about when it was given. */
const tooSlow = 5_000;

/**
 * The server's time, learned from its answers. Between two answers it runs by the steady clock, so that a machine whose
 * own clock is hours off, or is set meanwhile, shows no wrong hour and no wrong "due".
 */
export class ServerClock {
  private known: { readonly time: number; readonly steady: number } | null = null;

  constructor(
    private readonly machine: () => number = () => Date.now(),
    private readonly steady: () => number = () => performance.now(),
  ) {}

  /** The steady time, to be given back with the answer. */
  asking(): number {
    return this.steady();
  }

  /** An answer's own date, and when it was asked for. */
  note(date: string | null, askedAt: number): void {
    const said = Date.parse(date ?? '');
    const now = this.steady();
    if (Number.isNaN(said) || now - askedAt > tooSlow) return;
    // The second it names is half over in the middle, and it was given about half-way.
    this.known = { time: said + 500 + (now - askedAt) / 2, steady: now };
  }

  now(): number {
    const machine = this.machine();
    if (!this.known) return machine;
    const told = this.known.time + this.steady() - this.known.steady;
    return Math.abs(told - machine) < isRight ? machine : told;
  }
}
