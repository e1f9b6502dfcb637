import type { Link } from './link.js';
import type { Topics } from './topics.js';

const beat = 5_000;
/** Timers that come later than this were stopped, or the clock was set. */
const slept = 15_000;

/**
 * Notices that the machine or the page has slept, or that the network has changed. Nothing else would tell for most of a
 * minute that the connection is dead: so it is proved at once, and until then nothing on screen counts as live.
 */
export class Wake {
  /** True while it is being found out whether the connection still stands. */
  isChecking = false;
  private lastBeat: number;
  private isStarted = false;

  constructor(
    private readonly link: Link,
    private readonly topics: Topics,
    private readonly awake: () => void,
    private readonly now: () => number = () => Date.now(),
  ) {
    this.lastBeat = now();
  }

  start(): void {
    if (this.isStarted) return;
    this.isStarted = true;
    document.addEventListener('visibilitychange', () => isShown() && this.wake());
    for (const event of ['online', 'offline', 'pageshow'] as const) window.addEventListener(event, () => this.wake());
    setInterval(() => this.tick(), beat);
  }

  /** A hidden page's timers are slowed down on purpose: it is proved when it is shown. */
  tick(): void {
    const gap = this.now() - this.lastBeat;
    this.lastBeat = this.now();
    if (isShown() && (gap > slept || gap < 0)) this.wake();
  }

  wake(): void {
    this.awake();
    if (this.link.state === 'off' || this.isChecking) return;
    this.become(true);
    void this.link.prove().finally(() => this.become(false));
  }

  private become(isChecking: boolean): void {
    this.isChecking = isChecking;
    this.topics.touch('link');
  }
}

const isShown = (): boolean => document.visibilityState === 'visible';
