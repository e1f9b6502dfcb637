/** A small seeded generator (mulberry32), so that a failing run can be run again. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const deep = (depth: number): unknown => (depth === 0 ? 'x' : [deep(depth - 1)]);

/** What no honest client sends in the place of anything. */
export const strange: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  1e300,
  2 ** 53,
  2_147_483_648,
  '',
  'x',
  '\u0000',
  'a\u0000b@nl',
  'a\u202Eb',
  '\uD800',
  'x'.repeat(20_001),
  [],
  {},
  [[]],
  deep(40),
  { __proto__: 1 },
  JSON.parse('{"__proto__":{"admin":true}}'),
  { constructor: { prototype: {} } },
  '2025-W10-1',
  '2025-123',
  '0000-01-01',
  '2025-02-30',
  '2025-09-15T08:00:00+23:59',
  '2025-09-15T23:59:60Z',
  '+200000-01-01T00:00:00Z',
  '1/00000000-0000-7000-8000-000000000000',
  '\u0000/00000000-0000-7000-8000-000000000000',
  '1e300',
  '-1',
  'canary-frame',
  '../../etc/passwd',
  "' or 1=1 --",
  '{{7*7}}',
  '00000000-0000-0000-0000-000000000000',
  Array.from({ length: 300 }, () => 'y'),
];

/** The same input with one thing wrong: a value replaced, a key gone, a key too many, or all of it something else. */
export function mutated(input: unknown, random: () => number): unknown {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  if (typeof input !== 'object' || input === null || random() < 0.1) return pick(strange);
  const keys = Object.keys(input);
  const key = keys.length === 0 ? 'x' : pick(keys);
  const copy = structuredClone(input) as Record<string, unknown>;
  const way = random();
  if (way < 0.15) Reflect.deleteProperty(copy, key);
  else if (way < 0.3) copy[pick(['sudo', 'x', 'at', 'seq', 'author', 'constructor'])] = pick(strange);
  else if (way < 0.65) copy[key] = mutated(copy[key], random);
  else copy[key] = pick(strange);
  return copy;
}
