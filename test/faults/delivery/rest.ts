import { setTimeout as pause } from 'node:timers/promises';
import type { StreamName } from '@liaison/contracts';
import { Client } from 'pg';
import type { ReferenceClient } from './client/reference-client.js';
import type { History } from './history.js';

async function heads(adminUrl: string): Promise<Map<StreamName, number>> {
  const database = new Client({ connectionString: adminUrl });
  await database.connect();
  try {
    const { rows } = await database.query<{ id: string; head: string }>(
      'select id, next_seq - 1 as head from compartment',
    );
    return new Map(rows.map(({ id, head }) => [`compartment:${id}` as const, Number(head)]));
  } finally {
    await database.end();
  }
}

/** A link that went half open is noticed by both sides after the ping interval and timeout: 20 seconds. */
const noticed = 25_000;

/** Waits until every client stands at the end of each of its streams, or in vain. */
export async function allAtTheEnd(
  adminUrl: string,
  clients: readonly ReferenceClient[],
  patience = noticed,
): Promise<void> {
  const ends = await heads(adminUrl);
  const isBehind = (client: ReferenceClient): boolean =>
    !client.ready || [...client.logs.values()].some((log) => log.position !== ends.get(log.stream));
  for (const deadline = performance.now() + patience; performance.now() < deadline && clients.some(isBehind);)
    await pause(50);
}

/**
 * Nobody writes any more: every client has to reach the end of each of its streams by itself. Writes down where each one
 * stands then.
 */
export async function comeToRest(
  adminUrl: string,
  clients: readonly ReferenceClient[],
  history: History,
): Promise<void> {
  await allAtTheEnd(adminUrl, clients);
  for (const client of clients)
    for (const { stream, position } of client.logs.values())
      history.note({ kind: 'rested', client: client.number, stream, position });
}
