import { setImmediate as turn } from 'node:timers/promises';
import { LookUps } from './look-ups.js';

/** Answers when it is told to. */
class Slow {
  readonly questions: {
    readonly keys: readonly string[];
    answer(known: Record<string, number>): void;
    fail(): void;
  }[] = [];

  readonly lookUps = new LookUps<number>(
    (keys) =>
      new Promise((resolve, reject) => {
        const answer = (known: Record<string, number>): void => resolve(new Map(Object.entries(known)));
        this.questions.push({ keys, answer, fail: () => reject(new Error('gone')) });
      }),
  );
}

describe('look-ups', () => {
  it('go at once when idle, and together while two are under way', async () => {
    const slow = new Slow();
    const asked = ['a', 'b', 'c', 'd', 'c'].map((key) => slow.lookUps.find(key));
    expect(slow.questions.map(({ keys }) => keys)).toEqual([['a'], ['b']]);
    slow.questions[0]?.answer({ a: 1 });
    expect(await asked[0]).toBe(1);
    await turn();
    expect(slow.questions.map(({ keys }) => keys)).toEqual([['a'], ['b'], ['c', 'd']]);
    slow.questions[2]?.answer({ c: 3 });
    slow.questions[1]?.answer({ b: 2 });
    expect(await Promise.all(asked)).toEqual([1, 2, 3, null, 3]);
  });

  it('that ask again are never given what was found before they asked', async () => {
    const slow = new Slow();
    const before = slow.lookUps.find('a');
    const again = slow.lookUps.find('a');
    slow.questions[0]?.answer({ a: 1 });
    slow.questions[1]?.answer({});
    expect(await Promise.all([before, again])).toEqual([1, null]);
  });

  it('fail with their question, and the next are asked', async () => {
    const slow = new Slow();
    const asked = ['a', 'b', 'c'].map((key) => slow.lookUps.find(key));
    slow.questions[0]?.fail();
    await expect(asked[0]).rejects.toThrow('gone');
    await turn();
    expect(slow.questions[2]?.keys).toEqual(['c']);
    slow.questions[1]?.answer({ b: 2 });
    slow.questions[2]?.answer({ c: 3 });
    expect(await Promise.all(asked.slice(1))).toEqual([2, 3]);
  });
});
