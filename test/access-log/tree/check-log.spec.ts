import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { Grove } from '../../kit/tree.js';

let grove: Grove;
beforeEach(async () => {
  grove = await Grove.grown(300);
});
afterEach(() => grove.close());

interface Ran {
  readonly code: unknown;
  readonly out: string;
  readonly err: string;
}

/** The server's program as an operator runs it. */
async function checkLog(environment: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const program = ['--import', './scripts/steps/typescript.mjs', 'apps/server/src/main.ts', 'check-log'];
  const { logUrl } = grove.database;
  // The log's own way into the database, and no other.
  const own = { DATABASE_URL: '', DATABASE_LOG_URL: logUrl, LIAISON_LOG_DIR: grove.path };
  const env = { ...process.env, ...own, ...environment };
  const child = spawn(process.execPath, program, { env });
  const [ended, out, err] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
  return { code: (ended as unknown[])[0], out, err };
}

it('of a whole log says how many entries it has, and ends with 0', async () => {
  expect(await checkLog()).toEqual({ code: 0, out: 'liaison: 300 entries, all whole\n', err: '' });
});

it('of a policy that nobody understands says so: nothing is signed meanwhile', async () => {
  await grove.folder.write(new Map([['policy', Buffer.from('log nobody')]]));
  const { code, out } = await checkLog();
  expect({ code, out }).toEqual({
    code: 1,
    out: expect.stringContaining('damaged: policy nothing is signed by it') as string,
  });
});

it('of a log that grows while it is looked at says that it is whole', async () => {
  const { sequencer } = await grove.elect();
  let isLooking = true;
  const ran = checkLog().finally(() => (isLooking = false));
  for (; isLooking; await sequencer.step(1)) await grove.records(1);
  expect(await ran).toEqual({
    code: 0,
    out: expect.stringMatching(/^liaison: \d+ entries, all whole\n$/) as string,
    err: '',
  });
});

it('names each damage, in files, rows and numbers, ends with 1, and changes nothing', async () => {
  const record = (entry: number): string => `(select record from access_entry where entry = ${entry})`;
  const bundle = (await grove.folder.read('tile/entries/000')) ?? new Uint8Array();
  await grove.folder.write(new Map([['tile/entries/000', bundle.map((byte, at) => (at === 40 ? byte ^ 1 : byte))]]));
  await grove.admin.query(`update access_record set bytes = bytes || ' ' where id = ${record(10)}`);
  await grove.admin.query(`delete from access_scope where record = ${record(20)}`);
  const before = await grove.folder.read('checkpoint');

  const { code, out } = await checkLog();
  expect(code).toBe(1);
  expect(out).toMatch(/^liaison: damaged: tile\/0\/000 /m);
  expect(out).toContain('damaged: access_entry 10 was made of another record than the database holds\n');
  expect(out).toContain('damaged: access_body of entry 20 belongs to a scope in which the record has no number\n');
  expect(out).toMatch(/damaged: access_scope the numbers of .* have gaps\n/);
  expect(out).toMatch(/liaison: \d+ damages found\n$/);
  expect(await grove.halted()).toBeNull();
  expect(await grove.folder.read('checkpoint')).toEqual(before);
});

it('says what it needs where that is not set', async () => {
  expect(await checkLog({ DATABASE_URL: grove.database.appUrl, DATABASE_LOG_URL: undefined })).toEqual({
    code: 1,
    out: '',
    err: 'liaison: DATABASE_LOG_URL and LIAISON_LOG_DIR must be set to check the access log\n',
  });
});
