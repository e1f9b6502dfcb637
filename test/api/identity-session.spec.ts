import { createHash } from 'node:crypto';
import type { Me, SessionView } from '@liaison/contracts';
import { foundInstallation } from '@liaison/persistence';
import { Client } from 'pg';
import { Browser, reason, type Answer } from '../kit/browser.js';
import { bootServer, type TestServer } from '../kit/server.js';

const token = 'a-token-that-a-test-made-up-just-now-1234567';
const administrator = { signInName: 'administrator@platform', password: 'correct horse battery' };
let server: TestServer;

beforeEach(async () => {
  server = await bootServer();
  const at = server.clock.now();
  const linkHash = createHash('sha256').update(token).digest();
  const linkExpiresAt = new Date(at.getTime() + 86_400_000);
  await foundInstallation(server.database.ownerUrl, { demonstration: false, at, linkHash, linkExpiresAt });
  await new Browser(server).post('/set-password', { token, password: administrator.password });
});
afterEach(() => server.close());

async function signedIn(): Promise<Browser> {
  const browser = new Browser(server);
  await browser.post('/session', administrator);
  return browser;
}

async function records(): Promise<{ class: string; act: string; outcome: string }[]> {
  const client = new Client({ connectionString: server.database.adminUrl });
  await client.connect();
  const { rows } = await client.query<{ class: string; act: string; outcome: string }>(
    'select class, act, outcome from access_record order by at, id',
  );
  await client.end();
  return rows;
}

describe('signing in', () => {
  it('is asked for only of a browser that is not signed in: opening the page is no refused request', async () => {
    const before = new Browser(server);
    expect((await before.get('/session')).body).toEqual({ signedIn: false, demonstration: false });
    expect((await (await signedIn()).get('/session')).body).toEqual({ signedIn: true, demonstration: false });
  });

  it('answers who I am, in a cookie that no script and no other site can use', async () => {
    const answer = await new Browser(server).post<Me>('/session', administrator);
    expect(answer).toMatchObject({
      status: 200,
      body: { installationDuties: ['administrator'], session: { locked: false } },
    });
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-liaison=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/);
  });

  it('keeps only the digest of the reference', async () => {
    const browser = await signedIn();
    const secret = browser.cookieHeader?.split('=')[1] ?? '';
    const client = new Client({ connectionString: server.database.adminUrl });
    await client.connect();
    const { rows } = await client.query<{ row: string }>('select row_to_json(s)::text as row from session s');
    await client.end();
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).not.toContain(secret);
    expect(rows[0]?.row).toContain(createHash('sha256').update(secret).digest('hex'));
  });

  it('with a wrong password or an unknown name answers the same bytes, and both are recorded', async () => {
    const before = (await records()).length;
    const wrong = await new Browser(server).post('/session', { ...administrator, password: 'not this one at all' });
    const unknown = await new Browser(server).post('/session', { ...administrator, signInName: 'nobody@platform' });
    expect(wrong.status).toBe(401);
    expect(unknown.text).toBe(wrong.text);
    const failed = { class: 'sign_in', act: 'session.start', outcome: 'failure' };
    expect((await records()).slice(before)).toEqual([failed, failed]);
  });

  it('that succeeds is recorded', async () => {
    await signedIn();
    expect((await records()).at(-1)).toEqual({ class: 'sign_in', act: 'session.start', outcome: 'success' });
  });

  it('is limited for an account, whether it exists or not, and says when to try again', async () => {
    for (const signInName of [administrator.signInName, 'nobody@platform']) {
      const attempts: Answer[] = [];
      for (let tries = 0; tries < 9; tries += 1)
        attempts.push(await new Browser(server).post('/session', { signInName, password: 'guess number one' }));
      expect(attempts.map((one) => one.status)).toEqual([...Array<number>(8).fill(401), 429]);
      expect(attempts.at(-1)?.headers.get('retry-after')).toBe('60');
    }
    expect((await new Browser(server).post('/session', administrator)).status).toBe(429);
    server.clock.stepSeconds(60);
    expect((await new Browser(server).post('/session', administrator)).status).toBe(200);
  });

  it('refuses fields it does not know, and too much of them', async () => {
    const extra = await new Browser(server).post('/session', { ...administrator, admin: true });
    const long = await new Browser(server).post('/session', { ...administrator, signInName: 'x'.repeat(201) });
    const typed = await new Browser(server).post('/session', { signInName: ['a'], password: 1 });
    expect([extra.status, long.status, typed.status]).toEqual([400, 400, 400]);
  });

  it('from another site, or without our header, is refused', async () => {
    const browser = new Browser(server);
    const foreign = await browser.send('POST', '/session', administrator, { Origin: 'https://elsewhere.example' });
    const bare = await browser.send('POST', '/session', administrator, { 'X-Liaison': '' });
    expect([foreign.status, bare.status, browser.cookieHeader]).toEqual([403, 403, null]);
  });
});

