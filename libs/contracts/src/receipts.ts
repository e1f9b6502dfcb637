import type { Id } from './resource.js';

/** Request header of HTTP, with the value `1`: the answer bears a receipt for each record that the request left. */
export const receiptAsked = 'x-liaison-receipt-asked';
/** Answer header, once for each record (and at most eight times): a signed receipt, a note in base64url. */
export const receiptGiven = 'x-liaison-receipt';
/**
 * Answer header of acts of high consequence: that the signed tree holds the record, a note in base64url; `waiting` where it
 * did not yet within five seconds.
 */
export const inclusionGiven = 'x-liaison-inclusion';

/** `POST receipts`: what became of one's own records. */
export interface NewReceiptCheck {
  /** At most 32. */
  readonly records: readonly Id[];
}

export interface ReceiptCheck {
  /**
   * The log's keys, one a line after the first (C2SP signed-note verifier keys): a note in base64url that they have signed. Keep
   * them, and take others only from a note that one of those has signed.
   */
  readonly keys: string;
  readonly receipts: readonly {
    readonly record: Id;
    /** `included`: in the signed tree. `waiting`: not yet, or not ten seconds old. `unknown`: no record of one's own, as far as the log knows. */
    readonly state: 'included' | 'waiting' | 'unknown';
    /** Signed: the digest under which the tree holds the record. A note; null unless included. */
    readonly inclusion: string | null;
  }[];
}
