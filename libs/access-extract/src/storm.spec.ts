import { keyInMemory, newSeed } from '@liaison/transparency-log';
import { sampleExtract, type Sample } from '../../../test/kit/extract-sample.js';
import { seeded } from '../../../test/kit/mutate.js';
import { joined, resealed } from './spec/sealed.js';
import { fileNames, pack, unpack, type Files } from './container.js';
import { verifyExtract } from './verify.js';

let sample: Sample;
let files: Files;
beforeAll(async () => {
  const witnesses = ['nl', 'fr'].map((at) => keyInMemory(`witness.example/${at}`, newSeed()));
  sample = await sampleExtract({ records: 6, log: keyInMemory('liaison.example/log', newSeed()), witnesses });
  files = unpack(sample.bytes).files;
});

describe('a storm', () => {
  const random = seeded(20260302);
  const below = (count: number): number => Math.floor(random() * count);
  const flipped = (bytes: Uint8Array): Uint8Array => {
    const place = below(bytes.length);
    return Uint8Array.from(bytes, (byte, i) => (i === place ? byte ^ (1 << below(8)) : byte));
  };

  it.each([
    ['anywhere in the zip', () => flipped(sample.bytes)],
    [
      'in a file that is packed again',
      () => {
        const name = fileNames[below(fileNames.length)] ?? 'policy';
        return joined(pack({ ...files, [name]: flipped(files[name]) }));
      },
    ],
    [
      'in the records, with a manifest that fits',
      () => resealed(files, { 'records.jsonl': flipped(files['records.jsonl']) }),
    ],
  ])('1,000 bits flipped %s: none is clean', (_, make) => {
    for (let round = 0; round < 1_000; round += 1) expect(verifyExtract(make(), sample.policy).outcome).toBe('refused');
  });

  it('cut off anywhere, and pieces taken out: none is clean', () => {
    for (let round = 0; round < 500; round += 1) {
      const end = below(sample.bytes.length);
      expect(verifyExtract(sample.bytes.subarray(0, end), sample.policy).outcome).toBe('refused');
      const from = below(end + 1);
      const holed = joined([sample.bytes.subarray(0, from), sample.bytes.subarray(end)]);
      if (holed.length < sample.bytes.length) expect(verifyExtract(holed, sample.policy).outcome).toBe('refused');
    }
  });
});
