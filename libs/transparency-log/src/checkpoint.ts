import { fromBase64, parseCount, toBase64 } from './bytes.js';
import { LogError } from './log-error.js';
import { hashSize, type Hash } from './tree.js';

/** The head of a log's tree (C2SP tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
}

export const formatCheckpoint = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${toBase64(root)}\n`;

/** From a note's text. Lines after the third are let pass, as the format has them; nothing is read from them. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = '', size = '', root = '', ...more] = text.split('\n');
  if (more.pop() !== '' || more.includes('')) throw new LogError('malformed', 'the checkpoint has an empty line');
  if (origin === '') throw new LogError('malformed', 'the checkpoint names no origin');
  return { origin, size: parseCount(size, 'the checkpoint’s size'), root: parseHash(root, 'the checkpoint’s root') };
}

export function parseHash(text: string, what: string): Hash {
  const hash = fromBase64(text, what);
  if (hash.length !== hashSize) throw new LogError('malformed', `${what} is not ${hashSize} bytes long`);
  return hash;
}
