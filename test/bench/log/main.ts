import { mkdtempSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { migrate } from '@liaison/persistence';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../../apps/server/src/platform/embedded-postgres/embedded-postgres.js';
import { tableOf } from '../report/table.js';
import { plansOf } from './plans.js';
import { ask, questions } from './questions.js';
import { seedLog, world } from './seed-log.js';

// `npm run bench:log`: how long an auditor waits, by question and by how much there is. See docs/decisions/0026-reading-the-log.md.
const { values } = parseArgs({
  options: { records: { type: 'string', default: '200000,2000000' }, plans: { type: 'boolean', default: false } },
});
const sizes = values.records.split(',').map(Number);
const say = (text: string): void => void process.stderr.write(`bench: ${text}\n`);
const show = (text: string): void => void process.stdout.write(`${text}\n`);

const dataDir = mkdtempSync('/var/tmp/liaison-bench-log-');
const database = await startEmbeddedPostgres({
  root: process.cwd(),
  dataDir,
  say,
  onLost: (error) => say(String(error)),
  settings: ['max_wal_size=4GB', 'shared_buffers=1GB'],
});
try {
  await migrate(database.ownerUrl);
  const adminUrl = new URL(database.adminUrl);
  adminUrl.pathname = new URL(database.appUrl).pathname;
  const admin = await connected(adminUrl.href);
  const app = await connected(database.appUrl);
  // What a superuser writes is no act, and waits for nobody.
  await admin.query('alter table access_record disable trigger record_added');
  await admin.query(world);
  const rows = new Map<string, string[]>(questions.map(({ name }) => [name, []]));
  let before = 0;
  for (const size of sizes) {
    const begin = performance.now();
    await seedLog(admin, before, size, sizes.at(-1) ?? size);
    say(`${size} records after ${Math.round((performance.now() - begin) / 1_000)} s; ${await sizesOf(admin)}`);
    before = size;
    for (const question of questions) {
      const asked = await ask(app, question);
      rows.get(question.name)?.push(String(asked.rows), asked.median.toFixed(1), asked.most.toFixed(1));
    }
    show(
      tableOf(
        ['question', ...sizes.slice(0, sizes.indexOf(size) + 1).flatMap((n) => [`${n}: rows`, 'median ms', 'most ms'])],
        [...rows].map(([name, cells]) => [name, ...cells]),
      ),
    );
    if (values.plans) show(await plansOf(adminUrl.href));
  }
  await Promise.all([admin.end(), app.end()]);
} finally {
  await database.stop();
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

async function sizesOf(admin: Client): Promise<string> {
  const { rows } = await admin.query<{ of: string; size: string }>(
    `select c.relname as of, pg_size_pretty(pg_relation_size(c.oid)) as size from pg_class c
     where c.relname in ('access_record', 'access_body', 'access_line', 'access_line_at', 'access_line_keys') order by 1`,
  );
  return rows.map(({ of, size }) => `${of} ${size}`).join(', ');
}
