import { isId } from '@liaison/domain';
import {
  formatNote,
  LogError,
  logSigner,
  logVerifier,
  parseNote,
  saidBy,
  signText,
  type KeyProvider,
  type PublicKey,
} from '@liaison/transparency-log';

/** `receipt`: the record was committed. `inclusion`: the log’s signed tree holds an entry with this digest. */
export type StatementKind = 'receipt' | 'inclusion';

/** What a log says of one record, without its place in the tree: that counts what everybody does. */
export interface Statement {
  readonly origin: string;
  readonly record: string;
  /** SHA-256 of the record's bytes, base64url, as the entry has it. */
  readonly digest: string;
  /** Of a receipt the record's own time; of an inclusion when the tree was looked at. */
  readonly at: Date;
}

const isDigest = /^[A-Za-z0-9_-]{43}$/;

/**
 * No key has a name with spaces: a statement's first line is the origin of no log, so that none can pass for a checkpoint,
 * which the same key signs.
 */
const headerOf = (kind: StatementKind): string => `liaison ${kind} v1`;

const formatStatement = (kind: StatementKind, { origin, record, digest, at }: Statement): string =>
  [headerOf(kind), origin, record, digest, at.toISOString(), ''].join('\n');

/** A signed note (C2SP signed-note) by each of the log's keys, which all bear its origin as their name. */
export async function signStatement(
  kind: StatementKind,
  statement: Statement,
  keys: readonly KeyProvider[],
): Promise<Uint8Array> {
  return formatNote(await signText(formatStatement(kind, statement), keys.map(logSigner)));
}

/** Throws `LogError` for anything but a statement of this kind that one of the keys has signed. */
export function openStatement(kind: StatementKind, bytes: Uint8Array, keys: readonly PublicKey[]): Statement {
  const note = parseNote(bytes);
  const statement = parseStatement(kind, note.text);
  const own = keys.filter(({ name }) => name === statement.origin);
  if (saidBy(note, own.map(logVerifier)).size === 0)
    throw new LogError('unknown', `no trusted key of the log has signed the ${kind}`);
  return statement;
}

function parseStatement(kind: StatementKind, text: string): Statement {
  const [header, origin = '', record = '', digest = '', time = ''] = text.split('\n');
  if (header !== headerOf(kind)) throw new LogError('malformed', `this is no ${kind}`);
  const at = new Date(time);
  if (!isId(record) || !isDigest.test(digest) || Number.isNaN(at.getTime()))
    throw new LogError('malformed', `the ${kind} names no record, digest or time`);
  const statement = { origin, record, digest, at };
  if (formatStatement(kind, statement) !== text)
    throw new LogError('malformed', `the ${kind} is not written as it should be`);
  return statement;
}
