import {
  digestOf,
  fieldDigest,
  parseEntry,
  parseRecord,
  scopeDigest,
  type AccessRecord,
  type Scope,
} from '@liaison/access-record';
import { leafHash, parseProof, verifyInclusion, type Checkpoint } from '@liaison/transparency-log';
import { ExtractError } from './fault.js';
import type { Line } from './line.js';

/** A line whose record stands in the log, and whose values the record holds. */
export interface OpenedLine {
  readonly record: AccessRecord;
  /** Place in the tree. */
  readonly index: number;
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Throws unless the record stands in the tree of `head` and each disclosed value is one that it holds. */
export function openLine(line: Line, head: Checkpoint): OpenedLine {
  const record = parseRecord(encode(line.record));
  const entry = parseEntry(encode(line.entry));
  if (entry.record !== digestOf(encode(line.record)))
    throw new ExtractError('digest', 'the record is not the one that its entry holds');
  const index = requireInclusion(line, head);
  for (const [name, { salt, value }] of Object.entries(line.disclosed))
    if (!record.digests.includes(fieldDigest(salt, name, value)))
      throw new ExtractError('digest', `${name} is not what the record holds`);
  return { record, index };
}

/** Throws `scope` unless the line's number is one of the scope. */
export function requireNumber(line: Line, scope: Scope): void {
  if (!parseEntry(encode(line.entry)).scopes.includes(scopeDigest(line.salt, { ...scope, n: line.n })))
    throw new ExtractError('scope', `the entry does not hold number ${line.n} of this scope`);
}

function requireInclusion({ proof, entry }: Line, { size, root }: Checkpoint): number {
  const { index, hashes, extra, checkpoint } = parseProof(encode(`${proof}\n`));
  if (extra !== null || checkpoint.length > 0) throw new ExtractError('malformed', 'the proof has something beside it');
  verifyInclusion(leafHash(encode(entry)), index, size, hashes, root);
  return index;
}
