import type { Entry } from '../history.js';
import type { StoredEvent } from '../table.js';

/** The history's clock beside the database's: how long after its commit an event was known of. */
export class Moments {
  private wallAhead = 0;

  take(entry: Entry): void {
    if (entry.kind === 'clock') this.wallAhead = entry.wall - entry.t;
  }

  /** In milliseconds; null where no commit time was kept. */
  since({ committed }: StoredEvent, t: number): number | null {
    return committed === null ? null : t + this.wallAhead - committed;
  }
}
