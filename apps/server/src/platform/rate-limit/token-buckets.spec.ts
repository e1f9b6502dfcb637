import { TokenBuckets } from './token-buckets.js';

describe('token buckets', () => {
  let now = 0;
  const buckets = (): TokenBuckets => new TokenBuckets({ now: () => new Date(now) }, { burst: 2, secondsEach: 30 });
  beforeEach(() => {
    now = 0;
  });

  it('allow a burst and then say how long to wait', () => {
    const some = buckets();
    expect([some.take('a'), some.take('a'), some.take('a')]).toEqual([0, 0, 30]);
    now = 20_000;
    expect(some.take('a')).toBe(10);
    now = 30_000;
    expect(some.take('a')).toBe(0);
  });

  it('count what is much work as several, never as more than the whole bucket', () => {
    const some = buckets();
    expect([some.take('a', 2), some.take('a', 1), some.take('b', 50), some.take('b', 2)]).toEqual([0, 30, 0, 60]);
  });

  it('keep keys apart', () => {
    const some = buckets();
    some.take('a');
    some.take('a');
    expect(some.take('b')).toBe(0);
  });

  it('take back what was honest, never beyond the burst', () => {
    const some = buckets();
    some.take('a');
    some.giveBack('a');
    some.giveBack('a');
    expect([some.take('a'), some.take('a'), some.take('a')]).toEqual([0, 0, 30]);
  });
});
