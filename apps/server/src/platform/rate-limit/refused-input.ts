import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { UnitOfWork, writeRefusedInput } from '@liaison/persistence';
import { describeError } from '../logging/describe-error.js';
import { rootLog } from '../logging/log.js';
import { Metrics } from '../metrics/metrics.js';

const every = 60_000;
/** A flood from more sessions than this is in the figures alone. */
const mostSessions = 10_000;

interface Tally {
  readonly actor: Actor;
  invalid: number;
  tooMany: number;
}

/**
 * What could not be read, or was too much: no denial, since nobody was decided on. Each is a figure for the operator;
 * the log gets one record a minute of each session that sent such things.
 */
@Injectable()
export class RefusedInput implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly tallies = new Map<Id, Tally>();
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.run(), every).unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
    await this.run();
  }

  /** Counts an answer's code; others than `invalid` and `too_many` are not of this kind. */
  note(door: 'http' | 'socket', code: string, actor: Actor | undefined): void {
    if (code !== 'invalid' && code !== 'too_many') return;
    this.metrics.refusedInput(door, code);
    const session = actor?.session ?? null;
    if (!actor || session === null) return;
    const tally = this.tallies.get(session) ?? { actor, invalid: 0, tooMany: 0 };
    if (code === 'invalid') tally.invalid += 1;
    else tally.tooMany += 1;
    if (this.tallies.size < mostSessions) this.tallies.set(session, tally);
  }

  /** Writes down what has come since the last time; whoever asks while it is being written waits for that. */
  run(): Promise<void> {
    this.running ??= this.write()
      .catch((error: unknown) => rootLog.warn(describeError(error), 'refused input could not be recorded'))
      .finally(() => (this.running = null));
    return this.running;
  }

  private async write(): Promise<void> {
    for (const [session, { actor, invalid, tooMany }] of [...this.tallies]) {
      this.tallies.delete(session);
      await this.unitOfWork.quietly(actor.person, async (tx) => writeRefusedInput(tx, actor, { invalid, tooMany }));
    }
  }
}