describe('a session', () => {
  it('is asked for at every door', async () => {
    for (const path of ['/me', '/me/sessions'])
      expect(await new Browser(server).get(path)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  });

  it('lasts twelve hours, whatever the person does', async () => {
    const browser = await signedIn();
    for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      server.clock.stepMinutes(20);
      expect((await browser.send('GET', '/me', undefined, browser.byHand)).status).toBe(200);
    }
    server.clock.stepMinutes(20);
    const answer = await browser.send('GET', '/me', undefined, browser.byHand);
    expect([answer.status, reason(answer)]).toEqual([401, undefined]);
  });

  it('is locked after thirty minutes without the person’s own input, requests or not', async () => {
    const browser = await signedIn();
    server.clock.stepMinutes(29);
    expect((await browser.get('/me')).status).toBe(200);
    server.clock.stepMinutes(1);
    const answer = await browser.send('GET', '/me', undefined, browser.byHand);
    expect([answer.status, reason(answer)]).toEqual([401, 'locked']);
    expect(reason(await browser.get('/me'))).toBe('locked');
  });

  it('is unlocked with the password and nothing else', async () => {
    const browser = await signedIn();
    server.clock.stepMinutes(31);
    expect((await browser.post('/session/unlock', { password: 'not this one at all' })).status).toBe(401);
    expect(reason(await browser.get('/me'))).toBe('locked');
    expect((await browser.post('/session/unlock', { password: administrator.password })).status).toBe(200);
    expect((await browser.get('/me')).status).toBe(200);
  });

  it('ends on sign-out, and the browser forgets', async () => {
    const browser = await signedIn();
    const old = browser.cookieHeader ?? '';
    const answer = await browser.delete('/session');
    // Receipts stay in the browser's storage, or whoever signs out early would never look after them.
    expect([answer.status, answer.headers.get('clear-site-data')]).toEqual([204, '"cache", "cookies"']);
    expect((await new Browser(server).send('GET', '/me', undefined, { Cookie: old })).status).toBe(401);
  });

  it('named twice in one header is not believed', async () => {
    const [one, other] = [await signedIn(), await signedIn()];
    const both = `${one.cookieHeader ?? ''}; ${other.cookieHeader ?? ''}`;
    expect((await new Browser(server).send('GET', '/me', undefined, { Cookie: both })).status).toBe(401);
  });

  it('is one of twenty at most: the oldest ends when one more begins', async () => {
    const first = await signedIn();
    for (let more = 0; more < 19; more += 1) {
      server.clock.stepSeconds(1);
      await signedIn();
    }
    expect((await first.get('/me')).status).toBe(200);
    server.clock.stepSeconds(1);
    await signedIn();
    expect((await first.get('/me')).status).toBe(401);
  });

  it('can be seen and ended from another one; nobody else’s can', async () => {
    const [here, there] = [await signedIn(), await signedIn()];
    const sessions = (await here.get<SessionView[]>('/me/sessions')).body;
    expect(sessions.map((session) => session.current).sort()).toEqual([false, true]);
    const other = sessions.find((session) => !session.current)?.id ?? '';
    expect((await here.delete(`/me/sessions/${other}`)).status).toBe(204);
    expect((await there.get('/me')).status).toBe(401);
    const random = await here.delete('/me/sessions/0199502e-1111-7222-8333-444455556666');
    expect((await here.delete(`/me/sessions/${other}`)).text).toBe(random.text);
    expect((await here.delete('/me/sessions/no-id')).text).toBe(random.text);
  });
});

describe('one’s own password', () => {
  const next = 'another long password';

  it('is changed with the present one, and every other session ends', async () => {
    const [here, there] = [await signedIn(), await signedIn()];
    expect((await here.post('/me/password', { current: administrator.password, next })).status).toBe(204);
    expect([(await here.get('/me')).status, (await there.get('/me')).status]).toEqual([200, 401]);
    expect((await new Browser(server).post('/session', administrator)).status).toBe(401);
    expect((await new Browser(server).post('/session', { ...administrator, password: next })).status).toBe(200);
  });

  it('is not changed with a wrong one, nor to a weak one', async () => {
    const browser = await signedIn();
    expect((await browser.post('/me/password', { current: 'not this one at all', next })).status).toBe(403);
    for (const weak of ['elevenchars', administrator.signInName, 'Administrator'])
      expect((await browser.post('/me/password', { current: administrator.password, next: weak })).status).toBe(400);
  });
});

describe('a one-time link', () => {
  it('works once', async () => {
    const again = await new Browser(server).post('/set-password', { token, password: 'a second password' });
    const never = await new Browser(server).post('/set-password', {
      token: 'never-there',
      password: 'a second password',
    });
    expect(again.status).toBe(404);
    expect(again.text).toBe(never.text);
  });
});
