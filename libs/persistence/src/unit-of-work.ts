import { type Action, type Actor } from '@liaison/authz';
import type { StreamName } from '@liaison/contracts';
import { DomainError, type Clock } from '@liaison/domain';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { Act, type Stranger } from './act.js';
import { translate, isTransient } from './driver-errors.js';
import { writeRecord } from './stores/access-log.js';
import { Tx } from './tx.js';

type Work<T> = (tx: Tx, act: Act) => Promise<T>;
type CommitListener = (streams: readonly StreamName[], unseen: boolean) => void;
type Isolation = 'read committed' | 'repeatable read';

/**
 * The only place that opens a transaction. Each run is one act: its writes, its reading and its access record commit
 * together or not at all; a refusal is rolled back, recorded in a transaction of its own, and then thrown.
 */
export class UnitOfWork {
  private readonly listeners: CommitListener[] = [];

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Told after each commit which streams have something new, and whether others have that its actor does not see. A
   * hint: whoever misses it polls.
   */
  onCommit(listener: CommitListener): void {
    this.listeners.push(listener);
  }

  /** An act that writes. Whoever needs an order takes the row lock first and reads afterwards. */
  run<T>(actor: Actor | Stranger, action: Action, work: Work<T>): Promise<T> {
    return this.attempt(actor, action, 'read committed', work);
  }

  /** An act that reads: one picture of one moment, and its record. */
  read<T>(actor: Actor | Stranger, action: Action, work: Work<T>): Promise<T> {
    return this.attempt(actor, action, 'repeatable read', work);
  }

  /** What is no act of a person: checking a session, the relay's reading, clocks that run out. No record. */
  async quietly<T>(person: string | null, work: (tx: Tx) => Promise<T>): Promise<T> {
    const { result, tx } = await this.transaction(person, 'read committed', async (tx) => ({
      result: await work(tx),
      tx,
    }));
    this.publish(tx);
    return result;
  }

  /** The relay's reading: one picture of one moment, by nobody, without a record of its own. */
  look<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction(null, 'repeatable read', async (tx) => {
      await tx.rows("select set_config('app.relay', 'on', true)");
      return work(tx);
    });
  }

  /** One of several things asked for together was refused; the others are answered. Recorded before any answer goes out. */
  async refuse(actor: Actor, action: Action, tell: (act: Act) => unknown): Promise<void> {
    const act = new Act(actor, action);
    tell(act);
    await this.writeFailure(act, true);
  }

  private async attempt<T>(actor: Actor | Stranger, action: Action, isolation: Isolation, work: Work<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      const act = new Act(actor, action);
      try {
        const { result, tx } = await this.transaction(actor.person, isolation, async (tx) => {
          const done = await work(tx, act);
          if (act.leavesRecord) await writeRecord(tx, act.facts(tx.now, 'success'));
          return { result: done, tx };
        });
        this.publish(tx);
        return result;
      } catch (error) {
        if (isTransient(error) && tries < 3) continue;
        const refused = translate(error);
        await this.recordRefusal(act, refused);
        throw refused;
      }
    }
  }

  private async recordRefusal(act: Act, error: unknown): Promise<void> {
    if (!(error instanceof DomainError)) return;
    const denied = error.code === 'forbidden' || error.code === 'not_found';
    if (!denied && error.code !== 'unauthenticated') return;
    await this.writeFailure(act, denied);
  }

  private writeFailure(act: Act, denied: boolean): Promise<void> {
    return this.transaction(act.actor.person, 'read committed', (tx) =>
      writeRecord(tx, act.facts(tx.now, 'failure', denied ? 'denial' : undefined)),
    );
  }

  private async transaction<T>(person: string | null, isolation: Isolation, work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      const tx = new Tx(client, this.clock.now());
      await client.query(isolation === 'read committed' ? 'begin' : 'begin isolation level repeatable read');
      try {
        await tx.run(
          "select set_config('app.person', $1, true), set_config('app.actors', $2, true), set_config('app.now', $3, true)",
          [person ?? '', person === null ? '{}' : `{${person}}`, tx.now.toISOString()],
        );
        const result = await work(tx);
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch(() => undefined);
        throw error;
      }
    } finally {
      await runner.release();
    }
  }

  private publish({ touched, touchedUnseen }: Tx): void {
    if (touched.size === 0 && !touchedUnseen) return;
    for (const listener of this.listeners) listener([...touched], touchedUnseen);
  }
}
