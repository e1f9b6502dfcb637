import { LogError } from '@liaison/transparency-log';
import { digestOf } from './digest.js';
import { formatEntry, parseEntry } from './entry.js';
import { newSalt } from './salt.js';
import { scopeDigest, scopesOf, type ScopeNumber } from './scope.js';

const record = Buffer.from('{"a":1}');
const [nl, fr, op] = ['nl', 'fr', 'op'];
const number: ScopeNumber = { kind: 'agency', agency: nl, operation: op, n: 7 };

const faultOf = (bytes: Uint8Array): string => {
  try {
    parseEntry(bytes);
    return 'none';
  } catch (error) {
    return error instanceof LogError ? `${error.fault}: ${error.message}` : 'another error';
  }
};

describe('an entry', () => {
  const digests = [2, 1, 3, 4, 5, 6, 7, 8].map((n) => scopeDigest('salt', { ...number, n }));
  const entry = formatEntry(record, digests);

  it('is canonical JSON of the record’s digest and the sorted digests of its numbers', () => {
    const sorted = [...digests].sort().map((one) => `"${one}"`);
    expect(Buffer.from(entry).toString()).toBe(
      `{"record":"${digestOf(record)}","scopes":[${sorted.join(',')}],"version":1}`,
    );
    expect(parseEntry(entry)).toEqual({ record: digestOf(record), scopes: [...digests].sort() });
  });

  it('tells by its length to nobody how many may read the record', () => {
    const scopesOf = (count: number): readonly string[] =>
      parseEntry(formatEntry(record, digests.concat(scopeDigest('salt', { ...number, n: 9 })).slice(0, count))).scopes;
    expect([0, 1, 8, 9].map((count) => scopesOf(count).length)).toEqual([8, 8, 8, 16]);
    expect(scopesOf(2)).toEqual(expect.arrayContaining(digests.slice(0, 2)));
    expect(scopesOf(2)).not.toEqual(scopesOf(2));
  });

  it('is refused when written in any other way', () => {
    const text = Buffer.from(entry).toString();
    const [first = '', second = ''] = [...digests].sort();
    const cases: readonly (readonly [string, string])[] = [
      [`${text} `, 'canonical'],
      [text.replace('1}', '1,"version":1}'), 'canonical'],
      [text.replace('1}', '2}'), 'unknown version'],
      [text.replace('1}', '1,"x":1}'), 'a field too many'],
      [text.replace(',"version":1', ''), 'no field "version"'],
      [text.replace(first, second), 'there twice'],
      [text.replace(first, first.slice(1)), 'no list of digests'],
      [text.replace(digestOf(record), ''), 'is no digest'],
      [text.replace(`"${first}",`, ''), '7 digests'],
      [text.replace(/\[.*\]/, '[]'), '0 digests'],
      ['[]', 'no JSON object'],
      ['', 'no JSON object'],
    ];
    for (const [bytes, reason] of cases) expect(faultOf(Buffer.from(bytes))).toContain(reason);
  });

  it('is refused for each flipped bit, or is another entry', () => {
    for (let at = 0; at < entry.length * 8; at += 1) {
      const flipped = Uint8Array.from(entry, (byte, place) => (place === at >> 3 ? byte ^ (1 << (at & 7)) : byte));
      if (faultOf(flipped) === 'none') expect(parseEntry(flipped)).not.toEqual(parseEntry(entry));
    }
  });
});

describe('the digest of a number', () => {
  it('is another one for each part of it', () => {
    const others = [{ kind: 'oversight' }, { agency: fr }, { operation: null }, { n: 8 }] as const;
    const all = [number, ...others.map((one) => ({ ...number, ...one }))].map((one) => scopeDigest('salt', one));
    expect(new Set([...all, scopeDigest(newSalt(), number)]).size).toBe(6);
  });
});

describe('the scopes of a record', () => {
  const facts = { class: 'consultation', agency: nl, operation: op, subjectAgencies: [fr, nl], overseers: [] } as const;

  it('are the actor’s agency, each owner’s, and the oversight of the operation', () => {
    expect(scopesOf(facts)).toEqual([
      { kind: 'agency', agency: nl, operation: op },
      { kind: 'agency', agency: fr, operation: op },
      { kind: 'oversight', agency: null, operation: op },
    ]);
  });

  it('do not tell owners of refusals and of looks at the log', () => {
    for (const kind of ['denial', 'log_access'] as const)
      expect(scopesOf({ ...facts, class: kind, operation: null })).toEqual([
        { kind: 'agency', agency: nl, operation: null },
      ]);
  });

  it('of looks at the log outside of operations are also the oversight of agencies that host', () => {
    const look = { ...facts, class: 'log_access', operation: null, overseers: [fr, nl] } as const;
    expect(scopesOf(look)).toEqual([
      { kind: 'agency', agency: nl, operation: null },
      { kind: 'oversight', agency: fr, operation: null },
      { kind: 'oversight', agency: nl, operation: null },
    ]);
  });
});
