import { spawnSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { formatLogKey, LogError, logVerifier, verifyProof, type Hash, type PublicKey } from '@liaison/transparency-log';

/** That an entry stands in a log: all that a verifier is given. */
export interface Evidence {
  readonly key: PublicKey;
  readonly checkpoint: string;
  readonly entry: Uint8Array;
  readonly index: number;
  readonly hashes: readonly Hash[];
}

/** Null where it holds, else the reason. */
export type Verdict = string | null;

export function oursOn({ key, checkpoint, entry, index, hashes }: Evidence): Verdict {
  try {
    const policy = { logs: [key], witnesses: [], threshold: 0 };
    verifyProof(entry, { index, hashes, checkpoint: Buffer.from(checkpoint), extra: null }, policy);
    return null;
  } catch (error) {
    if (error instanceof LogError) return error.message;
    throw error;
  }
}

const goPath = '/usr/share/gocode';
/** Debian: golang-go, golang-golang-x-mod-dev. */
export const isGoThere = existsSync(join(goPath, 'src/golang.org/x/mod/sumdb/tlog'));

/** What check.go says to each question; one run for all. */
export function askGo(questions: readonly object[]): Verdict[] {
  const { stdout, stderr } = spawnSync('go', ['run', join(process.cwd(), 'test/access-log/independent/check.go')], {
    input: questions.map((question) => `${JSON.stringify(question)}\n`).join(''),
    env: { ...process.env, GO111MODULE: 'off', GOPATH: goPath, GOFLAGS: '' },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const answers = stdout.trimEnd().split('\n');
  if (answers.length !== questions.length) throw new Error(`Go answered ${answers.length} questions: ${stderr}`);
  return answers.map((answer) => (answer === 'ok' ? null : answer));
}

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** As check.go takes it. */
export const questionOf = ({ key, checkpoint, entry, index, hashes }: Evidence): object => ({
  ...{ key: formatLogKey(key), checkpoint, index },
  entry: base64(entry),
  proof: hashes.map(base64),
});

const load = createRequire(join(process.cwd(), 'package.json'));
const sigstore = join(dirname(load.resolve('@sigstore/verify')), 'tlog');
const { verifyCheckpoint } = load(join(sigstore, 'checkpoint.js')) as {
  verifyCheckpoint: (entry: object, logs: readonly object[]) => object;
};
const { verifyMerkleInclusion } = load(join(sigstore, 'merkle.js')) as {
  verifyMerkleInclusion: (entry: object, checkpoint: object) => void;
};

export function sigstoreOn({ key, checkpoint, entry, index, hashes }: Evidence): Verdict {
  const asked = {
    canonicalizedBody: Buffer.from(entry),
    inclusionProof: {
      logIndex: String(index),
      hashes: hashes.map((hash) => Buffer.from(hash)),
      checkpoint: { envelope: checkpoint },
    },
  };
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key.publicKey]);
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
  try {
    const logs = [{ logID: Buffer.from(logVerifier(key).id), baseURL: key.name, publicKey }];
    verifyMerkleInclusion(asked, verifyCheckpoint(asked, logs));
    return null;
  } catch (error) {
    return String(error);
  }
}
