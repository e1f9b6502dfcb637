import { namedKeys, openKeys, openStatement, type StatementKind, type Statement } from '@liaison/access-record';
import type { ReceiptCheck } from '@liaison/contracts';
import { formatLogKey, LogError, parseLogKey, type PublicKey } from '@liaison/transparency-log';
import { bytesOf } from '../../sync/base64.js';
import type { Judge, Judgement, Verdict } from '../../sync/receipts.js';

/** Keys that this device trusts, and those that came beside them. */
interface Keys {
  readonly known: readonly PublicKey[];
  readonly others: readonly PublicKey[];
}

function judge(receipts: readonly string[], answer: ReceiptCheck, known: readonly string[]): Judgement {
  const keys = keysFor(answer.keys, known.map(parseLogKey));
  return {
    verdicts: new Map(receipts.map((receipt) => [receipt, judgeOne(receipt, answer, keys)])),
    known: keys.known.map(formatLogKey),
    others: { keys: keys.others.map(formatLogKey), note: answer.keys },
  };
}

/** The first are taken on trust; after that, those that a known one vouches for. What others sign proves nothing. */
function keysFor(note: string, known: readonly PublicKey[]): Keys {
  const named = readOr(() => namedKeys(bytesOf(note)), []);
  const vouched = readOr(() => openKeys(bytesOf(note), known.length > 0 ? known : named), []);
  const trusted = united(known, vouched);
  return { known: trusted, others: united(trusted, named).slice(trusted.length) };
}

function judgeOne(receipt: string, answer: ReceiptCheck, keys: Keys): Verdict {
  const promised = opened('receipt', receipt, keys);
  if (typeof promised === 'string') return wrong(`The receipt does not hold: ${promised}.`);
  if (promised === null) return { is: 'other key' };
  const found = answer.receipts.find(({ record }) => record === promised.record);
  if (!found || found.state === 'unknown') return wrong('The log does not know the record that it gave a receipt for.');
  if (found.state === 'waiting') return { is: 'waiting' };
  const { inclusion } = found;
  const shown = opened('inclusion', inclusion ?? '', keys);
  if (shown === null) return { is: 'other key' };
  if (typeof shown === 'string') return wrong(`What the log says of the record does not hold: ${shown}.`, inclusion);
  if (shown.record !== promised.record || shown.digest !== promised.digest)
    return wrong('The log holds another record than the one it gave a receipt for.', inclusion);
  return { is: 'held' };
}

const wrong = (why: string, inclusion: string | null = null): Verdict => ({ is: 'wrong', why, inclusion });

/** The statement, null where only a key that is not known has signed it, or why it does not hold. */
function opened(kind: StatementKind, note: string, { known, others }: Keys): Statement | null | string {
  const open = (keys: readonly PublicKey[]): Statement => openStatement(kind, bytesOf(note), keys);
  try {
    return open(known);
  } catch (error) {
    if (readOr(() => open(others), null)) return null;
    return error instanceof LogError ? error.message : 'it is no signed note';
  }
}

const united = (one: readonly PublicKey[], other: readonly PublicKey[]): readonly PublicKey[] =>
  [...new Set([...one, ...other].map(formatLogKey))].map(parseLogKey);

function readOr<T, U>(read: () => T, otherwise: U): T | U {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

/** Of receipts, with the library that everybody checks the log with. */
export const judgeOfReceipts: Judge = { judge };
