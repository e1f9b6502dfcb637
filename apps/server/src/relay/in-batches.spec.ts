import { InBatches } from './in-batches.js';

describe('what comes while a batch is under way', () => {
  it('goes together into the next one, each with its own outcome', async () => {
    const sizes: number[] = [];
    const batches = new InBatches((items: readonly number[]) => {
      sizes.push(items.length);
      return Promise.resolve(
        items.map((item): PromiseSettledResult<number> =>
          item === 3 ? { status: 'rejected', reason: new Error('three') } : { status: 'fulfilled', value: item * 2 },
        ),
      );
    });
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map((item) => batches.add(item)));
    expect(sizes).toEqual([1, 3]);
    expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : 'refused'))).toEqual([2, 4, 'refused', 8]);
    expect(await batches.add(5)).toBe(10);
  });

  it('is refused as a whole where the batch fails, and the next one begins anew', async () => {
    let fails = true;
    const batches = new InBatches((items: readonly number[]) =>
      fails
        ? Promise.reject(new Error('gone'))
        : Promise.resolve(items.map((value) => ({ status: 'fulfilled', value }) as const)),
    );
    await expect(batches.add(1)).rejects.toThrow('gone');
    fails = false;
    expect(await batches.add(2)).toBe(2);
  });

  it('does not wait for long for a batch that hangs', async () => {
    const batches = new InBatches((items: readonly string[]): Promise<readonly PromiseSettledResult<string>[]> =>
      items.includes('hangs')
        ? new Promise(() => undefined)
        : Promise.resolve(items.map((value) => ({ status: 'fulfilled', value }) as const)),
    );
    void batches.add('hangs');
    expect(await batches.add('goes on')).toBe('goes on');
  });
});
