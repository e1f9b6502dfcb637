import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { databaseUrl, newAccess, readAccess, writeAccess, type Access } from './access.js';
import { bareEnvironment, giveToServant, servant, type Place } from './place.js';

const initdbFlags = ['--encoding=UTF8', '--data-checksums', '--auth=scram-sha-256', '--username=postgres'];

/** The access of the existing cluster, or of a new one. */
export async function openCluster(place: Place, say: (text: string) => void): Promise<Access> {
  const known = readAccess(place.access);
  if (existsSync(place.data)) {
    // A password that an older version did not need is made now.
    if (known) return writeAccess(place.access, { ...(await newAccess()), ...known });
    throw new Error(`${place.access} is missing: the passwords of the database in ${place.data} are lost.`);
  }
  say(`creating a database in ${place.data}`);
  const access = writeAccess(place.access, known ?? (await newAccess()));
  await initialise(place, access);
  return access;
}

/** initdb works beside the final place: a cluster that exists is always a whole one. */
async function initialise(place: Place, access: Access): Promise<void> {
  const unfinished = `${place.data}.new`;
  const passwordFile = join(place.home, 'initdb.password');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  giveToServant(unfinished);
  try {
    writeFileSync(passwordFile, access.superuser, { mode: 0o600 });
    giveToServant(passwordFile);
    await runInitdb(place, ['-D', unfinished, `--pwfile=${passwordFile}`, ...initdbFlags, ...place.locale]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, place.data);
}

function runInitdb(place: Place, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { ...servant, env: bareEnvironment, cwd: place.home };
    const child = spawn(place.program('initdb'), [...args], { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`initdb failed: ${complaint.trim()}`))));
  });
}

export const databaseName = 'liaison';

/**
 * Owner, application and the log's sequencer are three roles, none of them able to bypass row-level security; the extensions are made here
 * because that takes a superuser. Safe to repeat.
 */
export async function ensureRolesAndDatabase(access: Access): Promise<void> {
  await asSuperuser(access, 'postgres', async (client) => {
    for (const role of ['owner', 'app', 'log'] as const) {
      const name = `liaison_${role}`;
      const found = await client.query('select 1 from pg_roles where rolname = $1', [name]);
      const limits = `login nosuperuser nocreatedb nocreaterole nobypassrls noreplication`;
      if (found.rowCount === 0) await client.query(`create role ${name} ${limits} password '${access[role]}'`);
    }
    const found = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
    if (found.rowCount === 0) await client.query(`create database ${databaseName} owner liaison_owner`);
  });
  await asSuperuser(access, databaseName, async (client) => {
    await client.query('create extension if not exists pg_trgm');
    await client.query('create extension if not exists unaccent');
  });
}

async function asSuperuser(access: Access, database: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: databaseUrl(access, 'superuser', database) });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
