import type { Id } from '@liaison/contracts';
import { isId } from '@liaison/domain';
import { bytesOf } from './base64.js';

/** What a receipt says: its record is null where it names none, `at` in milliseconds since the epoch. Nobody has checked it yet. */
export function saidIn(receipt: string): { readonly record: Id | null; readonly at: number } {
  try {
    const [, , record = '', , time = ''] = new TextDecoder().decode(bytesOf(receipt)).split('\n');
    return { record: isId(record) ? record : null, at: Date.parse(time) };
  } catch {
    return { record: null, at: NaN };
  }
}
