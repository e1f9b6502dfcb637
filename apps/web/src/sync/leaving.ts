import type { Drafts } from './drafts.js';
import type { Link } from './link.js';
import type { Outbox } from './outbox.js';

/** What leaving the page would cost: said before, as far as a browser lets a page say something. */
export class Leaving {
  private isStarted = false;

  constructor(
    private readonly outbox: Outbox,
    private readonly drafts: Drafts,
    private readonly link: Link,
  ) {}

  start(): void {
    if (this.isStarted) return;
    this.isStarted = true;
    window.addEventListener('beforeunload', (event) => {
      void this.drafts.flush(true);
      // The browser asks in its own words.
      if (this.wouldLose) event.preventDefault();
    });
    window.addEventListener('pagehide', () => void this.drafts.flush(true));
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void this.drafts.flush(true);
    });
  }

  /** Everything that can be put on the server is put there: drafts, and refused messages as drafts again. */
  async keepWords(): Promise<void> {
    for (const { command, state } of this.outbox.unsent()) {
      if (state !== 'refused' || command.kind !== 'message.post') continue;
      const { thread, text } = command.input;
      if ((await this.drafts.load(thread)) !== '') continue;
      this.drafts.write(thread, text);
      this.outbox.discard(command.commandId);
    }
    await this.drafts.flush();
  }

  /** Messages on their way or refused live in this page alone, and so do drafts while the server cannot be reached. */
  get wouldLose(): boolean {
    return this.outbox.unsent().length > 0 || (this.drafts.hasUnsaved && this.link.state !== 'live');
  }
}
