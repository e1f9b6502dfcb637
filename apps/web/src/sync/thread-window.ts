import type { Id, MessagePage } from '@liaison/contracts';
import type { ThreadLog } from './thread-log.js';

/** The stretch of a thread that is on hand without holes: from one number to another, or to the end and on. */
export class ThreadWindow {
  private constructor(
    readonly from: number,
    readonly to: number,
    readonly hasBefore: boolean,
    readonly hasAfter: boolean,
  ) {}

  static readonly of = (page: MessagePage): ThreadWindow => {
    const first = page.messages[0]?.seq ?? 0;
    const last = page.messages[page.messages.length - 1]?.seq ?? 0;
    return new ThreadWindow(page.hasBefore ? first : 0, last, page.hasBefore, page.hasAfter);
  };

  /** An older page joined at the front. */
  withBefore(page: MessagePage): ThreadWindow {
    const first = page.messages[0]?.seq ?? this.from;
    return new ThreadWindow(page.hasBefore ? first : 0, this.to, page.hasBefore, this.hasAfter);
  }

  /** A newer page joined at the end. */
  withAfter(page: MessagePage): ThreadWindow {
    const last = page.messages[page.messages.length - 1]?.seq ?? this.to;
    return new ThreadWindow(this.from, last, this.hasBefore, page.hasAfter);
  }

  /** Events were missed: what lies beyond is not known any more. */
  withHoleAfter(lastKnown: number): ThreadWindow {
    return new ThreadWindow(this.from, lastKnown, this.hasBefore, true);
  }

  contains(seq: number): boolean {
    return seq >= this.from && (!this.hasAfter || seq <= this.to);
  }

  ids(log: ThreadLog): readonly Id[] {
    return log.between(this.from, this.hasAfter ? this.to : Infinity);
  }
}
