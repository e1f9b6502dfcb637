import type { DraftView, Id } from '@liaison/contracts';
import type { Api } from './api.js';

const pause = 1_500;

export type DraftState = 'empty' | 'unsaved' | 'saved' | 'failed';

interface Draft {
  text: string;
  saved: string;
  failed: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/**
 * What a person has begun to write, by place: a thread, or a compartment for a new thread. Held on the server for its
 * author only, and in memory here; nothing of it is ever in the browser's storage.
 */
export class Drafts {
  private readonly drafts = new Map<Id, Draft>();
  private listed: Promise<void> | null = null;

  constructor(private readonly api: Api) {}

  /** The draft of a place: what is here, else what the server holds. */
  async load(place: Id): Promise<string> {
    const known = this.drafts.get(place);
    if (known) return known.text;
    try {
      await (this.listed ??= this.fetchAll());
    } catch {
      // An empty box is right while the server cannot say; the next place asks again.
      this.listed = null;
    }
    return this.drafts.get(place)?.text ?? '';
  }

  here(place: Id): string | undefined {
    return this.drafts.get(place)?.text;
  }

  state(place: Id): DraftState {
    const draft = this.drafts.get(place);
    if (!draft || draft.text === '') return 'empty';
    if (draft.text === draft.saved) return 'saved';
    return draft.failed ? 'failed' : 'unsaved';
  }

  write(place: Id, text: string, told: () => void): void {
    const draft = this.drafts.get(place) ?? { text: '', saved: '', failed: false, timer: undefined };
    draft.text = text;
    this.drafts.set(place, draft);
    // Words that were sent or moved are found here no more, were the page reloaded this moment.
    if (text === '') void this.save(place, draft).then(told);
    else
      draft.timer ??= setTimeout(() => {
        draft.timer = undefined;
        void this.save(place, draft).then(told);
      }, pause);
  }

  /** Before the screen locks or the page goes: what is not saved yet is saved now. */
  async flush(): Promise<void> {
    const open = [...this.drafts].filter(([, draft]) => draft.text !== draft.saved);
    await Promise.all(open.map(([place, draft]) => this.save(place, draft)));
  }

  clear(): void {
    for (const draft of this.drafts.values()) clearTimeout(draft.timer);
    this.drafts.clear();
    this.listed = null;
  }

  private async fetchAll(): Promise<void> {
    for (const { place, text } of await this.api.get<readonly DraftView[]>('/drafts')) {
      // Somebody may have begun to type while the answer was on its way.
      if (!this.drafts.has(place)) this.drafts.set(place, { text, saved: text, failed: false, timer: undefined });
    }
  }

  private async save(place: Id, draft: Draft): Promise<void> {
    const { text } = draft;
    if (text === draft.saved) return;
    try {
      await (text.trim() === '' ? this.api.delete(`/drafts/${place}`) : this.api.put(`/drafts/${place}`, { text }));
      draft.saved = text;
      draft.failed = false;
    } catch {
      draft.failed = true;
    }
  }
}
