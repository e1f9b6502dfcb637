import type { Id, WithheldMessage } from '@liaison/contracts';
import type { RetractReason } from '@liaison/domain';
import type { Tx } from '../tx.js';

export interface WithheldWords {
  readonly version: number;
  readonly text: string;
  readonly at: Date;
  readonly agency: Id;
  readonly compartment: Id;
}

/** What was taken back; rows only for a coordinator of its author's agency. */
export const withheldWords = (tx: Tx, message: Id): Promise<WithheldWords[]> =>
  tx.rows('select version, text, at, agency, compartment from withheld_words($1)', [message]);

interface WithheldRow {
  readonly message: Id;
  readonly operation: Id;
  readonly author: Id;
  readonly at: Date;
  readonly retracted_at: Date;
  readonly reason: RetractReason;
}

/** Messages of the own agency that were taken back, the latest first, at most 200; rows only for its coordinators. */
export async function withheldMessages(tx: Tx): Promise<WithheldMessage[]> {
  const rows = await tx.rows<WithheldRow>('select * from withheld_messages()');
  return rows.map(({ message, operation, author, at, retracted_at, reason }) => ({
    id: message,
    operation,
    author,
    at: at.toISOString(),
    retractedAt: retracted_at.toISOString(),
    reason,
  }));
}

/** How many people other than its author opened a message; 0 for anybody else who asks. */
export const reachOf = async (tx: Tx, message: Id): Promise<number> =>
  (await tx.row<{ reach: number }>('select reach_of($1) as reach', [message]))?.reach ?? 0;
