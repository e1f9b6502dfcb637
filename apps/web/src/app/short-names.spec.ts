import { describe, expect, it } from 'vitest';
import { shortNames } from './short-names.js';

const of = (...names: string[]): string[] => [...shortNames(names).entries()].sort().map(([, short]) => short);

describe('short names in the rail', () => {
  it('are a number or the first letters', () => {
    expect(of('HARBOUR', 'VIDTF-17')).toEqual(['HAR', '17']);
  });

  it.each([
    [['BLANK-1', 'KEYS-1']],
    [['JIT-DELTA', 'JIT-MERIDIAN']],
    [['JIT-DELTA', 'JIT-DELFT']],
    [['A 1', 'A-1', 'A1']],
    [['1', 'X-1', 'Y-1']],
  ])('are never alike: %j', (names) => {
    const short = of(...names);
    expect(new Set(short).size).toBe(names.length);
    expect(short.every((one) => one.length >= 1 && one.length <= 4)).toBe(true);
  });
});
