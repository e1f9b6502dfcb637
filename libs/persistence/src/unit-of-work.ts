import { looksAtTheLog, type Action, type Actor } from '@liaison/authz';
import type { Id, StreamName } from '@liaison/contracts';
import { DomainError, newId, type Clock } from '@liaison/domain';
import pLimit from 'p-limit';
import { escapeLiteral, type PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { Act, type Stranger } from './act.js';
import { translate, isTransient } from './driver-errors.js';
import { leave, tell, type LeftRecord } from './left-record.js';
import { isDenial, isRecorded } from './refusals.js';
import { step, type Outcome, type Work } from './step.js';
import { writeRecord } from './stores/access-log.js';
import { myHosts } from './stores/log-reading.js';
import { actsAtOnce, batchesAtOnce, goesOn, inLine, inLineAtOnce, onOwnRows } from './turns.js';
import { Tx } from './tx.js';

type CommitListener = (streams: readonly StreamName[], unseen: boolean) => void;

/** One of several acts that go together. */
export interface Part<T> {
  readonly actor: Actor;
  readonly action: Action;
  readonly work: Work<T>;
}

/** What is looked at once for the acts that go together in this transaction. */
type Before<T> = (tx: Tx, parts: readonly Part<T>[]) => Promise<void>;

/** In whose name a transaction runs, and how it sees the others. */
interface Terms {
  readonly people: readonly Id[];
  /** Of the one whose act it is: what a session has stated counts in no other one. */
  readonly session?: Id | null;
  readonly isolation: 'read committed' | 'repeatable read';
  readonly relay?: true;
}

/**
 * The only place that opens a transaction. Each run is one act: its writes, its reading and its access record commit
 * together or not at all; a refusal is rolled back, recorded in a transaction of its own, and then thrown.
 */
export class UnitOfWork {
  private readonly listeners: CommitListener[] = [];
  private readonly acting = pLimit(actsAtOnce);
  private readonly lining = pLimit(inLineAtOnce);
  private readonly batching = pLimit(batchesAtOnce);
  private whyNot: () => DomainError | null = () => null;

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

  /** While it answers with a refusal, acts that write are refused with it. Reading goes on, and is recorded. */
  refuseWritesWhile(whyNot: () => DomainError | null): void {
    this.whyNot = whyNot;
  }

  /** An act that writes. Whoever needs an order takes the row lock first and reads afterwards. */
  run<T>(actor: Actor | Stranger, action: Action, work: Work<T>): Promise<T> {
    const attempt = (): Promise<T> => this.attempt(actor, action, 'read committed', work);
    if (onOwnRows.has(action)) return attempt();
    const inTurn = (): Promise<T> => this.acting(attempt);
    return inLine.has(action) ? this.lining(inTurn) : inTurn();
  }

  /** An act that reads: one picture of one moment, and its record. */
  read<T>(actor: Actor | Stranger, action: Action, work: Work<T>): Promise<T> {
    return this.attempt(actor, action, 'repeatable read', work);
  }

  /**
   * Several acts, of several people, in one transaction: `before` locks and looks for all of them, then each is decided
   * and written on its own, and the refusal of one does not touch its neighbours. What the database itself refuses, it
   * refuses to all: then each is tried alone, with a `before` of its own.
   */
  together<T>(parts: readonly Part<T>[], before: Before<T>): Promise<readonly Outcome<T>[]> {
    return this.batching(() => this.inOne(parts, before, 'read committed'));
  }

  /** Several acts that read one picture. `before` reads it as the relay does, for all of them. */
  readTogether<T>(parts: readonly Part<T>[], before: Before<T>): Promise<readonly Outcome<T>[]> {
    return this.inOne(parts, before, 'repeatable read');
  }

  private async inOne<T>(
    parts: readonly Part<T>[],
    before: Before<T>,
    isolation: Terms['isolation'],
  ): Promise<readonly Outcome<T>[]> {
    if (parts.length > 1 && (isolation === 'repeatable read' || this.whyNot() === null))
      try {
        return await this.attemptTogether(parts, before, isolation);
      } catch (error) {
        const reason = translate(error);
        if (reason instanceof DomainError && reason.code === 'unavailable')
          return parts.map(() => ({ status: 'rejected', reason }));
      }
    const outcomes: Outcome<T>[] = [];
    for (const part of parts) outcomes.push(await this.alone(part, before, isolation));
    return outcomes;
  }

  /** What is no act of a person: checking a session, the relay's reading, clocks that run out. No record. */
  async quietly<T>(person: Id | null, work: (tx: Tx) => Promise<T>, session: Id | null = null): Promise<T> {
    const { result, tx } = await this.transaction(
      { people: peopleOf(person), session, isolation: 'read committed' },
      async (tx) => ({ result: await work(tx), tx }),
    );
    this.publish(tx);
    return result;
  }

  /** The relay's reading: one picture of one moment, by nobody, without a record of its own. */
  look<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction({ people: [], isolation: 'repeatable read', relay: true }, work);
  }

  /** One of several things asked for together was refused; the others are answered. Recorded before any answer goes out. */
  async refuse(actor: Actor, action: Action, describe: (act: Act) => unknown): Promise<void> {
    const act = new Act(actor, action);
    describe(act);
    await this.recordRefusals([{ act, error: new DomainError('not_found', '') }]);
  }

  private async attempt<T>(
    actor: Actor | Stranger,
    action: Action,
    isolation: Terms['isolation'],
    work: Work<T>,
  ): Promise<T> {
    const whyNot = isolation === 'read committed' && !goesOn.has(action) ? this.whyNot() : null;
    if (whyNot !== null) throw whyNot;
    for (let tries = 1; ; tries += 1) {
      const act = new Act(actor, action);
      try {
        const session = actor.person === null ? null : actor.session;
        const terms = { people: peopleOf(actor.person), session, isolation };
        const { result, tx, left } = await this.transaction(terms, async (tx) => {
          if (actor.person !== null && looksAtTheLog(actor, action)) act.overseenBy(await myHosts(tx));
          const done = await work(tx, act);
          return { result: done, tx, left: leave(tx, act) };
        });
        this.publish(tx);
        tell(left);
        return result;
      } catch (error) {
        if (isTransient(error) && tries < 3) continue;
        const refused = translate(error);
        await this.recordRefusals([{ act, error: refused }]);
        throw refused;
      }
    }
  }

  private alone<T>(part: Part<T>, before: Before<T>, isolation: Terms['isolation']): Promise<Outcome<T>> {
    const { actor, action, work } = part;
    return this.attempt(actor, action, isolation, async (tx, act) => {
      await before(tx, [part]);
      return work(tx, act);
    }).then(
      (value) => ({ status: 'fulfilled', value }),
      (reason: unknown) => ({ status: 'rejected', reason }),
    );
  }

  private async attemptTogether<T>(
    parts: readonly Part<T>[],
    before: Before<T>,
    isolation: Terms['isolation'],
  ): Promise<readonly Outcome<T>[]> {
    const terms = { isolation, ...(isolation === 'repeatable read' && { relay: true as const }) };
    const people = parts.map(({ actor }) => actor.person);
    const refused: Refused[] = [];
    const left: LeftRecord[] = [];
    const { outcomes, tx } = await this.transaction({ people, ...terms }, async (tx) => {
      await before(tx, parts);
      const outcomes: Outcome<T>[] = [];
      for (const part of parts) {
        const act = new Act(part.actor, part.action);
        const outcome = await step(tx, act, part.work, left);
        if (outcome.status === 'rejected') refused.push({ act, error: outcome.reason });
        outcomes.push(outcome);
      }
      return { outcomes, tx };
    });
    this.publish(tx);
    tell(left);
    await this.recordRefusals(refused);
    return outcomes;
  }

  /** In one transaction, and before any of them is told. */
  private async recordRefusals(refused: readonly Refused[]): Promise<void> {
    const recorded = refused.filter(({ error }) => isRecorded(error));
    if (recorded.length === 0) return;
    const people = recorded.flatMap(({ act }) => peopleOf(act.actor.person));
    const left = await this.transaction({ people, isolation: 'read committed' }, (tx) =>
      Promise.resolve(
        recorded.map(({ act, error }): LeftRecord => {
          const record = newId();
          const facts = act.facts(tx.now, 'failure', isDenial(error) ? 'denial' : undefined);
          return { actor: act.actor, record, at: tx.now, bytes: writeRecord(tx, record, facts) };
        }),
      ),
    );
    tell(left);
  }

  private async transaction<T>(terms: Terms, work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      const people = [...new Set(terms.people)];
      const tx = new Tx(client, this.clock.now(), people);
      // Goes out with the first statement; nothing is done where it was not.
      const begun = client.query(beginning({ ...terms, people }, tx.now));
      begun.catch(() => undefined);
      try {
        const result = await work(tx);
        await Promise.all([begun, tx.commit()]);
        return result;
      } catch (error) {
        await tx.rollback();
        // Where it could not begin, whatever failed later failed of that.
        await begun;
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

interface Refused {
  readonly act: Act;
  readonly error: unknown;
}

const peopleOf = (person: Id | null): readonly Id[] => (person === null ? [] : [person]);

/**
 * One round trip. Among several people nobody is the one who reads, until an act says whose it is. Who reads one picture
 * changes no membership in it: what the policies ask for is computed once.
 */
function beginning({ people, session, isolation, relay }: Terms, now: Date): string {
  const [only = ''] = people.length === 1 ? people : [];
  const settings = {
    'app.person': only,
    'app.actors': `{${people.join()}}`,
    'app.now': now.toISOString(),
    ...(relay && { 'app.relay': 'on' }),
    ...(session && { 'app.session': session }),
  };
  const set = Object.entries(settings).map(([name, value]) => `set_config('${name}', ${escapeLiteral(value)}, true)`);
  const pin = isolation === 'repeatable read' && only !== '' ? "; select pin_rights('{}')" : '';
  return `begin isolation level ${isolation}; select ${set.join(', ')}${pin}`;
}
