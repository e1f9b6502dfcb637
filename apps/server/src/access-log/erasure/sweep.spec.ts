import type { UnitOfWork } from '@liaison/persistence';
import { rootLog } from '../../platform/logging/log.js';
import type { Metrics } from '../../platform/metrics/metrics.js';
import { Sweep } from './sweep.js';

const metrics = { sweepIsBehind: () => undefined } as unknown as Metrics;

beforeEach(() => {
  jest.useFakeTimers();
  jest.spyOn(rootLog, 'warn').mockReturnValue(undefined);
});
afterEach(() => jest.useRealTimers());

it('tries again in a minute what stood behind something else for too long, and then in an hour', async () => {
  let tries = 0;
  const quietly = (): Promise<false> => {
    tries += 1;
    return tries === 1 ? Promise.reject(new Error('statement timeout')) : Promise.resolve(false);
  };
  const sweep = new Sweep({ quietly } as unknown as UnitOfWork, metrics);
  sweep.onApplicationBootstrap();
  await sweep.run();
  const before = tries;
  await jest.advanceTimersByTimeAsync(59_000);
  expect(tries).toBe(before);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(tries).toBe(before + 2);
  await jest.advanceTimersByTimeAsync(3_000_000);
  expect(tries).toBe(before + 2);
  await sweep.onModuleDestroy();
});

it('has one retry before it, however often it has failed meanwhile', async () => {
  const quietly = (): Promise<false> => Promise.reject(new Error('statement timeout'));
  const sweep = new Sweep({ quietly } as unknown as UnitOfWork, metrics);
  for (let n = 0; n < 3; n += 1) await sweep.run();
  expect(jest.getTimerCount()).toBe(1);
  await sweep.onModuleDestroy();
});
