import { openStatement, type StatementKind, type Statement } from '@liaison/access-record';
import type { Id, ReceiptCheck } from '@liaison/contracts';
import { LogError, parseLogKey, type PublicKey } from '@liaison/transparency-log';
import type { Judge, Verdict } from '../../sync/receipts.js';

const wrong = (why: string, inclusion: string | null = null): Verdict => ({ is: 'wrong', why, inclusion });

/** The third line: nobody has checked it yet. */
function recordOf(receipt: string): Id | null {
  try {
    const record = new TextDecoder().decode(bytesOf(receipt)).split('\n')[2] ?? '';
    return /^[0-9a-f-]{36}$/.test(record) ? record : null;
  } catch {
    return null;
  }
}

function judge(
  receipts: readonly string[],
  answer: ReceiptCheck,
  known: readonly string[],
): { readonly verdicts: readonly Verdict[]; readonly keys: readonly string[] } {
  const isSameLog = known.length === 0 || answer.keys.some((key) => known.includes(key));
  // Keys are changed one after another: with none of those that were known it is another log.
  if (!isSameLog)
    return {
      verdicts: receipts.map(() =>
        wrong('The log has another key than this browser has known, and not beside the old one.'),
      ),
      keys: known,
    };
  const keys = keysOf([...known, ...answer.keys]);
  return { verdicts: receipts.map((receipt) => judgeOne(receipt, answer, keys)), keys: answer.keys };
}

function judgeOne(receipt: string, answer: ReceiptCheck, keys: readonly PublicKey[]): Verdict {
  const promised = opened('receipt', receipt, keys);
  if (typeof promised === 'string') return wrong(`The receipt does not hold: ${promised}.`);
  const found = answer.receipts.find(({ record }) => record === promised.record);
  if (!found || found.state === 'unknown') return wrong('The log does not know the record that it gave a receipt for.');
  if (found.state === 'waiting') return { is: 'waiting' };
  const { inclusion } = found;
  const shown = opened('inclusion', inclusion ?? '', keys);
  if (typeof shown === 'string') return wrong(`What the log says of the record does not hold: ${shown}.`, inclusion);
  if (shown.record !== promised.record || shown.digest !== promised.digest)
    return wrong('The log holds another record than the one it gave a receipt for.', inclusion);
  return { is: 'held' };
}

/** The statement, or why it does not hold. */
function opened(kind: StatementKind, note: string, keys: readonly PublicKey[]): Statement | string {
  try {
    return openStatement(kind, bytesOf(note), keys);
  } catch (error) {
    return error instanceof LogError ? error.message : 'it is no signed note';
  }
}

function keysOf(lines: readonly string[]): readonly PublicKey[] {
  return [...new Set(lines)].flatMap((line) => {
    try {
      return [parseLogKey(line)];
    } catch {
      return [];
    }
  });
}

function bytesOf(base64url: string): Uint8Array {
  const base64 = base64url.replaceAll('-', '+').replaceAll('_', '/');
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** Of receipts, with the library that everybody checks the log with. */
export const judgeOfReceipts: Judge = { recordOf, judge };
