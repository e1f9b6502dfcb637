import { decodeText, encodeText, parseCount, toBase64, toHex } from './bytes.js';
import { parseCheckpoint, parseHash, type Checkpoint } from './checkpoint.js';
import { verifyConsistency } from './consistency.js';
import { sha256 } from './digest.js';
import { logVerifier, type PublicKey } from './keys.js';
import { LogError } from './log-error.js';
import { emptyRoot, type Hash } from './tree.js';
import {
  formatNote,
  formatSignature,
  isBy,
  parseNote,
  saidBy,
  signText,
  type Note,
  type Signer,
  type Verifier,
} from './note.js';

/** Of the answer 409: the size of the tree that the witness has cosigned last, in `text/x.tlog.size`. */
export function parseSizeAnswer(bytes: Uint8Array): number {
  const text = decodeText(bytes);
  if (!text.endsWith('\n')) throw new LogError('malformed', 'the size has no end');
  return parseCount(text.slice(0, -1), 'the size');
}

/** As the protocol bounds it. */
const longestProof = 63;

/** What a witness has cosigned last of a log. */
interface Seen {
  readonly size: number;
  readonly root: Hash;
}

/**
 * Where a witness shows, under its prefix and to everybody, the note that it kept last of a log: what it holds against
 * one whose checkpoint it refuses. C2SP leaves reading from witnesses open.
 */
export const keptPath = (origin: string): string => `checkpoint/${toHex(sha256(encodeText(origin)))}`;

/**
 * A witness's memory. `keep` returns only when it is safe from a crash; the note is what the log's trusted keys and this
 * witness signed, without the signatures of others.
 */
export interface WitnessMemory {
  latest(origin: string): Promise<Uint8Array | null>;
  keep(checkpoint: Checkpoint, note: Uint8Array): Promise<void>;
}

/** 200 cosigned · 400 malformed · 403 no trusted signature · 404 unknown origin · 409 from elsewhere · 422 no proof. */
export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly type: 'text/plain; charset=utf-8' | 'text/x.tlog.size';
  readonly body: string;
}

export interface AddCheckpoint {
  readonly older: number;
  readonly proof: readonly Hash[];
  /** The signed note, byte by byte. */
  readonly checkpoint: Uint8Array;
}

export const formatAddCheckpoint = ({ older, proof, checkpoint }: AddCheckpoint): string =>
  `old ${older}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${decodeText(checkpoint)}`;

export function parseAddCheckpoint(bytes: Uint8Array): AddCheckpoint {
  const whole = decodeText(bytes);
  const end = whole.indexOf('\n\n');
  const [first = '', ...lines] = whole.slice(0, Math.max(0, end)).split('\n');
  const older = /^old (\S+)$/.exec(first)?.[1];
  if (older === undefined) throw new LogError('malformed', 'the request does not begin with the old size');
  if (lines.length > longestProof) throw new LogError('malformed', `more than ${longestProof} hashes`);
  return {
    older: parseCount(older, 'the old size'),
    proof: lines.map((line) => parseHash(line, 'a hash of the proof')),
    checkpoint: encodeText(whole.slice(end + 2)),
  };
}

/**
 * Cosigns a log's checkpoints as long as each continues the one before (C2SP tlog-witness, `add-checkpoint`). One
 * request at a time: what was seen is compared and kept as one step.
 */
export class Witness {
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly logs: readonly PublicKey[],
    private readonly signer: Signer,
    private readonly memory: WitnessMemory,
  ) {}

  addCheckpoint(request: Uint8Array): Promise<WitnessAnswer> {
    return this.inTurn(() => this.answer(request));
  }

  /** The note that was kept last of the log whose `keptPath` this is; null where there is none. */
  async kept(path: string): Promise<Uint8Array | null> {
    const log = this.logs.find(({ name }) => keptPath(name) === path);
    return log ? this.inTurn(() => this.memory.latest(log.name)) : null;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  private async answer(request: Uint8Array): Promise<WitnessAnswer> {
    try {
      const asked = parseAddCheckpoint(request);
      const note = parseNote(asked.checkpoint);
      return await this.cosign(asked, note, parseCheckpoint(note.text));
    } catch (error) {
      if (error instanceof LogError && error.fault === 'malformed') return refused(400, error.message);
      throw error;
    }
  }

  private async cosign({ older, proof }: AddCheckpoint, note: Note, checkpoint: Checkpoint): Promise<WitnessAnswer> {
    const keys = this.logs.filter(({ name }) => name === checkpoint.origin).map(logVerifier);
    if (keys.length === 0) return refused(404, 'this witness does not know the origin');
    if (!isSigned(note, keys)) return refused(403, 'no trusted key of the log has signed the checkpoint');
    if (older > checkpoint.size) return refused(400, 'the old size is larger than the checkpoint’s');
    const seen = seenIn(await this.memory.latest(checkpoint.origin));
    if (older !== seen.size) return elsewhere(seen);
    const doubt = doubtOf(seen, checkpoint, proof);
    const isOtherRoot = older === checkpoint.size && proof.length === 0;
    if (doubt !== null) return isOtherRoot ? elsewhere(seen) : refused(422, doubt);
    const { signatures } = await signText(note.text, [this.signer]);
    const trusted = note.signatures.filter((signature) => keys.some((key) => isBy(key, signature)));
    await this.memory.keep(checkpoint, formatNote({ text: note.text, signatures: [...trusted, ...signatures] }));
    return { status: 200, type: 'text/plain; charset=utf-8', body: signatures.map(formatSignature).join('') };
  }
}

const seenIn = (note: Uint8Array | null): Seen =>
  note ? parseCheckpoint(parseNote(note).text) : { size: 0, root: emptyRoot() };

function isSigned(note: Note, keys: readonly Verifier[]): boolean {
  try {
    return saidBy(note, keys).size > 0;
  } catch {
    return false;
  }
}

function doubtOf(seen: Seen, checkpoint: Checkpoint, proof: readonly Hash[]): string | null {
  try {
    verifyConsistency(seen, checkpoint, proof);
    return null;
  } catch (error) {
    if (error instanceof LogError) return error.message;
    throw error;
  }
}

const refused = (status: 400 | 403 | 404 | 422, why: string): WitnessAnswer => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${why}\n`,
});

const elsewhere = ({ size }: Seen): WitnessAnswer => ({ status: 409, type: 'text/x.tlog.size', body: `${size}\n` });
