import type { Clock } from '@liaison/domain';
import { isOfData, type LogHead, type LogSession, type PendingRecord } from '@liaison/persistence';
import {
  formatPolicy,
  grow,
  LogError,
  type Checkpoint,
  type KeyProvider,
  type Policy,
} from '@liaison/transparency-log';
import { batchOf } from './batch.js';
import { checkEdge, publishedCheckpoint } from './check-tree.js';
import type { LogFolder } from '../../platform/log-folder/log-folder.js';
import { makeKey, readKeys, readPolicy, signing } from '../../platform/log-folder/log-keys.js';
import { publish } from './publish.js';
import type { StandingCheck } from './standing-check.js';
import type { Witnesses } from './witnesses.js';

/** Records in one batch. */
export const mostInBatch = 2_048;
/** A witness that did not answer is asked again after so many milliseconds, when nothing new is signed meanwhile. */
const askAgainAfter = 10_000;

/** Why nothing is signed any more. */
export class Halted extends Error {
  override readonly name = 'Halted';
}

/** That a record among others is of no record's shape. */
class Untakeable extends Error {}

function asUntakeable(error: unknown): never {
  const isOfRecord =
    isOfData(error) || error instanceof LogError || error instanceof TypeError || error instanceof RangeError;
  throw isOfRecord ? new Untakeable((error as Error).message) : error;
}

/** Those before the first that is lost, which are signed before the log is halted. Throws `LogError` where it comes first. */
function wholeOnes(records: readonly PendingRecord[]): readonly PendingRecord[] {
  const lost = records.findIndex(({ lacks }) => lacks !== null);
  if (lost !== 0) return lost < 0 ? records : records.slice(0, lost);
  throw new LogError('missing', `${records[0]?.lacks} of the record ${records[0]?.record} is not there`);
}

export interface SequencerMeans {
  readonly log: LogSession;
  readonly folder: LogFolder;
  readonly witnessesOf: (policy: Policy) => Witnesses;
  readonly clock: Clock;
  /** The name that a log has whose key is made here. */
  readonly origin: string;
  readonly check: Pick<StandingCheck, 'found' | 'anew'>;
}

/**
 * Makes the tree, as the one that was elected. One step commits what waits, in one transaction, and then publishes what
 * was committed. Each step begins by what is there, so that a crash between any two of its parts is made up for by the
 * next step, of whoever makes it; and for one size there is never but the root that was committed.
 */
export class Sequencer {
  /** Those of the policy as it was read last; null until what is there was looked at. */
  private asked: { readonly policy: string; readonly witnesses: Witnesses } | null = null;
  private askedAt = 0;
  private cosigned = true;
  private halted = false;

  constructor(private readonly means: SequencerMeans) {}

  /**
   * Takes what waits, if at least `enough` records do. Answers whether more is waiting. Throws `Halted` when something
   * does not follow from something else, now or earlier; anything else that it throws may be tried again.
   */
  async step(enough: number): Promise<boolean> {
    const { log, clock, check } = this.means;
    const head = await log.head();
    if (this.halted && head.halted === null) check.anew();
    this.halted = head.halted !== null;
    if (head.halted !== null) {
      // Whoever lets it go on has everything looked at anew.
      this.asked = null;
      throw new Halted(head.halted);
    }
    try {
      if (check.found !== null) throw new LogError('inconsistent', check.found);
      return await this.work(head, enough);
    } catch (error) {
      if (!(error instanceof LogError)) throw error;
      await log.halt(error.message, clock.now());
      this.halted = true;
      throw new Halted(error.message);
    }
  }

  private async work(head: LogHead, enough: number): Promise<boolean> {
    const { log, folder } = this.means;
    const witnesses = await this.witnessesNow(head);
    if (!(await log.areWaiting(enough))) return false;
    const keys = await readKeys(folder);
    const shown = await publishedCheckpoint(folder.read, keys, head);
    const records = await log.pending(mostInBatch);
    const grown = await this.take(head, wholeOnes(records));
    await this.publish(witnesses, keys, shown, { ...head, ...grown });
    return records.length === mostInBatch || grown.size - head.size < records.length;
  }

  /**
   * Commits the records' entries. One that nobody can take, whatever is tried, would keep all behind it from being signed: by
   * halves those before it are taken, and it is found. Throws `LogError` that names it.
   */
  private async take(head: LogHead, records: readonly PendingRecord[]): Promise<Pick<LogHead, 'size' | 'root'>> {
    const { log, folder } = this.means;
    try {
      const { entries, places } = await batchOf(records, (scope) => log.lastNumber(scope)).catch(asUntakeable);
      const { size, root } = await grow(
        folder.read,
        head.size,
        entries.map(({ bytes }) => bytes),
      );
      await log.append(head, { size, root, entries, places }).catch(asUntakeable);
      return { size, root };
    } catch (error) {
      if (!(error instanceof Untakeable)) throw error;
      const [first, ...others] = records;
      if (first && others.length === 0)
        throw new LogError('malformed', `access_record ${first.record} cannot be taken: ${error.message}`);
      return this.take(head, records.slice(0, Math.ceil(records.length / 2)));
    }
  }

  /** At the beginning, for witnesses that are new, and again for those that did not cosign, the tree is shown as it is. */
  private async witnessesNow(head: LogHead): Promise<Witnesses> {
    const { folder, origin, witnessesOf } = this.means;
    if (!this.asked && head.size === 0) await makeKey(folder, origin);
    const policy = await readPolicy(folder);
    const known = this.asked?.policy === formatPolicy(policy) ? this.asked.witnesses : null;
    const isDue = !this.cosigned && performance.now() - this.askedAt > askAgainAfter;
    if (known && !isDue) return known;
    const witnesses = known ?? witnessesOf(policy);
    await this.begin(witnesses, head);
    this.asked = { policy: formatPolicy(policy), witnesses };
    return witnesses;
  }

  /** What is there is looked at, finished where somebody was cut short, and shown to the witnesses before it grows. */
  private async begin(witnesses: Witnesses, head: LogHead): Promise<void> {
    const { log, folder } = this.means;
    const keys = await readKeys(folder);
    const shown = await publishedCheckpoint(folder.read, keys, head);
    await checkEdge(folder.read, log.stored, shown.size);
    await this.publish(witnesses, keys, shown, head);
  }

  private async publish(
    witnesses: Witnesses,
    keys: readonly KeyProvider[],
    shown: Checkpoint,
    head: LogHead,
  ): Promise<void> {
    const policy = await readPolicy(this.means.folder);
    this.cosigned = await publish({ ...this.means, witnesses }, signing(keys, policy), shown, head);
    this.askedAt = performance.now();
  }
}
