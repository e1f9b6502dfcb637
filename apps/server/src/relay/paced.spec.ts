import { setImmediate as turn } from 'node:timers/promises';
import { Paced } from './paced.js';

describe('work on keys', () => {
  const done: string[][] = [];
  const paced = new Paced<string>((keys) => void done.push([...keys]));
  beforeEach(() => (done.length = 0));
  afterEach(() => jest.useRealTimers());

  it('is done once for all that is asked in a turn', async () => {
    for (const key of ['a', 'b', 'a']) paced.ask(key);
    await turn();
    expect(done).toEqual([['a', 'b']]);
  });

  it('waits while a key rests, and for that key alone', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    paced.rest('a', 5);
    for (const key of ['a', 'b', 'a']) paced.ask(key);
    await turn();
    expect(done).toEqual([['b']]);
    jest.advanceTimersByTime(4);
    await turn();
    expect(done).toEqual([['b']]);
    jest.advanceTimersByTime(1);
    await turn();
    expect(done).toEqual([['b'], ['a']]);
  });
});
