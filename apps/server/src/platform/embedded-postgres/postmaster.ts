import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { databaseUrl, type Access } from './access.js';
import { bareEnvironment, giveToServant, servant, type Place } from './place.js';

/** A running PostgreSQL server, started by us or found running. */
export interface Postmaster {
  readonly pid: number;
  /** Resolves when the process is gone, however it went. */
  readonly gone: Promise<void>;
}

/** The log is terse and without statements: error details would repeat what people wrote. */
const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'log_error_verbosity=terse',
  'log_min_error_statement=panic',
  'log_statement=none',
];

const retryFor = 20_000;

/** Starts the server; after a crash the old one's remains can be in the way for some seconds, hence the retries. */
export async function startPostmaster(place: Place, access: Access, extra: readonly string[]): Promise<Postmaster> {
  const deadline = Date.now() + retryFor;
  for (;;) {
    const attempt = spawnPostmaster(place, access, extra);
    if (await answersBefore(access, attempt.gone, deadline)) return attempt;
    if (Date.now() > deadline) throw new Error(`The database did not start:\n${lastLines(place.log)}`);
    await pause(250);
  }
}

/** The server that postmaster.pid names, if it lives and knows our password; its port may differ from the stored one. */
export async function findPostmaster(
  place: Place,
  access: Access,
): Promise<{ found: Postmaster; port: number } | null> {
  const [pid, , , port] = readLines(join(place.data, 'postmaster.pid')).map(Number);
  if (!pid || !port || !isAlive(pid)) return null;
  if (!(await answers({ ...access, port }))) return null;
  return { found: { pid, gone: waitUntilGone(pid) }, port };
}

/** SIGINT is PostgreSQL's fast shutdown; SIGQUIT follows when it takes too long, recovery then happens at the next start. */
export async function stopPostmaster(postmaster: Postmaster): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!isAlive(postmaster.pid)) return;
    process.kill(postmaster.pid, signal);
    const timer = new AbortController();
    const late = pause(10_000, 'late', { signal: timer.signal }).catch(() => 'stopped');
    const outcome = await Promise.race([postmaster.gone, late]);
    timer.abort();
    if (outcome !== 'late') return;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function spawnPostmaster(place: Place, access: Access, extra: readonly string[]): Postmaster {
  const log = openLog(place.log);
  const flags = [...settings, `port=${access.port}`, ...extra].flatMap((setting) => ['-c', setting]);
  const child = spawn(place.program('postgres'), ['-D', place.data, ...flags], {
    ...servant,
    env: bareEnvironment,
    cwd: place.home,
    // Its own process group: Ctrl-C must reach us alone, so that the server can finish before its database stops.
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return { pid: child.pid ?? 0, gone };
}

function openLog(path: string): number {
  const file = openSync(path, 'a', 0o600);
  if (statSync(path).size > 10_000_000) truncateSync(path);
  giveToServant(path);
  return file;
}

async function answersBefore(access: Access, gone: Promise<void>, deadline: number): Promise<boolean> {
  const state = { dead: false };
  void gone.then(() => (state.dead = true));
  while (!state.dead && Date.now() < deadline) {
    if (await answers(access)) return !state.dead;
    await pause(20);
  }
  return false;
}

async function answers(access: Access): Promise<boolean> {
  const connectionString = databaseUrl(access, 'superuser', 'postgres');
  const client = new Client({ connectionString, connectionTimeoutMillis: 2_000 });
  // Without a listener a connection cut during the handshake would end this process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function waitUntilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await pause(500, undefined, { ref: false });
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}

function lastLines(path: string): string {
  return readLines(path).slice(-8).join('\n').trim();
}
