import type { Id, ThreadMine } from '@liaison/contracts';
import type { Api } from './api.js';
import type { Store } from './store.js';
import type { Topics } from './topics.js';

const pause = 600;

/** The person's own marks: how far they have read, what they follow or mute. One cursor a thread, kept by the server. */
export class Reading {
  private readonly here = new Map<Id, number>();
  private readonly timers = new Map<Id, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly api: Api,
    private readonly store: Store,
    private readonly topics: Topics,
  ) {}

  /** How far this screen has read, told or not told yet. */
  readHere(thread: Id): number {
    return this.here.get(thread) ?? 0;
  }

  /** Read up to this number. The screen knows it at once; the server is told shortly after, once for many. */
  readTo(thread: Id, seq: number): void {
    const known = Math.max(this.readHere(thread), this.store.mineOf(thread)?.readSeq ?? 0);
    if (seq <= known) return;
    this.here.set(thread, seq);
    this.topics.touch('threads', `thread:${thread}`);
    if (!this.timers.has(thread))
      this.timers.set(
        thread,
        setTimeout(() => void this.tell(thread), pause),
      );
  }

  async readAll(compartments: readonly Id[]): Promise<void> {
    const inside = new Set(compartments);
    await this.api.post('/threads/read', { compartments });
    for (const thread of this.store.threads.values())
      if (inside.has(thread.compartment)) this.here.set(thread.id, Math.max(thread.lastSeq, this.readHere(thread.id)));
    this.topics.touch('threads');
  }

  async follow(thread: Id, mode: ThreadMine['follow']): Promise<void> {
    this.store.putMine(await this.api.post<ThreadMine>(`/threads/${thread}/follow`, { mode }));
  }

  clear(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.here.clear();
  }

  private async tell(thread: Id): Promise<void> {
    this.timers.delete(thread);
    try {
      this.store.putMine(await this.api.post<ThreadMine>(`/threads/${thread}/read`, { seq: this.readHere(thread) }));
    } catch {
      // The mark is moved again with the next message read; until then the server's count is what counts elsewhere.
    }
  }
}
