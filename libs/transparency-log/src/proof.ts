import { concat, decodeText, encodeText, fromBase64, parseCount, toBase64 } from './bytes.js';
import { parseHash } from './checkpoint.js';
import { verifyInclusion } from './inclusion.js';
import { LogError } from './log-error.js';
import { openCheckpoint, type OpenedCheckpoint, type Policy } from './policy.js';
import { leafHash, type Hash } from './tree.js';

const header = 'c2sp.org/tlog-proof@v1';

/** In a tree of 2^53 leaves. */
const longestProof = 53;

/** That an entry stands at `index` in the tree of a checkpoint (C2SP tlog-proof). */
export interface Proof {
  readonly index: number;
  readonly hashes: readonly Hash[];
  /** The signed note, byte by byte. */
  readonly checkpoint: Uint8Array;
  /** Whatever its maker put beside it. Nobody has signed it. */
  readonly extra: Uint8Array | null;
}

export function formatProof({ index, hashes, checkpoint, extra }: Proof): Uint8Array {
  const lines = [header, ...(extra ? [`extra ${toBase64(extra)}`] : []), `index ${index}`, ...hashes.map(toBase64)];
  return concat(encodeText(`${lines.join('\n')}\n\n`), checkpoint);
}

export function parseProof(bytes: Uint8Array): Proof {
  const whole = decodeText(bytes);
  const end = whole.indexOf('\n\n');
  if (end < 0) throw new LogError('malformed', 'the proof has no checkpoint');
  const [first, ...lines] = whole.slice(0, end).split('\n');
  if (first !== header) throw new LogError('malformed', 'this is no proof');
  const extra = lines[0]?.startsWith('extra ') ? fromBase64(lines.shift()?.slice(6) ?? '', 'the extra data') : null;
  const index = /^index (\S+)$/.exec(lines.shift() ?? '')?.[1];
  if (index === undefined) throw new LogError('malformed', 'the proof names no index');
  if (lines.length > longestProof) throw new LogError('malformed', 'the proof is longer than any tree is high');
  return {
    index: parseCount(index, 'the index'),
    hashes: lines.map((line) => parseHash(line, 'a hash of the proof')),
    checkpoint: encodeText(whole.slice(end + 2)),
    extra,
  };
}

/** Throws unless the entry stands where the proof says in a tree that the log has signed. Answers that tree's head. */
export function verifyProof(entry: Uint8Array, { index, hashes, checkpoint }: Proof, policy: Policy): OpenedCheckpoint {
  const opened = openCheckpoint(checkpoint, policy);
  verifyInclusion(leafHash(entry), index, opened.size, hashes, opened.root);
  return opened;
}
