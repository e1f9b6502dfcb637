import type { Answer } from '../kit/browser.js';
import { emptyWorld, type Person, type World } from '../kit/world.js';

/** In the tests everybody sits behind one proxy that says where they are. */
const from = (address: string): Record<string, string> => ({ 'X-Forwarded-For': address });
const home = '203.0.113.7';
let world: World;
let ana: Person;

beforeEach(async () => {
  world = await emptyWorld({ config: { trustedProxies: ['loopback'] } });
  ana = await (await world.agency('NL')).person('ana.visser');
});
afterEach(() => world.close());

const signIn = (address: string, password: string, signInName = ana.signInName): Promise<Answer> =>
  world.stranger().send('POST', '/session', { signInName, password }, from(address));

/** Wrong tries from each of these addresses until the address is refused. */
async function guessed(addresses: readonly string[], nameOf: (n: number) => string): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (const address of addresses)
    for (let n = 0; n < 9; n += 1) statuses.push((await signIn(address, 'guess number one', nameOf(n))).status);
  return statuses;
}

const addresses = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `198.51.100.${n + 1}`);

it('a stranger shuts out nobody but themselves, whether the account exists or not', async () => {
  for (const name of [ana.signInName, 'nobody@nl']) {
    const statuses = await guessed(['198.51.100.1'], () => name);
    expect(statuses).toEqual([...Array<number>(8).fill(401), 429]);
  }
  expect((await signIn('198.51.100.1', ana.password)).status).toBe(429);
  expect((await signIn(home, ana.password)).status).toBe(200);
});

it('many strangers slow an account down, briefly; where its person has signed in before, not at all', async () => {
  expect((await signIn(home, ana.password)).status).toBe(200);
  const statuses = await guessed(addresses(8), () => ana.signInName);
  expect(statuses.filter((status) => status === 401)).toHaveLength(60);
  const elsewhere = await signIn('192.0.2.1', ana.password);
  expect([elsewhere.status, elsewhere.headers.get('retry-after')]).toEqual([429, '10']);
  expect((await signIn(home, ana.password)).status).toBe(200);
  world.clock.stepSeconds(10);
  expect((await signIn('192.0.2.1', ana.password)).status).toBe(200);
});

it('one address that sprays over many accounts is refused after 60, all of its network with it', async () => {
  const spray = async (address: string, count: number): Promise<readonly number[]> => {
    const statuses: number[] = [];
    for (let n = 0; n < count; n += 1) statuses.push((await signIn(address, 'guess', `somebody.${n}@nl`)).status);
    return statuses;
  };
  expect((await spray('2001:db8:1:2::1', 61)).filter((status) => status === 401)).toHaveLength(60);
  expect(await spray('2001:db8:1:2::ffff', 1)).toEqual([429]);
  expect((await signIn('2001:db8:1:3::1', ana.password)).status).toBe(200);
});
