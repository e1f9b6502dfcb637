import { setImmediate as turn } from 'node:timers/promises';
import { Lanes } from './lanes.js';

describe('lanes', () => {
  it('take so many at a time, the others in their order, and go on after a failure', async () => {
    const lanes = new Lanes(2);
    const begun: number[] = [];
    const endings: ((failed: boolean) => void)[] = [];
    const all = [0, 1, 2, 3].map((n) =>
      lanes.run(
        () =>
          new Promise<number>((resolve, reject) => {
            begun.push(n);
            endings.push((failed) => (failed ? reject(new Error('failed')) : resolve(n)));
          }),
      ),
    );
    const outcomes = Promise.allSettled(all);
    await turn();
    expect(begun).toEqual([0, 1]);
    endings[1]?.(true);
    await turn();
    expect(begun).toEqual([0, 1, 2]);
    endings[0]?.(false);
    await turn();
    endings[2]?.(false);
    endings[3]?.(false);
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  });

  it('are not taken for long by what hangs', async () => {
    const lanes = new Lanes(1);
    void lanes.run(() => new Promise(() => undefined));
    expect(await lanes.run(() => Promise.resolve('goes on'))).toBe('goes on');
  });
});
