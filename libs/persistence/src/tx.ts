import { createHash } from 'node:crypto';
import type { StreamName } from '@liaison/contracts';
import type { PoolClient, QueryResult } from 'pg';

const names = new Map<string, string>();

/** A prepared statement's name from its text, so that each text is planned once a connection. */
const statementName = (text: string): string => {
  const known = names.get(text);
  if (known) return known;
  const name = createHash('sha1').update(text).digest('base64url').slice(0, 24);
  names.set(text, name);
  return name;
};

/** One transaction. Stores take it as their first argument; nothing reads or writes outside one. */
export class Tx {
  /** Streams whose subscribers are to be told once this has committed. */
  readonly touched = new Set<StreamName>();
  /** Set where streams moved that the actor does not see: whoever listens looks at all that somebody subscribes to. */
  touchedUnseen = false;

  constructor(
    private readonly client: PoolClient,
    /** The domain clock's reading for the whole transaction; SQL sees it as `app_now()`. */
    readonly now: Date,
  ) {}

  async rows<T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    return (await this.query<T>(text, values)).rows;
  }

  async row<T extends object>(text: string, values: readonly unknown[] = []): Promise<T | null> {
    return (await this.rows<T>(text, values))[0] ?? null;
  }

  /** Runs a write and returns how many rows it met. */
  async run(text: string, values: readonly unknown[] = []): Promise<number> {
    return (await this.query(text, values)).rowCount ?? 0;
  }

  private query<T extends object>(text: string, values: readonly unknown[]): Promise<QueryResult<T>> {
    return this.client.query<T>({ name: statementName(text), text, values: [...values] });
  }
}
