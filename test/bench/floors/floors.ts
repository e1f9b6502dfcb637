import type { Pool } from 'pg';
import type { BroadcastOperator, DefaultEventsMap } from 'socket.io';
import { committedInGroups, type Committed, type Posted } from './group-commit.js';

type Everybody = BroadcastOperator<DefaultEventsMap, unknown>;

type Post = (posted: Posted) => void;
type Floor = (everybody: Everybody, pool: Pool) => Post;

/** Each floor's process writes a stream of its own. */
const stream = process.pid;

/** Nothing is stored: what the fan-out alone costs. */
const bare: Floor = (everybody) => {
  let seq = 0;
  return ({ author, text, answer }) => {
    seq += 1;
    everybody.emit('message', { stream, seq, author, at: new Date(), text });
    answer({ ok: true, seq });
  };
};

/** One INSERT a message, each its own transaction; connections work side by side. */
const insertEach: Floor = (everybody, pool) => {
  let seq = 0;
  const insert = { name: 'insert', text: 'insert into message values ($1, $2, $3, $4, $5)' };
  const store = async ({ author, text, answer }: Posted): Promise<void> => {
    seq += 1;
    const message = { stream, seq, author, at: new Date(), text };
    await pool.query({ ...insert, values: [stream, message.seq, author, message.at, text] });
    everybody.emit('message', message);
    answer({ ok: true, seq: message.seq });
  };
  return (posted) => void store(posted);
};

/** Group commit, one emit a message. */
const emitEach: Floor = (everybody, pool) => {
  return committedInGroups(pool, stream, (batch) => {
    for (const { message } of batch) everybody.emit('message', message);
    answerAll(batch);
  });
};

/** Group commit, one frame of all that was committed together. */
const emitTogether: Floor = (everybody, pool) => {
  return committedInGroups(pool, stream, (batch) => {
    everybody.emit(
      'frame',
      batch.map(({ message }) => message),
    );
    answerAll(batch);
  });
};

const answerAll = (batch: readonly Committed[]): void => {
  for (const { message, answer } of batch) answer({ ok: true, seq: message.seq });
};

export const floors: ReadonlyMap<string, Floor> = new Map([
  ['floor 0', bare],
  ['floor 1', insertEach],
  ['floor 2', emitEach],
  ['floor 3', emitTogether],
]);
