import { setTimeout as pause } from 'node:timers/promises';
import { addressOf, inTurn } from '../driver/join.js';
import { Line } from '../driver/line.js';
import { hashOf } from '../seed/people.js';
import type { BenchServer } from '../stage/server.js';
import type { Stage } from '../stage/stage.js';
import { withClient } from '../stage/database.js';

const atOnce = 100;

/** Signed-in connects a second, a value a round. */
export interface Connects {
  readonly clients: number;
  readonly product: readonly number[];
  readonly floor: readonly number[];
}

/** W4: everybody connects with a session's cookie, beside a server that only looks the session's row up. */
export async function connects(stage: Stage, say: (text: string) => void): Promise<Connects> {
  await copySessions(stage);
  const [product, floor] = [await stage.startProduct(), await stage.startFloor('lookups')];
  const rates: { readonly product: number[]; readonly floor: number[] } = { product: [], floor: [] };
  try {
    for (let round = 1; round <= (stage.options.quick ? 1 : 3); round += 1) {
      say(`W4 connects, round ${round}`);
      rates.product.push(await connectAll(stage, product));
      rates.floor.push(await connectAll(stage, floor));
    }
  } finally {
    for (const server of [product, floor]) await stage.stop(server);
  }
  return { clients: stage.directory.people.length, ...rates };
}

/** The floor's own table of sessions. */
export const copySessions = ({ database, directory }: Stage): Promise<unknown> =>
  withClient(database.floorUrl, (client) =>
    client.query(
      `insert into session select h, p, now() + interval '12 hours' from unnest($1::bytea[], $2::uuid[]) s (h, p)
       on conflict do nothing`,
      [directory.people.map(hashOf), directory.people.map(({ id }) => id)],
    ),
  );

async function connectAll({ directory }: Stage, { port }: BenchServer): Promise<number> {
  const begin = performance.now();
  const open = ({ cookie }: { readonly cookie: string }, n: number): Promise<Line> =>
    Line.open({ port, cookie, from: addressOf(n) });
  const lines = await inTurn(directory.people, open, atOnce);
  const seconds = (performance.now() - begin) / 1_000;
  for (const line of lines) line.hangUp();
  // The server notices two thousand ends before the next one is measured.
  await pause(1_000);
  return lines.length / seconds;
}
