type Listener = () => void;

/**
 * Who wants to hear of what. A topic's version changes with it, so a view can tell whether to look again. Changes made
 * inside `batch` are told once, at its end.
 */
export class Topics {
  private readonly versions = new Map<string, number>();
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly touched = new Set<string>();
  private depth = 0;

  version(topic: string): number {
    return this.versions.get(topic) ?? 0;
  }

  subscribe(topic: string, listener: Listener): () => void {
    const set = this.listeners.get(topic) ?? new Set();
    set.add(listener);
    this.listeners.set(topic, set);
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.listeners.get(topic) === set) this.listeners.delete(topic);
    };
  }

  touch(...topics: readonly string[]): void {
    for (const topic of topics) {
      this.versions.set(topic, this.version(topic) + 1);
      this.touched.add(topic);
    }
    if (this.depth === 0) this.tell();
  }

  batch<T>(work: () => T): T {
    this.depth += 1;
    try {
      return work();
    } finally {
      this.depth -= 1;
      if (this.depth === 0) this.tell();
    }
  }

  private tell(): void {
    const topics = [...this.touched];
    this.touched.clear();
    const heard = new Set(topics.flatMap((topic) => [...(this.listeners.get(topic) ?? [])]));
    heard.forEach((listener) => listener());
  }
}
