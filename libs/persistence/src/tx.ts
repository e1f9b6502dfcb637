import { createHash } from 'node:crypto';
import type { Id, StreamName } from '@liaison/contracts';
import type { PoolClient, QueryConfig, QueryResult } from 'pg';

const names = new Map<string, string>();

/** A prepared statement's name from its text, so that each text is planned once a connection. */
const statementName = (text: string): string => {
  const known = names.get(text);
  if (known) return known;
  const name = createHash('sha1').update(text).digest('base64url').slice(0, 24);
  names.set(text, name);
  return name;
};

/** A statement that writes any number of rows: `$1` is a JSON array of them. */
export interface RowsInto {
  readonly text: string;
}

/** Rows of a table by the names of its columns. As jsonb it is read once, also where a column is JSON itself. */
export const rowsInto = (table: string): RowsInto => ({
  text: `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`,
});

/** Bytes as a row's JSON carries them. */
export const bytea = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`;

/**
 * One statement of several that write rows, a parameter each. What their rows refer to in each other's tables is checked
 * at its end, so their order says nothing: sorted, the same ones are the same statement.
 */
const allInto = (texts: readonly string[]): string => {
  const numbered = texts.map((text, at) => text.replaceAll('$1', `$${at + 1}`));
  const last = numbered.pop() ?? '';
  const before = numbered.map((text, at) => `w${at} as (${text})`);
  return before.length === 0 ? last : `with ${before.join(', ')} ${last}`;
};

interface QueuedRow extends RowsInto {
  readonly row: object;
}

/** One of several acts that share the transaction, while it happens. */
interface Step {
  readonly person: Id;
  /** Where its rows begin in the queues. */
  readonly queuedFrom: number;
  readonly lastFrom: number;
  readonly undo: (() => void)[];
  saved: boolean;
}

/**
 * One transaction. Stores take it as their first argument; nothing reads or writes outside one. Rows that nobody reads
 * before commit are queued and written together, at the latest before the next statement that could see them.
 */
export class Tx {
  /** Streams whose subscribers are to be told once this has committed. */
  readonly touched = new Set<StreamName>();
  /** Set where streams moved that the actor does not see: whoever listens looks at all that somebody subscribes to. */
  touchedUnseen = false;
  private readonly facts = new Map<string, Promise<unknown>>();
  private queue: QueuedRow[] = [];
  private ending: QueuedRow[] = [];
  private step: Step | null = null;
  private isOver = false;
  /** Whom the database takes this transaction for: one of its people, or all of them (null). */
  private speaking: Id | null = null;
  /** What several of them write to together. */
  private places: readonly Id[] = [];

  constructor(
    private readonly client: PoolClient,
    /** The domain clock's reading for the whole transaction; SQL sees it as `app_now()`. */
    readonly now: Date,
    /** Whose acts share it. */
    private readonly people: readonly Id[] = [],
  ) {}

  /** Whether it began as this person's alone. */
  isOf(person: Id): boolean {
    return this.people.length === 1 && this.people[0] === person;
  }

  /** Whose act among several this is, for what the database tells to one and not to another. */
  get person(): Id | null {
    return this.step?.person ?? null;
  }

  async rows<T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    await this.settle();
    return (await this.query<T>(text, values)).rows;
  }

  async row<T extends object>(text: string, values: readonly unknown[] = []): Promise<T | null> {
    return (await this.rows<T>(text, values))[0] ?? null;
  }

  /** Runs a write and returns how many rows it met. */
  async run(text: string, values: readonly unknown[] = []): Promise<number> {
    await this.settle();
    this.facts.clear();
    return (await this.query(text, values)).rowCount ?? 0;
  }

  /** Writes a row later, together with all that is queued: it may refer to any of it, and reads none of it. */
  later({ text }: RowsInto, row: object): void {
    this.queue.push({ text, row });
  }

  /** Writes a row after all others. */
  last({ text }: RowsInto, row: object): void {
    this.ending.push({ text, row });
  }

  /**
   * A fact that stands until something but queued rows is written: read once for all acts that ask for it, for one
   * person where it is told to that person alone. What the queue holds does not bear on it, so nothing is written first.
   */
  once<T extends object>(
    key: string,
    text: string,
    values: readonly unknown[],
    person: Id | null = null,
  ): Promise<T[]> {
    const known = this.facts.get(key) as Promise<T[]> | undefined;
    if (known) return known;
    const asked = this.speakFor(person).then(async () => (await this.query<T>(text, values)).rows);
    this.facts.set(key, asked);
    return asked;
  }

  /** The compartments locked for all acts. */
  pin(places: readonly Id[]): void {
    this.places = places;
  }

  /** What one look at all acts has found already. */
  know(key: string, rows: readonly object[]): void {
    this.facts.set(key, Promise.resolve(rows));
  }

  /** The next of several acts in this transaction, by this person. */
  begin(person: Id): void {
    this.step = { person, queuedFrom: this.queue.length, lastFrom: this.ending.length, undo: [], saved: false };
  }

  /** The act is done; it stands if the transaction does. */
  async keep(): Promise<void> {
    if (this.step?.saved) await this.say('release savepoint act');
    this.step = null;
  }

  /** What memory takes back when this act is refused and its neighbours are not. */
  ifRefused(undo: () => void): void {
    this.step?.undo.push(undo);
  }

  /** Takes back what the refused act has done, and nothing of its neighbours. */
  async refuse(): Promise<void> {
    const { step } = this;
    this.step = null;
    if (!step) return;
    for (const undo of step.undo.reverse()) undo();
    this.queue.length = step.saved ? 0 : step.queuedFrom;
    this.ending.length = step.lastFrom;
    if (!step.saved) return;
    await this.say('rollback to savepoint act; release savepoint act');
    this.facts.clear();
    // The settings went back as well.
    await this.speak(null);
  }

  /** Writes all that is queued. Nothing comes after it but the commit, or an act that knows what it may meet. */
  flush(): Promise<unknown> {
    this.queue.push(...this.ending);
    this.ending = [];
    return this.write();
  }

  /** In one round trip with all that is queued: where that is refused, PostgreSQL takes the commit for a rollback. */
  async commit(): Promise<void> {
    const ending = [this.flush(), this.say('commit')] as const;
    this.isOver = true;
    const [, { command }] = await Promise.all(ending);
    if (command !== 'COMMIT') throw new Error('the transaction was rolled back');
  }

  async rollback(): Promise<void> {
    this.isOver = true;
    await this.client.query('rollback').catch(() => undefined);
  }

  /** Waits for nothing before all of it is on its way; what cannot be sent is thrown at once, and no commit follows it. */
  private write(): Promise<unknown> {
    const { queue } = this;
    if (queue.length === 0) return Promise.resolve();
    this.queue = [];
    const byText = new Map<string, object[]>();
    for (const { text, row } of queue) {
      const rows = byText.get(text);
      if (rows) rows.push(row);
      else byText.set(text, [row]);
    }
    const texts = [...byText.keys()].sort();
    const values = texts.map((text) => JSON.stringify(byText.get(text)));
    return Promise.all([this.speakFor(null), this.query(allInto(texts), values)]);
  }

  /** Before a statement that reads or writes at once: all before it is written, and it speaks for its own person alone. */
  private async settle(): Promise<void> {
    if (this.step && !this.step.saved) await this.save(this.step);
    await this.write();
    await this.speakFor(this.person);
  }

  /** What neighbours have written stands, whatever becomes of this act. Once, also for an act that asks for two things at once. */
  private save(step: Step): Promise<unknown> {
    step.saved = true;
    const own = this.queue.splice(step.queuedFrom);
    const saved = [this.write(), this.say('savepoint act')];
    this.queue = own;
    return Promise.all(saved);
  }

  private async speakFor(person: Id | null): Promise<void> {
    if (this.people.length < 2 || this.speaking === person) return;
    await this.speak(person);
  }

  private async speak(person: Id | null): Promise<void> {
    this.speaking = person;
    const authors = person === null ? this.people : [person];
    await this.query('select speak_for($1, $2, $3)', [person, authors, this.places]);
  }

  private query<T extends object>(text: string, values: readonly unknown[]): Promise<QueryResult<T>> {
    return this.say({ name: statementName(text), text, values: [...values] });
  }

  /** To a connection that is this transaction's: whoever worked on after its end would speak in somebody else's. */
  private say<T extends object>(what: string | QueryConfig): Promise<QueryResult<T>> {
    if (this.isOver) return Promise.reject(new Error('the transaction is over'));
    return this.client.query<T>(what);
  }
}
