import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Clock } from '@liaison/domain';
import { SubscriptionSession, type LiveSubscription } from '@liaison/persistence';
import pLimit from 'p-limit';
import { CLOCK } from '../../platform/clock.js';
import { Config } from '../../platform/config/config.js';
import { describeError } from '../../platform/logging/describe-error.js';
import { rootLog } from '../../platform/logging/log.js';
import { changeOf } from './change-of.js';
import { deliver, Undelivered } from './deliver.js';
import { Destinations, placeOf, type Credentials, type Destination } from './destinations.js';

const lookEvery = 1_000;
/** Entries looked through for one batch. */
const atOnce = 500;
/** Of lines in one batch, about; and how many batches are in memory at a time. */
const mostBytes = 4 * 1024 * 1024;
const sideBySide = 8;
const patience = 30_000;
const longestPause = 300_000;
/** What is under way when the server ends may still be taken, so that it is not sent again. */
const lastPatience = 5_000;

/** When a destination that failed is tried again: at once where another place was chosen. */
interface Failing {
  readonly place: string;
  readonly problem: string;
  readonly times: number;
  readonly until: number;
}

/** That the place is not the one that was chosen: nothing was sent there, and it costs nothing to look again. */
class Misplaced extends Undelivered {}

/** Where something goes now. */
interface Found {
  readonly to: Destination;
  readonly credentials: Credentials;
}

/**
 * Sends on what is signed, in a server that has the log's log in; one of several is elected, the others stand by. Each
 * subscription goes its own way: one that is stuck waits for itself alone. A place moves on only after the destination has
 * taken everything before it.
 */
@Injectable()
export class Sending implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly closing = new AbortController();
  private readonly cutting = new AbortController();
  private readonly underWay = new Map<string, Promise<void>>();
  private readonly failing = new Map<string, Failing>();
  /** Those of which this process knows that no problem is noted that is over. */
  private readonly settled = new Set<string>();
  private readonly delivering = pLimit(sideBySide);
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: Config,
    private readonly destinations: Destinations,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    const { databaseLogUrl, logDestinations } = this.config;
    if (databaseLogUrl !== undefined && logDestinations !== undefined) this.running = this.run(databaseLogUrl);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing.abort();
    const timer = setTimeout(() => this.cutting.abort(), lastPatience);
    await this.running;
    clearTimeout(timer);
  }

  private async run(logUrl: string): Promise<void> {
    while (!this.closing.signal.aborted) {
      try {
        const session = await SubscriptionSession.open(logUrl);
        // Another server may have sent meanwhile.
        this.failing.clear();
        this.settled.clear();
        try {
          await this.serve(session);
        } finally {
          await Promise.all(this.underWay.values());
          await session.close();
        }
      } catch (error) {
        rootLog.error(describeError(error), 'log subscriptions: nothing is sent, trying again');
        await this.wait();
      }
    }
  }

  private async serve(session: SubscriptionSession): Promise<void> {
    while (!this.closing.signal.aborted) {
      if (await session.elect()) for (const one of await session.live()) this.tend(session, one);
      await this.wait();
    }
  }

  private tend(session: SubscriptionSession, one: LiveSubscription): void {
    const failing = this.failing.get(one.id);
    const isWaiting = failing?.place === one.place.fingerprint && performance.now() < failing.until;
    if (isWaiting || this.underWay.has(one.id)) return;
    const work = this.sendAll(session, one)
      .then(() => this.settle(session, one))
      .catch((error: unknown) => this.fail(session, one, error))
      .finally(() => this.underWay.delete(one.id));
    this.underWay.set(one.id, work);
  }

  /** Also where nothing is to be sent its place is looked at: its auditors hear of another one before a record is late. */
  private async sendAll(session: SubscriptionSession, one: LiveSubscription): Promise<void> {
    await this.find(one);
    let next: number | null = one.next;
    while (next !== null && next < one.signed && !this.closing.signal.aborted) {
      const from: LiveSubscription = { ...one, next };
      next = await this.delivering(() => this.sendSome(session, from));
    }
  }

  /** Where it goes on; null where its place was changed meanwhile. */
  private async sendSome(session: SubscriptionSession, one: LiveSubscription): Promise<number | null> {
    const { lines, next } = await session.lines(one, Math.min(one.next + atOnce, one.signed), mostBytes);
    const last = lines.at(-1);
    if (last) await this.deliver(one, lines);
    const sent = last ? { at: this.clock.now(), through: new Date(last.at) } : null;
    return (await session.move(one, next, sent)) ? next : null;
  }

  private async deliver(one: LiveSubscription, lines: Parameters<typeof deliver>[1]): Promise<void> {
    const { to, credentials } = await this.find(one);
    const [host = ''] = this.config.logName.split('/');
    await deliver(to, lines, { credentials, host, patience, signal: this.cutting.signal });
  }

  /** By what the operator's list says now, whatever it said when the subscription was made. */
  private async find(one: LiveSubscription): Promise<Found> {
    const to = this.listed(one);
    const credentials = await this.destinations.credentials(to).catch(() => {
      throw new Misplaced('has a certificate or key that cannot be read here, or a key that others can read too');
    });
    const change = changeOf(one.place, placeOf(to, credentials));
    if (change !== null) throw new Misplaced(change);
    return { to, credentials };
  }

  private listed({ agency, oversight, destination }: LiveSubscription): Destination {
    const listed = this.destinations.of(agency, oversight);
    if (!listed) throw new Misplaced('is in a list of the operator’s that cannot be read now');
    const to = listed.find(({ name }) => name === destination);
    if (!to) throw new Misplaced('is not in the operator’s list any more');
    return to;
  }

  /** A problem that is over stands no more, also where nothing was there to be sent. */
  private async settle(session: SubscriptionSession, one: LiveSubscription): Promise<void> {
    this.failing.delete(one.id);
    if (this.settled.has(one.id)) return;
    if (one.next === one.signed) await session.move(one, one.next, null);
    this.settled.add(one.id);
  }

  /**
   * One second, two, four, up to five minutes; a place that is another one is looked at each second, and told once. What is
   * no fault of the destination ends with the connection to the database.
   */
  private async fail(session: SubscriptionSession, one: LiveSubscription, error: unknown): Promise<void> {
    const before = this.failing.get(one.id);
    const problem = error instanceof Undelivered ? `The destination ${error.message}.` : 'The database did not answer.';
    const isMisplaced = error instanceof Misplaced;
    const isKnown = before?.problem === problem && before.place === one.place.fingerprint;
    const times = isMisplaced ? 1 : (before?.times ?? 0) + 1;
    const pauses = isMisplaced ? 0 : Math.min(lookEvery * 2 ** (times - 1), longestPause);
    this.settled.delete(one.id);
    this.failing.set(one.id, { place: one.place.fingerprint, problem, times, until: performance.now() + pauses });
    if (this.closing.signal.aborted || (isMisplaced && isKnown)) return;
    if (isMisplaced || times === 1)
      rootLog.warn({ destination: one.destination, ...describeError(error) }, `log subscriptions: ${problem}`);
    // What could not be noted is noted the next time.
    await session.failed(one, problem, this.clock.now()).catch(() => this.failing.delete(one.id));
  }

  private wait(): Promise<void> {
    return pause(lookEvery, undefined, { signal: this.closing.signal }).catch(() => undefined);
  }
}
