import { setTimeout as pause } from 'node:timers/promises';
import type { Id, StreamName } from '@liaison/contracts';
import type { ReferenceClient } from './client/reference-client.js';
import type { Crowd } from './crowd.js';
import { percentile } from './figures.js';
import type { History } from './history.js';
import type { Installation } from './installation.js';
import { judge, type LoadResult } from './load.js';
import { allAtTheEnd, comeToRest } from './rest.js';
import { write } from './writers.js';

const promised = 1_000;
const writersAtOnce = 8;

/** What happens while they are away. */
const absences: Readonly<Record<string, (here: Installation) => Promise<void>>> = {
  'away and back': () => Promise.resolve(),
  'all servers restarted meanwhile': async ({ servers }) => {
    for (const server of servers) {
      await server.terminate();
      await server.startAgain();
    }
  },
  'database stopped at once meanwhile': async ({ postgres }) => {
    await postgres.stopImmediately();
    await postgres.startAgain();
    await pause(1_000);
  },
};

/** Clients go away, so many events pass, they come back one after the other: from connecting to holding the last of them. */
export async function runCatchUp(
  here: Installation,
  crowd: Crowd,
  missed: number,
  history: History,
): Promise<LoadResult> {
  const { operation, clients } = crowd;
  const compartment = await operation.theirs(operation.lead, 'all');
  const thread = await operation.startThread(operation.lead, compartment, 'While you were away');
  const took: Record<string, number[]> = {};
  for (const client of clients) client.connect();
  await allAtTheEnd(here.postgres.adminUrl, clients);
  for (const [absence, happen] of Object.entries(absences)) {
    for (const client of clients) client.leave();
    const last = await fillUp(crowd, here.url, { compartment, thread }, missed);
    await happen(here);
    const times: number[] = [];
    for (const client of clients) times.push(await comeBack(client, `compartment:${compartment}`, last));
    took[absence] = times.sort((a, b) => a - b);
  }
  await comeToRest(here.postgres.adminUrl, clients, history);
  for (const client of clients) client.leave();
  await history.close();
  return conclude(await judge(here, history), took, missed);
}

async function fillUp(
  { operation }: Crowd,
  url: string,
  { compartment, thread }: { readonly compartment: Id; readonly thread: Id },
  count: number,
): Promise<number> {
  let left = count;
  let last = 0;
  const door = operation.lead.door.by(url);
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const done = await write(door, compartment, 'message.post', { thread, text: 'passing by', language: 'en' });
      if (done) last = Math.max(last, done.seq);
      else left += 1;
    }
  };
  await Promise.all(Array.from({ length: writersAtOnce }, one));
  return last;
}

async function comeBack(client: ReferenceClient, stream: StreamName, last: number): Promise<number> {
  const from = performance.now();
  client.connect();
  while ((client.logs.get(stream)?.position ?? 0) < last && performance.now() - from < 60_000) await pause(1);
  return performance.now() - from;
}

function conclude({ findings, figures }: LoadResult, took: Record<string, number[]>, missed: number): LoadResult {
  const each: Record<string, string> = {};
  for (const [absence, times] of Object.entries(took)) {
    const p95 = percentile(times, 0.95);
    each[`${missed} missed, ${absence}, p50 ms`] = percentile(times, 0.5).toFixed(0);
    each[`${missed} missed, ${absence}, p95 ms`] = p95.toFixed(0);
    if (p95 > promised) findings.add('late', `${absence}: ${p95.toFixed(0)} ms at p95, ${promised} promised`);
  }
  return { findings, figures: { ...figures, ...each } };
}
