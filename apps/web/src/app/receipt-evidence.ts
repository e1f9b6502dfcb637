import { bytesOf } from '../sync/base64.js';
import type { HeldReceipt, KnownKeys } from '../sync/kept-receipts.js';
import type { Alarm } from '../sync/receipts.js';

/** For an auditor: what was said, each signed note as it is, and since when. `liaison log receipt` reads it. */
export const evidenceOf = ({ is, receipts, keys }: Alarm): string =>
  [...(keys ? [keysIn(keys)] : []), ...receipts.map((one) => oneIn(one, is))].join('\n----\n\n');

const oneIn = ({ receipt, since, doubt }: HeldReceipt, is: Alarm['is']): string =>
  [
    `Receipt from the access log, taken on ${new Date(since).toISOString()}`,
    doubt?.why ?? (is === 'silent' ? 'For an hour the server has not said what became of it.' : 'Not found yet.'),
    'Third line of the note: the record; fourth: the SHA-256 of its bytes, which its entry in the log must hold.',
    '',
    noteIn(receipt),
    ...(doubt?.inclusion ? ['What the log said of it later:', '', noteIn(doubt.inclusion)] : []),
  ].join('\n');

const keysIn = ({ known, others }: KnownKeys): string =>
  [
    'Keys of the access log that this browser has known:',
    ...known,
    '',
    'What the log says now that its keys are, signed by none of those:',
    '',
    noteIn(others?.note ?? ''),
  ].join('\n');

/** As it came where it is no note at all. */
function noteIn(base64url: string): string {
  try {
    return new TextDecoder().decode(bytesOf(base64url));
  } catch {
    return base64url;
  }
}
