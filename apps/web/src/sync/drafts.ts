import type { DraftView, Id } from '@liaison/contracts';
import type { Api } from './api.js';
import { Tabs } from './tabs.js';
import { Topics } from './topics.js';

const pause = 1_500;

export type DraftState = 'empty' | 'unsaved' | 'saved' | 'failed';

interface Draft {
  text: string;
  saved: string;
  failed: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** What is being told of it: one after another, so that the last words stay. */
  saving: Promise<void>;
}

const begun = (text: string, saved: string): Draft => ({
  text,
  saved,
  failed: false,
  timer: undefined,
  saving: Promise.resolve(),
});

/**
 * What a person has begun to write, by place: a thread, or a compartment for a new thread. Held on the server for its
 * author only, and in memory here; nothing of it is ever in the browser's storage. The windows of one browser share it:
 * what is typed in one stands in all.
 */
export class Drafts {
  private readonly drafts = new Map<Id, Draft>();
  private listed: Promise<void> | null = null;

  constructor(
    private readonly api: Api,
    private readonly topics = new Topics(),
    private readonly tabs = new Tabs(),
    /** Whose they are; another person's words are never taken over. */
    private readonly person: () => Id | null = () => null,
  ) {
    tabs.hear('draft', (told) => told.person === this.person() && this.takeOver(told));
  }

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

  write(place: Id, text: string): void {
    const draft = this.drafts.get(place) ?? begun('', '');
    draft.text = text;
    this.drafts.set(place, draft);
    this.tell(place, draft);
    // Words that were sent or moved are found here no more, were the page reloaded this moment.
    if (text === '') void this.save(place, draft);
    else
      draft.timer ??= setTimeout(() => {
        draft.timer = undefined;
        void this.save(place, draft);
      }, pause);
  }

  /** Some are here alone. */
  get hasUnsaved(): boolean {
    return this.unsaved().length > 0;
  }

  /** Before the screen locks or the page goes, and once the server is back: what is not saved yet is saved now. */
  async flush(isLeaving = false): Promise<void> {
    await Promise.all(this.unsaved().map(([place, draft]) => this.save(place, draft, isLeaving)));
  }

  /** After a long time away: what was written on another device meanwhile, where nothing was begun here. */
  async refresh(): Promise<void> {
    if (!this.listed) return;
    const clean = [...this.drafts].filter(([, draft]) => draft.text === draft.saved);
    const told = await this.api.get<readonly DraftView[]>('/drafts').catch(() => null);
    if (!told) return;
    const texts = new Map(told.map(({ place, text }) => [place, text]));
    for (const [place, draft] of clean)
      if (draft.text === draft.saved && draft.text !== (texts.get(place) ?? ''))
        this.put(place, texts.get(place) ?? '');
    for (const [place, text] of texts) if (!this.drafts.has(place)) this.put(place, text);
  }

  clear(): void {
    for (const draft of this.drafts.values()) clearTimeout(draft.timer);
    this.drafts.clear();
    this.listed = null;
  }

  private unsaved(): readonly (readonly [Id, Draft])[] {
    return [...this.drafts].filter(([, draft]) => draft.text !== draft.saved);
  }

  private async fetchAll(): Promise<void> {
    for (const { place, text } of await this.api.get<readonly DraftView[]>('/drafts')) {
      // Somebody may have begun to type while the answer was on its way.
      if (!this.drafts.has(place)) this.put(place, text);
    }
  }

  private put(place: Id, text: string): void {
    this.drafts.set(place, begun(text, text));
    this.topics.touch(`draft:${place}`);
  }

  /** Another window saves what it is typed in; should it be closed before, it stands here too. */
  private takeOver({ place, text, isSaved }: { place: Id; text: string; isSaved: boolean }): void {
    const known = this.drafts.get(place);
    clearTimeout(known?.timer);
    this.drafts.set(place, begun(text, isSaved ? text : (known?.saved ?? '')));
    this.topics.touch(`draft:${place}`);
  }

  private tell(place: Id, { text, saved }: Draft): void {
    this.topics.touch(`draft:${place}`);
    const person = this.person();
    if (person !== null) this.tabs.tell({ kind: 'draft', person, place, text, isSaved: text === saved });
  }

  private save(place: Id, draft: Draft, isLeaving = false): Promise<void> {
    // A page that is left cannot wait for its turn.
    if (isLeaving) return this.send(place, draft, true);
    draft.saving = draft.saving.then(() => this.send(place, draft, false));
    return draft.saving;
  }

  private async send(place: Id, draft: Draft, isLeaving: boolean): Promise<void> {
    const { text } = draft;
    if (text === draft.saved) return;
    const path = `/drafts/${place}`;
    const options = { keepalive: isLeaving };
    try {
      await (text.trim() === '' ? this.api.delete(path, options) : this.api.put(path, { text }, options));
      draft.saved = text;
      draft.failed = false;
    } catch {
      draft.failed = true;
    }
    if (this.drafts.get(place) === draft && draft.text === text) this.tell(place, draft);
  }
}
