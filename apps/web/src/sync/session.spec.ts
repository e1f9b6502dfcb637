import type { Me } from '@liaison/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Api } from './api.js';
import { InputWatch } from './input-watch.js';
import { Session } from './session.js';
import { Tabs } from './tabs.js';

const me = (name: string): Me => ({ person: { id: name } }) as unknown as Me;
const problem = (reason?: string) => ({
  type: '',
  title: '',
  status: 401,
  code: 'unauthenticated',
  detail: '',
  reason,
});

/** Who the server says is there. */
let there: Me | 'nobody' | 'locked' | 'away' = 'nobody';
let done: string[] = [];

const ask: typeof fetch = async (input, init) => {
  await Promise.resolve();
  const path = input as string;
  if (there === 'away') throw new TypeError('no connection');
  if (path === '/session' && init?.method === 'GET')
    return Response.json({ signedIn: there !== 'nobody', demonstration: true });
  if (init?.method === 'DELETE') return new Response(null, { status: 204 });
  if (there === 'nobody') return Response.json(problem(), { status: 401 });
  if (there === 'locked') return Response.json(problem('locked'), { status: 401 });
  return Response.json(there);
};

const newSession = (): Session =>
  new Session({
    api: new Api('', () => false, ask),
    input: new InputWatch(() => Date.now(), null),
    tabs: new Tabs(),
    changed: () => undefined,
    begun: () => done.push('begun'),
    covered: () => done.push('covered'),
    forgotten: () => done.push('forgotten'),
  });

async function signedIn(name: string): Promise<Session> {
  const session = newSession();
  there = me(name);
  await session.signIn(name, '');
  done = [];
  return session;
}

beforeEach(() => {
  vi.useFakeTimers();
  there = 'nobody';
  done = [];
});
afterEach(() => vi.useRealTimers());

describe('a page that starts', () => {
  it('asks until somebody answers, and sends nobody to sign in meanwhile', async () => {
    there = 'away';
    const session = newSession();
    await session.start();
    expect(session.state).toMatchObject({ at: 'starting', problem: { code: 'offline' } });
    there = me('luc');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(session.state.at).toBe('in');
  });
});

describe('a session that is over', () => {
  it('covers everything, and what the same person had begun is there when they are back', async () => {
    const session = await signedIn('luc');
    there = 'nobody';
    await session.check();
    expect(session.state).toMatchObject({ at: 'out', reason: 'expired' });
    there = me('luc');
    await session.signIn('luc', '');
    expect(done).toEqual(['covered', 'begun']);
  });

  it('leaves nothing to anybody else', async () => {
    const session = await signedIn('luc');
    session.ended('revoked');
    there = me('ana');
    await session.signIn('ana', '');
    expect(done).toEqual(['covered', 'forgotten', 'begun']);
  });

  it('is only locked when the server says so', async () => {
    const session = await signedIn('luc');
    there = 'locked';
    await session.check();
    expect(session.state.at).toBe('locked');
    expect(done).toEqual(['covered']);
  });
});

describe('signing out', () => {
  it('leaves nothing here at once, and tells the server as soon as that is possible', async () => {
    const session = await signedIn('luc');
    there = 'away';
    await session.signOut();
    expect(done).toEqual(['covered', 'forgotten']);
    expect(session.state).toMatchObject({ at: 'out', reason: 'untold' });
    there = 'nobody';
    await vi.advanceTimersByTimeAsync(1_000);
    expect(session.state).toMatchObject({ at: 'out', reason: 'signed_out' });
  });
});
