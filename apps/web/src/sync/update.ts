import { contractVersion, type Welcome } from '@liaison/contracts';
import type { Leaving } from './leaving.js';
import type { Link } from './link.js';
import type { Topics } from './topics.js';

export type UpdateState = 'none' | 'offered' | 'needed';

/** Hidden pages do not all come at once, and not again and again while servers of two versions run side by side. */
const unasked = { least: 60_000, spread: 240_000 };

export interface PageParts {
  /** Digest of the page that runs here; null where nobody gave it one. */
  readonly own: () => string | null;
  readonly isHidden: () => boolean;
  /** Nothing stands in any field and nothing is open that would go. */
  readonly isUntouched: () => boolean;
  readonly reload: () => void;
  readonly later: (milliseconds: number, work: () => void) => void;
}

/** Whether the server has a newer page than this one, and how to come to it without losing a word. */
export class Update {
  state: UpdateState = 'none';
  /** The person has asked for it; it waits for what is on its way. */
  isComing = false;
  private isWatching = false;

  constructor(
    link: Link,
    private readonly topics: Topics,
    private readonly leaving: Leaving,
    private readonly page: PageParts = thisPage,
  ) {
    link.listen({ welcome: (welcome) => this.hear(welcome) });
    link.onState(() => link.refused?.reason === 'other_contract' && this.become('needed'));
    topics.subscribe('outbox', () => this.isComing && void this.reload());
  }

  /** Reloads as soon as nothing would be lost by it. */
  async reload(): Promise<void> {
    this.isComing = true;
    await this.leaving.keepWords();
    if (this.leaving.wouldLose) this.topics.touch('update');
    else this.page.reload();
  }

  private hear({ contract, page }: Welcome): void {
    if (contract !== contractVersion) return this.become('needed');
    const own = this.page.own();
    this.become(own !== null && page !== null && own !== page ? 'offered' : 'none');
  }

  private become(state: UpdateState): void {
    if (this.state === state) return;
    this.state = state;
    this.topics.touch('update');
    if (state !== 'none' && !this.isWatching) this.watch();
  }

  /** Comes by itself where nobody looks and nothing is begun. */
  private watch(): void {
    this.isWatching = true;
    this.page.later(unasked.least + Math.random() * unasked.spread, () => {
      this.isWatching = false;
      if (this.state === 'none') return;
      if (this.page.isHidden() && this.page.isUntouched() && !this.leaving.wouldLose) this.page.reload();
      else this.watch();
    });
  }
}

const ownDigest = (): string | null => {
  const said = document.querySelector<HTMLMetaElement>('meta[name="liaison-page"]')?.content ?? '';
  return said === '' || said.startsWith('__') ? null : said;
};

const begun = '[role="dialog"], [role="alertdialog"], [data-unsaved]';
const fields = 'textarea, input:not([type="checkbox"], [type="radio"], [type="hidden"])';

const isUntouched = (): boolean =>
  document.querySelector(begun) === null &&
  [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(fields)].every(({ value }) => value === '');

const thisPage: PageParts = {
  own: ownDigest,
  isUntouched,
  isHidden: () => document.visibilityState === 'hidden',
  reload: () => window.location.reload(),
  later: (milliseconds, work) => void setTimeout(work, milliseconds),
};
