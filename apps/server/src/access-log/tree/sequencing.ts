import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Clock } from '@liaison/domain';
import { isOfData, LogSession } from '@liaison/persistence';
import type { Policy } from '@liaison/transparency-log';
import { CLOCK } from '../../platform/clock.js';
import { Config, ConfigError } from '../../platform/config/config.js';
import { describeError } from '../../platform/logging/describe-error.js';
import { rootLog } from '../../platform/logging/log.js';
import { Metrics } from '../../platform/metrics/metrics.js';
import { HttpWitnesses } from './http-witnesses.js';
import { LogFolder } from '../../platform/log-folder/log-folder.js';
import { readKeys } from '../../platform/log-folder/log-keys.js';
import { Halted, mostInBatch, Sequencer } from './sequencer.js';
import { StandingCheck } from './standing-check.js';
import type { Witnesses } from './witnesses.js';

/** What waits is taken each second, or as soon as so many records wait. */
const batchEvery = 1_000;
const enough = 256;
const lookEvery = 250;

/** Keeps the sequencer going in a server that has its log in; one of several is elected, the others stand by. */
@Injectable()
export class Sequencing implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly closing = new AbortController();
  private running: Promise<unknown> = Promise.resolve();
  /** Whether this server makes the tree. */
  private isMaking = false;
  /** The number of the election that this server won last. */
  private term = 0;
  private lastProblem: string | null = null;

  constructor(
    private readonly config: Config,
    private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { databaseLogUrl, logDir } = this.config;
    if (databaseLogUrl === undefined || logDir === undefined) return;
    const folder = new LogFolder(logDir);
    await this.requireSameOrigin(folder);
    const { clock, metrics } = this;
    const check = new StandingCheck({ logUrl: databaseLogUrl, folder, clock, metrics });
    this.running = Promise.all([
      this.run(databaseLogUrl, folder, check),
      check.run(() => this.isMaking, this.closing.signal),
    ]);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing.abort();
    await this.running;
  }

  /** A log keeps its name for ever: who sets another one has to be told before anything is signed. */
  private async requireSameOrigin(folder: LogFolder): Promise<void> {
    const { logOrigin } = this.config;
    if (logOrigin === undefined || !(await folder.read('key'))) return;
    const [key] = await readKeys(folder);
    if (key && key.name !== logOrigin)
      throw new ConfigError(`LIAISON_LOG_ORIGIN must stay ${key.name}, for which the key in ${folder.path} was made`);
  }

  private async run(logUrl: string, folder: LogFolder, check: StandingCheck): Promise<void> {
    while (!this.closing.signal.aborted) {
      try {
        const log = await LogSession.open(logUrl);
        try {
          await this.serve(log, folder, check);
        } finally {
          await log.close();
        }
      } catch (error) {
        this.metrics.logFailed();
        // What the operator can mend is said in words.
        const why = error instanceof ConfigError ? `: ${error.message}` : '';
        const how = `access log: not written, trying again${why}`;
        this.tell(String(error), () => rootLog.error(describeError(error), how));
        await this.wait(batchEvery);
      }
    }
  }

  /** Until the connection is lost, somebody else is elected, or something fails. */
  private async serve(log: LogSession, folder: LogFolder, check: StandingCheck): Promise<void> {
    const { clock, config } = this;
    while (!this.closing.signal.aborted && !(await log.elect())) await this.wait(batchEvery);
    const origin = config.logName;
    const witnessesOf = (policy: Policy): Witnesses => new HttpWitnesses(policy);
    const sequencer = new Sequencer({ log, folder, witnessesOf, clock, origin, check });
    // Under others something may have been changed that they have looked at before.
    if (log.term !== this.term + 1) check.anew();
    [this.term, this.isMaking] = [log.term, true];
    try {
      await this.sequence(log, sequencer);
    } finally {
      this.isMaking = false;
    }
  }

  private async sequence(log: LogSession, sequencer: Sequencer): Promise<void> {
    let taken = -Infinity;
    while (!this.closing.signal.aborted) {
      const isTime = performance.now() - taken >= batchEvery;
      if (isTime) taken = performance.now();
      // First: while a step fails, what waits is to be seen to wait.
      if (isTime) await this.measure(log);
      const isMore = await this.step(sequencer, isTime ? 1 : enough);
      // More than a batch waits where the tree stood still or stands still: these are to be found all the same.
      if (isTime && (await log.areWaiting(mostInBatch + 1))) await log.lineWaiting(mostInBatch).catch(leftToTheStep);
      if (!isMore) await this.wait(lookEvery);
    }
  }

  private async step(sequencer: Sequencer, enough: number): Promise<boolean> {
    try {
      const isMore = await sequencer.step(enough);
      this.lastProblem = null;
      return isMore;
    } catch (error) {
      if (!(error instanceof Halted)) throw error;
      this.tell(error.message, () => rootLog.fatal(`access log: halted, nothing is signed: ${error.message}`));
      return false;
    }
  }

  private async measure(log: LogSession): Promise<void> {
    const [{ size }, oldest] = [await log.head(), await log.oldestPending()];
    this.metrics.logStands(size, oldest ? Math.max(0, this.clock.now().getTime() - oldest.getTime()) / 1_000 : 0);
  }

  /** Once for as long as it lasts. */
  private tell(problem: string, how: () => void): void {
    if (problem !== this.lastProblem) how();
    this.lastProblem = problem;
  }

  private wait(milliseconds: number): Promise<void> {
    return pause(milliseconds, undefined, { signal: this.closing.signal }).catch(() => undefined);
  }
}

/** What nobody can take halts the log, by its name. */
function leftToTheStep(error: unknown): void {
  if (!isOfData(error)) throw error;
}
