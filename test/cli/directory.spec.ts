import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import type { AgencyPerson, AgencyRef, NewAgency, NewPerson } from '@liaison/contracts';
import { foundInstallation } from '@liaison/persistence';
import { Browser } from '../kit/browser.js';
import { CommandLine } from '../kit/command-line.js';
import { rowsOf } from '../kit/log.js';
import { bootServer, type TestServer } from '../kit/server.js';

const administrator = 'administrator@platform';
const password = 'correct horse battery staple';
let server: TestServer;
let admin: CommandLine;

beforeAll(async () => {
  server = await bootServer();
  const at = server.clock.now();
  const linkHash = createHash('sha256').update(firstToken).digest();
  const linkExpiresAt = new Date(at.getTime() + 86_400_000);
  await foundInstallation(server.database.ownerUrl, { demonstration: false, at, linkHash, linkExpiresAt });
  await spend(firstToken);
  admin = new CommandLine(server.url);
});
afterAll(async () => {
  admin.close();
  await server.close();
});

const firstToken = 'a-token-that-a-test-made-up-just-now-1234567';
const spend = (token: string) => new Browser(server).post('/set-password', { token, password });
const tokenOf = (link: { readonly path: string }): string => link.path.split('#')[1] ?? '';

describe('signing in at the command line', () => {
  it('keeps the session where only its owner can read it, and forgets it when signing out', async () => {
    const line = new CommandLine(server.url);
    const signedIn = await line.run(['sign-in', administrator], `${password}\n`);
    expect(signedIn).toMatchObject({ exit: 0, err: '' });
    expect(signedIn.out).toContain('Administrator');
    expect(statSync(line.sessionFile).mode & 0o777).toBe(0o600);
    expect(readFileSync(line.sessionFile, 'utf8')).not.toContain(password);
    expect((await line.run(['agency', 'list'])).exit).toBe(0);
    const kept = JSON.parse(readFileSync(line.sessionFile, 'utf8')) as { sessions: { cookie: string }[] };
    expect((await line.run(['sign-out'])).exit).toBe(0);
    expect(existsSync(line.sessionFile)).toBe(false);
    const cookie = kept.sessions[0]?.cookie ?? '';
    expect((await fetch(`${server.url}/api/v1/me`, { headers: { cookie } })).status).toBe(401);
    line.close();
  });

  it('with a wrong password ends with 4 and keeps nothing', async () => {
    const line = new CommandLine(server.url);
    const refused = await line.run(['sign-in', administrator], 'not the password\n');
    expect(refused).toMatchObject({ exit: 4, out: '' });
    expect(existsSync(line.sessionFile)).toBe(false);
    line.close();
  });

  it('uses no session that others could have read', async () => {
    const line = new CommandLine(server.url);
    await line.run(['sign-in', administrator], `${password}\n`);
    chmodSync(line.sessionFile, 0o644);
    const refused = await line.run(['agency', 'list']);
    expect(refused.exit).toBe(4);
    expect(refused.err).toContain('can be read by others');
    line.close();
  });
});

describe('exit codes', () => {
  it.each([
    [['agency', 'list'], 4],
    [['agency', 'lst'], 2],
    [['agency', 'add', 'NL'], 2],
    [['--nonsense'], 2],
    [['agency', 'list', '--url', 'http://liaison.example'], 2],
    [['doctor', '--url', 'http://127.0.0.1:9'], 3],
    [['--help'], 0],
    [['--version'], 0],
  ])('%j ends with %i', async (args, exit) => {
    const line = new CommandLine(server.url);
    expect((await line.run(args)).exit).toBe(exit);
    line.close();
  });
});

describe('doctor', () => {
  const ready = async (): Promise<string> => (await fetch(`${server.url}/health/ready`)).text();

  it('tells a stranger only that somebody answers', async () => {
    const line = new CommandLine(server.url);
    const { findings } = await line.json<{ findings: { check: string; state: string }[] }>(['doctor']);
    expect(findings.map(({ check, state }) => `${check} ${state}`)).toEqual(
      expect.arrayContaining(['reachable ok', 'ready ok', 'session skipped', 'schema skipped']),
    );
    line.close();
  });

  it('says that the access log is halted, and ends with 1', async () => {
    const { adminUrl } = server.database;
    const line = new CommandLine(server.url);
    await rowsOf(adminUrl, `update log_head set halted = 'entry 3 is not what the tree holds', halted_at = now()`);
    while (!(await ready()).includes('read_only'));
    const { exit, out } = await line.run(['doctor']);
    expect(exit).toBe(1);
    expect(out).toMatch(/halted since 20\S+Z; why, says the server’s own log/);
    expect(await ready()).not.toContain('entry 3');
    await rowsOf(adminUrl, 'update log_head set halted = null, halted_at = null');
    while ((await ready()).includes('read_only'));
    line.close();
  });

  it('shows the administrator versions and schema', async () => {
    await admin.run(['sign-in', administrator], `${password}\n`);
    const { findings } = await admin.json<{ findings: { check: string; state: string }[] }>(['doctor']);
    const states = Object.fromEntries(findings.map(({ check, state }) => [check, state]));
    expect(states).toMatchObject({ session: 'ok', version: 'ok', schema: 'ok', data: 'ok' });
  });
});

describe('agencies and people', () => {
  let coordinator: CommandLine;

  beforeAll(() => {
    coordinator = new CommandLine(server.url);
  });
  afterAll(() => coordinator.close());

  it('the administrator adds an agency and gets the link of its first coordinator, and no more', async () => {
    await admin.run(['sign-in', administrator], `${password}\n`);
    const args = ['agency', 'add', 'NL', '--name', 'Politie', '--country', 'NL', '--coordinator', 'Ana Visser'];
    const unsure = await admin.run([...args, '--handle', 'ana.visser']);
    expect(unsure).toMatchObject({ exit: 2, out: '' });
    const made = await admin.json<NewAgency>([...args, '--handle', 'ana.visser', '--yes']);
    await spend(tokenOf(made));
    expect((await admin.json<AgencyRef[]>(['agency', 'list'])).map((one) => one.code)).toEqual(['NL']);
    expect((await admin.run(['agency', 'policy', '--ground', 'off', '--yes'])).exit).toBe(1);
    expect((await coordinator.run(['sign-in', 'ana.visser@nl'], `${password}\n`)).exit).toBe(0);
  });

  it('the coordinator adds people with duties, gives new links and ends their access', async () => {
    const line = coordinator;
    const added = await line.json<NewPerson>([
      'person',
      'add',
      'bo.smit',
      '--name',
      'Bo Smit',
      '--duty',
      'coordinator',
    ]);
    expect(tokenOf(added)).toHaveLength(43);
    const link = await line.json<{ path: string }>(['person', 'link', 'bo.smit']);
    expect((await spend(tokenOf(added))).status).toBe(404);
    expect((await spend(tokenOf(link))).status).toBe(204);
    const people = await line.json<AgencyPerson[]>(['person', 'list']);
    expect(people.map((one) => [one.handle, one.duties])).toEqual([
      ['ana.visser', ['coordinator']],
      ['bo.smit', ['coordinator']],
    ]);
    expect((await line.json<AgencyPerson>(['person', 'deactivate', 'bo.smit@nl', '--yes'])).active).toBe(false);
    expect((await line.run(['person', 'deactivate', 'nobody', '--yes'])).exit).toBe(2);
  });
});
