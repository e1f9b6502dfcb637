import { zipSync } from 'fflate';
import { keyInMemory, newSeed } from '@liaison/transparency-log';
import { sampleExtract, type Sample } from '../../../test/kit/extract-sample.js';
import { faultsOf, joined, resealed, sealed } from './spec/sealed.js';
import { fileNames, mostBytes, unpack, type FileName, type Files } from './container.js';
import { verifyExtract } from './verify.js';

const log = keyInMemory('liaison.example/log', newSeed());
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

let sample: Sample;
let files: Files;
beforeAll(async () => {
  sample = await sampleExtract({ records: 6, log });
  files = unpack(sample.bytes).files;
});

describe('the files', () => {
  it.each(['README.txt', 'LOOK.html', 'names.json'] as const)('%s is the one that was packed', (name) => {
    const changed = sealed(files, { [name]: encode('{"x":"something else"}') });
    expect(faultsOf(changed, sample.policy)).toContain(`altered ${name}`);
  });

  it('lines are written in one way', () => {
    const text = new TextDecoder().decode(files['records.jsonl']);
    const [first = ''] = text.split('\n');
    const cases = [
      text.slice(0, -1),
      `\ufeff${text}`,
      text.replaceAll('\n', '\r\n'),
      `\n${text}`,
      text.replace('{', '{ '),
      text.replace('{', '{"a":1,'),
      text.replace(first, `${first.slice(0, -1)},"salt":"x"}`),
      text.replace('"n":', '"n":1.5,"m":'),
      text.replace('🦘', '\\ud83e'),
      '[]\n',
    ];
    for (const one of cases)
      expect(
        faultsOf(resealed(files, { 'records.jsonl': encode(one) }), sample.policy).some((fault) =>
          fault.startsWith('malformed records.jsonl'),
        ),
      ).toBe(true);
  });

  it('are not more than the program holds, and no zip of others is taken', () => {
    const plain = Object.fromEntries(fileNames.map((name) => [name, new Uint8Array(files[name])]));
    const bomb = zipSync({ ...plain, 'README.txt': new Uint8Array(10_000_000) }, { level: 9 });
    const cases: readonly (readonly [Uint8Array, string])[] = [
      [zipSync(plain, { level: 0 }), 'another program'],
      [bomb, 'compressed'],
      [zipSync({ ...plain, '../x': new Uint8Array(1) }, { level: 0 }), 'does not belong'],
      [zipSync({ ...plain, '/etc/passwd': new Uint8Array(1) }, { level: 0 }), 'does not belong'],
      [joined([sample.bytes, Uint8Array.of(0)]), 'beside its files'],
      [joined([Uint8Array.of(0), sample.bytes]), ''],
      [twice('policy'), 'twice'],
      [new Uint8Array(sample.bytes).subarray(0, -1), 'zip'],
      [new Uint8Array(), 'no zip'],
      [new Uint8Array(256 * 1024 * 1024 + 1), 'larger than'],
    ];
    for (const [bytes, reason] of cases) {
      const { outcome, faults } = verifyExtract(bytes, sample.policy);
      expect(outcome).toBe('refused');
      expect(faults.map(({ kind }) => kind)).toEqual(['container']);
      expect(faults[0]?.message).toMatch(reason);
    }
  });

  it('that would be more than a checker takes are not packed either', async () => {
    await expect(sampleExtract({ records: 1, log, look: new Uint8Array(mostBytes - 10_000) })).rejects.toThrow(
      'is larger than 256 MiB',
    );
  });

  it('that all name the same bytes are refused before they are read', () => {
    const plain = Object.fromEntries(
      fileNames.map((name) => [name, new Uint8Array(name === 'policy' ? 3_000_000 : 9)]),
    );
    const { faults } = verifyExtract(allNaming('policy', zipSync(plain, { level: 0 })), sample.policy);
    expect(faults).toEqual([
      { kind: 'container', where: 'the zip', message: expect.stringContaining('more than its bytes') as string },
    ]);
  });

  it('of lines without end are given up, quickly and with the reason', () => {
    const faultsAt = (text: string): readonly string[] =>
      faultsOf(resealed(files, { 'records.jsonl': encode(text) }), sample.policy);
    expect(faultsAt('\n'.repeat(1_000_000))).toContain('malformed records.jsonl');
    const many = faultsAt('x\n'.repeat(90_000));
    expect(many.length).toBeLessThan(1_100);
    expect(many).toContain('malformed records.jsonl, line 1');
    expect(many).toContain('malformed records.jsonl');
  });

  it.each(fileNames)('%s may not be absent', (name) => {
    const parts = fileNames.filter((one) => one !== name).map((one) => [one, new Uint8Array(files[one])] as const);
    expect(faultsOf(zipSync(Object.fromEntries(parts), { level: 0 }), sample.policy)).toEqual(['container the zip']);
  });
});

/** The zip with the last name in its directory replaced by another that is there already. */
function twice(name: 'policy'): Uint8Array {
  const plain = Object.fromEntries(fileNames.map((one) => [one === 'LOOK.html' ? 'polic_' : one, files[one]]));
  const bytes = Buffer.from(zipSync(plain, { level: 0 }));
  for (let found = bytes.indexOf('polic_'); found >= 0; found = bytes.indexOf('polic_')) bytes.write(name, found);
  return new Uint8Array(bytes);
}

/** The zip whose directory says of each file that it is where one of them is. */
function allNaming(name: FileName, zip: Uint8Array): Uint8Array {
  const bytes = Buffer.from(zip);
  const places: number[] = [];
  const mark = Buffer.from('PK\x01\x02', 'latin1');
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) places.push(at);
  const nameAt = (at: number): string => bytes.toString('latin1', at + 46, at + 46 + bytes.readUInt16LE(at + 28));
  const from = places.find((at) => nameAt(at) === name) ?? 0;
  // Checksum and sizes, and where the file begins.
  for (const at of places) {
    bytes.copy(bytes, at + 16, from + 16, from + 28);
    bytes.copy(bytes, at + 42, from + 42, from + 46);
  }
  return new Uint8Array(bytes);
}
