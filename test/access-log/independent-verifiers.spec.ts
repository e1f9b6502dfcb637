import { spawnSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { formatLogKey, logVerifier, tilePath, type Hash } from '@liaison/transparency-log';
import { GrownLog, origin } from './independent/grown-log.js';

const size = 700;
const indices = [0, 1, 255, 256, 300, 511, 512, 699];
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const flipped = (bytes: Uint8Array): Uint8Array => bytes.map((byte, at) => (at === 3 ? byte ^ 1 : byte));

let log: GrownLog;
beforeAll(async () => (log = await GrownLog.of(size)));

const goPath = '/usr/share/gocode';
const withGo = existsSync(join(goPath, 'src/golang.org/x/mod/sumdb/tlog')) ? describe : describe.skip;

withGo('what Go’s x/mod/sumdb says of our log', () => {
  /** One answer for each question. */
  function ask(questions: readonly object[]): string[] {
    const { stdout, stderr } = spawnSync('go', ['run', join(__dirname, 'independent/check.go')], {
      input: questions.map((question) => `${JSON.stringify(question)}\n`).join(''),
      env: { ...process.env, GO111MODULE: 'off', GOPATH: goPath, GOFLAGS: '' },
      encoding: 'utf8',
    });
    if (stdout === '') throw new Error(stderr);
    return stdout.trimEnd().split('\n');
  }

  const inclusion = async (
    index: number,
    change: (question: Record<string, unknown>) => object = (q) => q,
  ): Promise<object> =>
    change({
      key: formatLogKey(log.key),
      checkpoint: await log.checkpoint(size),
      entry: base64(log.entry(index)),
      index,
      proof: (await log.inclusion(index, size)).map(base64),
    });

  const consistency = async (older: number): Promise<Record<string, unknown>> => ({
    key: formatLogKey(log.key),
    checkpoint: await log.checkpoint(size),
    older: await log.head(older),
    proof: (await log.consistency(older, size)).map(base64),
  });

  it('heads and proofs hold, tampered ones do not', async () => {
    const genuine = [
      ...(await Promise.all(indices.map((index) => inclusion(index)))),
      ...(await Promise.all([1, 255, 256, 257, 512, 699].map(consistency))),
    ];
    const tampered = [
      await inclusion(300, (q) => ({ ...q, entry: base64(log.entry(301)) })),
      await inclusion(300, (q) => ({ ...q, index: 301 })),
      await inclusion(300, (q) => ({ ...q, checkpoint: String(q.checkpoint).replace('\n700\n', '\n701\n') })),
      await inclusion(300, (q) => ({ ...q, proof: (q.proof as string[]).slice(1) })),
      { ...(await consistency(256)), older: (await log.head(255)).replace('255', '256') },
      { ...(await consistency(256)), proof: (await log.consistency(257, size)).map(base64) },
    ];
    const answers = ask([...genuine, ...tampered]);
    expect(answers.slice(0, genuine.length)).toEqual(genuine.map(() => 'ok'));
    expect(answers.slice(genuine.length).filter((answer) => answer === 'ok')).toEqual([]);
    expect(answers).toHaveLength(genuine.length + tampered.length);
  });

  it('tiles have its names', () => {
    const tiles = [
      { level: 0, index: 1_234_067, width: 256 },
      { level: 2, index: 3, width: 17 },
      { level: 1, index: 999_999, width: 255 },
    ];
    const questions = tiles.map((tile) => ({ ...tile, tileIndex: tile.index, tilePath: tilePath(tile), index: 0 }));
    expect(ask(questions)).toEqual(tiles.map(() => 'ok'));
  });
});

describe('what @sigstore/verify says of our log', () => {
  const load = createRequire(__filename);
  const folder = join(dirname(load.resolve('@sigstore/verify')), 'tlog');
  const { verifyCheckpoint } = load(join(folder, 'checkpoint.js')) as {
    verifyCheckpoint: (entry: object, logs: readonly object[]) => object;
  };
  const { verifyMerkleInclusion } = load(join(folder, 'merkle.js')) as {
    verifyMerkleInclusion: (entry: object, checkpoint: object) => void;
  };

  function check(entry: Uint8Array, index: number, hashes: readonly Hash[], envelope: string): void {
    const asked = {
      canonicalizedBody: Buffer.from(entry),
      inclusionProof: {
        logIndex: String(index),
        hashes: hashes.map((hash) => Buffer.from(hash)),
        checkpoint: { envelope },
      },
    };
    const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), log.key.publicKey]);
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
    const logID = Buffer.from(logVerifier(log.key).id);
    verifyMerkleInclusion(asked, verifyCheckpoint(asked, [{ logID, baseURL: origin, publicKey }]));
  }

  it('heads and proofs hold, tampered ones do not', async () => {
    const checkpoint = await log.checkpoint(size);
    for (const index of indices) {
      const hashes = await log.inclusion(index, size);
      const entry = log.entry(index);
      expect(() => check(entry, index, hashes, checkpoint)).not.toThrow();
      expect(() => check(flipped(entry), index, hashes, checkpoint)).toThrow();
      expect(() => check(entry, index ^ 1, hashes, checkpoint)).toThrow();
      expect(() => check(entry, index, hashes.map(flipped), checkpoint)).toThrow();
      expect(() => check(entry, index, hashes, checkpoint.replace('\n700\n', '\n701\n'))).toThrow();
    }
  });
});
