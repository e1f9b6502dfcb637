import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '@liaison/domain';
import { StoredLog } from '@liaison/persistence';
import type { Damage } from '@liaison/transparency-log';
import type { LogFolder } from '../../platform/log-folder/log-folder.js';
import { describeError } from '../../platform/logging/describe-error.js';
import { rootLog } from '../../platform/logging/log.js';
import type { Metrics } from '../../platform/metrics/metrics.js';
import { lookThrough } from './look-through.js';

/** In milliseconds. */
const lookEvery = 250;
const checkEvery = 86_400_000;
/** After what could not be finished: a lost connection, a disk that does not answer. */
const tryAgainAfter = 60_000;
/** So many times longer than it works the check rests; and the database waits for a word as long as two files take, and their rests. */
const restsPerWork = 4;
const longestRest = 4_000;

interface Means {
  readonly logUrl: string;
  readonly folder: LogFolder;
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, 'logChecked'>;
}

/**
 * Whoever makes the tree compares all of it with all that is stored: when it begins, once a day, and when a halt was
 * lifted. Beside its other work, and on a connection of its own. What is found counts when it is found twice.
 */
export class StandingCheck {
  private due = -Infinity;
  private isAnew = false;
  private damage: string | null = null;

  constructor(private readonly means: Means) {}

  /** Why the log is to be halted, by whoever makes the tree next; null while nothing was found. */
  get found(): string | null {
    return this.damage;
  }

  /** As soon as may be, also where one is under way; what was found before counts no more. */
  anew(): void {
    this.damage = null;
    this.isAnew = true;
  }

  /**
   * Until the signal ends it, and beginning only while this process makes the tree. Who fails at each step and begins again does
   * not keep the check from its end.
   */
  async run(makesTheTree: () => boolean, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const now = this.means.clock.now().getTime();
      if (makesTheTree() && (this.isAnew || now >= this.due)) {
        this.isAnew = false;
        this.due = now + (await this.check(signal));
      }
      await pause(lookEvery, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Answers after how long it is to be done again. */
  private async check(signal: AbortSignal): Promise<number> {
    const { clock, metrics } = this.means;
    try {
      const looked = await this.look(signal, resting(signal));
      // Without rests: what may be an alarm is not left to wait.
      const [first, ...more] = looked.length === 0 ? [] : inBoth(looked, await this.look(signal, withoutRest(signal)));
      if (!first) {
        metrics.logChecked(clock.now());
        return checkEvery;
      }
      this.damage = `${first.path} ${first.reason}${more.length > 0 ? ` (and ${more.length} more)` : ''}`;
      rootLog.error(`access log: damaged: ${this.damage}`);
      return checkEvery;
    } catch (error) {
      if (!signal.aborted) rootLog.error(describeError(error), 'access log: not looked through, trying again');
      return signal.aborted ? 0 : tryAgainAfter;
    }
  }

  private async look(signal: AbortSignal, rest: () => Promise<void>): Promise<readonly Damage[]> {
    const { logUrl, folder } = this.means;
    const log = await StoredLog.open(logUrl, rest);
    const close = (): void => void log.close();
    signal.addEventListener('abort', close);
    try {
      signal.throwIfAborted();
      const { damages, unanswered } = await lookThrough(folder, log, rest);
      if (unanswered.length === 0) return damages;
      // What is said of other files may follow from one that could not be read; what is said of rows does not.
      const ofRows = damages.filter(({ path }) => path.startsWith('access_'));
      if (ofRows.length > 0) return ofRows;
      throw new Error(`${unanswered[0] ?? ''}${unanswered.length > 1 ? ` (and ${unanswered.length - 1} more)` : ''}`);
    } finally {
      signal.removeEventListener('abort', close);
      await log.close();
    }
  }
}

/** Throws when the signal ends the rest. */
function resting(signal: AbortSignal): () => Promise<void> {
  let since = performance.now();
  return async () => {
    const worked = performance.now() - since;
    await pause(Math.min(restsPerWork * worked, longestRest), undefined, { signal });
    since = performance.now();
  };
}

const withoutRest = (signal: AbortSignal) => (): Promise<void> => {
  signal.throwIfAborted();
  return Promise.resolve();
};

function inBoth(first: readonly Damage[], second: readonly Damage[]): readonly Damage[] {
  const again = new Set(second.map(({ path }) => path));
  return first.filter(({ path }) => again.has(path));
}
