import type { Id, StreamName } from '@liaison/contracts';
import type { Door } from './client/door.js';
import type { Ear } from './client/ear.js';
import { ground } from './operation.js';

interface Where {
  readonly stream: StreamName;
  readonly thread: Id;
  readonly operation: Id;
  readonly person: Id;
  /** Written a moment ago. */
  readonly message: Id;
  readonly seq: number;
  readonly door: Door;
  readonly ear: Ear;
}

/** One way of asking for what others wrote; answers every byte that came. */
export interface Probe {
  readonly name: string;
  readonly ask: (where: Where) => Promise<string>;
}

const stated = `ground=${encodeURIComponent(ground)}`;

const get = (name: string, path: (where: Where) => string): Probe => ({
  name,
  ask: async (where) => (await where.door.call('GET', path(where)).catch(() => ({ text: '' }))).text,
});
const say = (name: string, event: string, input: (where: Where) => object): Probe => ({
  name,
  ask: async (where) => JSON.stringify(await where.ear.ask(event, input(where)).catch(() => null)),
});

/** Every route by which what is said in a compartment reaches a person. */
export const probes: readonly Probe[] = [
  get('page', ({ thread }) => `/threads/${thread}/messages?limit=200&${stated}`),
  get('text', ({ message }) => `/messages/${message}/text?${stated}`),
  get('versions', ({ message }) => `/messages/${message}/versions?${stated}`),
  get('search', () => `/search?q=canary&${stated}`),
  get('inbox', () => '/inbox'),
  get('operation', ({ operation }) => `/operations/${operation}`),
  get('register', ({ operation }) => `/operations/${operation}/register`),
  get('export', ({ operation }) => `/operations/${operation}/register.csv?${stated}`),
  say('fill', 'fill', ({ stream, seq }) => ({ stream, from: Math.max(0, seq - 50) })),
  say('hello', 'hello', ({ stream }) => ({ streams: [{ stream, epoch: null, position: 0 }] })),
  say('own stream', 'fill', ({ person }) => ({ stream: `person:${person}`, from: 0 })),
  say('thread:open', 'thread:open', ({ thread }) => ({ thread, ground })),
];
