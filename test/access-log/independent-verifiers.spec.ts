import { tilePath } from '@liaison/transparency-log';
import { GrownLog } from './independent/grown-log.js';
import { askGo, base64, isGoThere, questionOf, sigstoreOn, type Evidence } from './independent/verifiers.js';

const size = 700;
const indices = [0, 1, 255, 256, 300, 511, 512, 699];
const flipped = (bytes: Uint8Array): Uint8Array => bytes.map((byte, at) => (at === 3 ? byte ^ 1 : byte));

let log: GrownLog;
beforeAll(async () => (log = await GrownLog.of(size)));

const inclusion = async (index: number): Promise<Evidence> => ({
  key: log.key,
  checkpoint: await log.checkpoint(size),
  entry: log.entry(index),
  index,
  hashes: await log.inclusion(index, size),
});

const withGo = isGoThere ? describe : describe.skip;

withGo('what Go’s x/mod/sumdb says of our log', () => {
  const consistency = async (older: number): Promise<object> => ({
    ...questionOf(await inclusion(0)),
    older: await log.head(older),
    proof: (await log.consistency(older, size)).map(base64),
  });

  it('heads and proofs hold, tampered ones do not', async () => {
    const genuine = [
      ...(await Promise.all(indices.map(inclusion))).map(questionOf),
      ...(await Promise.all([1, 255, 256, 257, 512, 699].map(consistency))),
    ];
    const evidence = await inclusion(300);
    const tampered = [
      questionOf({ ...evidence, entry: log.entry(301) }),
      questionOf({ ...evidence, index: 301 }),
      questionOf({ ...evidence, checkpoint: evidence.checkpoint.replace('\n700\n', '\n701\n') }),
      questionOf({ ...evidence, hashes: evidence.hashes.slice(1) }),
      { ...(await consistency(256)), older: (await log.head(255)).replace('255', '256') },
      { ...(await consistency(256)), proof: (await log.consistency(257, size)).map(base64) },
    ];
    const verdicts = askGo([...genuine, ...tampered]);
    expect(verdicts.slice(0, genuine.length)).toEqual(genuine.map(() => null));
    expect(verdicts.slice(genuine.length)).not.toContain(null);
  });

  it('tiles have its names', () => {
    const tiles = [
      { level: 0, index: 1_234_067, width: 256 },
      { level: 2, index: 3, width: 17 },
      { level: 1, index: 999_999, width: 255 },
    ];
    const questions = tiles.map((tile) => ({ ...tile, tileIndex: tile.index, tilePath: tilePath(tile), index: 0 }));
    expect(askGo(questions)).toEqual(tiles.map(() => null));
  });
});

describe('what @sigstore/verify says of our log', () => {
  it('heads and proofs hold, tampered ones do not', async () => {
    for (const evidence of await Promise.all(indices.map(inclusion))) {
      const { entry, index, hashes, checkpoint } = evidence;
      expect(sigstoreOn(evidence)).toBeNull();
      for (const tampered of [
        { entry: flipped(entry) },
        { index: index ^ 1 },
        { hashes: hashes.map(flipped) },
        { checkpoint: checkpoint.replace('\n700\n', '\n701\n') },
      ])
        expect(sigstoreOn({ ...evidence, ...tampered })).not.toBeNull();
    }
  });
});
