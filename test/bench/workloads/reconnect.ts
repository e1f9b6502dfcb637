import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@liaison/domain';
import type { HelloAnswer } from '@liaison/contracts';
import { InvalidRun } from '../driver/crowd.js';
import { ProductDialect, textOf } from '../driver/dialect.js';
import { addressOf, inTurn } from '../driver/join.js';
import { Line } from '../driver/line.js';
import { Door } from '../seed/door.js';
import { openOperation, startThread } from '../seed/operation.js';
import type { Person } from '../seed/people.js';
import { withClient } from '../stage/database.js';
import type { BenchServer } from '../stage/server.js';
import type { Stage } from '../stage/stage.js';
import { copySessions } from './connects.js';

const missed = 20;
/** Below the queue of connections that a listening socket keeps, so that none waits for a repeated SYN. */
const atOnce = 400;

/** Seconds until everybody has everything, a value a round. */
export interface Reconnects {
  readonly clients: number;
  readonly product: readonly number[];
  readonly floor: readonly number[];
}

/** What a client says when it is back, and what each missed message looks like in the answer. */
interface Greeting {
  readonly hello: string;
  readonly mark: Buffer;
}

/** W2: a thousand clients come back at once, each without the last twenty messages. */
export async function reconnects(stage: Stage, say: (text: string) => void): Promise<Reconnects> {
  const clients = stage.options.quick ? 200 : 1_000;
  const people = stage.directory.people.slice(0, clients);
  await copySessions(stage);
  const [product, floor] = [await stage.startProduct(), await stage.startFloor('lookups')];
  const seconds: { readonly product: number[]; readonly floor: number[] } = { product: [], floor: [] };
  try {
    const [ours, theirs] = [await prepareProduct(stage, product, clients), await prepareFloor(stage)];
    for (let round = 1; round <= (stage.options.quick ? 1 : 3); round += 1) {
      say(`W2 reconnect storm, round ${round}`);
      seconds.product.push(await storm(product, people, ours));
      seconds.floor.push(await storm(floor, people, theirs));
    }
  } finally {
    for (const server of [product, floor]) await stage.stop(server);
  }
  return { clients, ...seconds };
}

async function storm({ port }: BenchServer, people: readonly Person[], greeting: Greeting): Promise<number> {
  const begin = performance.now();
  const back = async ({ cookie }: Person, n: number): Promise<Line> => {
    const line = await Line.open({ port, cookie, from: addressOf(n) });
    await catchUp(line, greeting);
    return line;
  };
  const lines = await inTurn(people, back, atOnce);
  const seconds = (performance.now() - begin) / 1_000;
  for (const line of lines) line.hangUp();
  await pause(1_000);
  return seconds;
}

const catchUp = (line: Line, { hello, mark }: Greeting): Promise<void> =>
  new Promise((resolve, reject) => {
    line.onLost = (why) => reject(new InvalidRun(why));
    line.emit(hello, (payload) => {
      const got = countIn(payload, mark);
      if (got === missed) resolve();
      else
        reject(new InvalidRun(`of ${missed} missed messages a client got ${got}: ${payload.toString('utf8', 0, 300)}`));
    });
  });

function countIn(payload: Buffer, mark: Buffer): number {
  let count = 0;
  for (let at = payload.indexOf(mark); at >= 0; at = payload.indexOf(mark, at + mark.length)) count += 1;
  return count;
}

async function prepareProduct({ owner, directory }: Stage, server: BenchServer, clients: number): Promise<Greeting> {
  const door = new Door(server);
  const operation = await openOperation(door, owner, directory, `Storm ${clients}`, clients);
  const place = await startThread(door, directory.lead, operation, 'all');
  const line = await Line.open({ port: server.port, cookie: directory.lead.cookie, from: addressOf(0) });
  const stream = `compartment:${place.compartment}`;
  const ask = { streams: [{ stream, epoch: null, position: 0 }] };
  const { streams } = await line.ask<{ readonly streams: readonly HelloAnswer[] }>('hello', ask);
  const [first] = streams;
  if (first?.state !== 'snapshot') throw new Error('the lead is not let in');
  const { epoch, position } = first.snapshot;
  const dialect = new ProductDialect(place);
  for (let n = 0; n < missed; n += 1)
    await new Promise<void>((resolve) => line.emit(dialect.post(textOf(n)), () => resolve()));
  line.hangUp();
  const hello = { streams: [{ stream, epoch, position }] };
  return { hello: `"hello",${JSON.stringify(hello)}`, mark: Buffer.from('"message.posted"') };
}

async function prepareFloor({ database }: Stage): Promise<Greeting> {
  const stream = 1;
  await withClient(database.floorUrl, (client) =>
    client.query('insert into message select $1, n, $2, now(), $3 from generate_series(1, $4::int) n', [
      ...[stream, newId(), textOf(0), missed],
    ]),
  );
  return { hello: `"hello",${JSON.stringify({ stream, position: 0 })}`, mark: Buffer.from('"seq"') };
}
