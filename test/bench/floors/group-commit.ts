import type { Pool } from 'pg';

export interface Posted {
  readonly author: string;
  readonly text: string;
  readonly answer: (said: object) => void;
}

export interface Committed {
  readonly message: {
    readonly stream: number;
    readonly seq: number;
    readonly author: string;
    readonly at: Date;
    readonly text: string;
  };
  readonly answer: Posted['answer'];
}

const insert = {
  name: 'insert',
  text: 'insert into message select $1, * from unnest($2::bigint[], $3::text[], $4::timestamptz[], $5::text[])',
};

/** What arrives while an INSERT is under way goes together into the next one. */
export function committedInGroups(
  pool: Pool,
  stream: number,
  publish: (batch: readonly Committed[]) => void,
): (posted: Posted) => void {
  let waiting: Committed[] = [];
  let seq = 0;
  let running = false;

  const run = async (): Promise<void> => {
    running = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      const column = <T>(pick: (message: Committed['message']) => T): T[] => batch.map(({ message }) => pick(message));
      await pool.query({
        ...insert,
        values: [stream, column((m) => m.seq), column((m) => m.author), column((m) => m.at), column((m) => m.text)],
      });
      publish(batch);
    }
    running = false;
  };

  return ({ author, text, answer }) => {
    seq += 1;
    waiting.push({ message: { stream, seq, author, at: new Date(), text }, answer });
    if (!running) void run();
  };
}
