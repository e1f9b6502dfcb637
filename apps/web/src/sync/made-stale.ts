import type { Changes, Id, MessageHeader, ShareHeader, StreamEvent, StreamName } from '@liaison/contracts';
import { mentions, type Reader } from './unread.js';

/** Fetched pages that are old now. */
export interface StalePages {
  readonly operations: boolean;
  readonly inbox: boolean;
  /** Every list of datasets, and the page of each of these. */
  readonly datasets: readonly Id[];
}

/** Which fetched pages a stream's events have made old, for this reader. */
export function madeStale(
  stream: StreamName,
  events: readonly StreamEvent[],
  { operations = [], messages = [], shares = [] }: Changes,
  reader: Reader | null,
): StalePages {
  const about = (kinds: RegExp): readonly StreamEvent[] => events.filter(({ kind }) => kinds.test(kind));
  const audience = stream.startsWith('person:')
    ? /^(membership|compartment|operation)\./
    : /^(member|agency|operation|phase|participation|compartment)\./;
  return {
    operations: operations.length > 0 || about(audience).length > 0,
    inbox:
      about(/^(task|release|operation|membership|admission)\./).length > 0 ||
      (reader !== null && (messages.some((one) => asks(one, reader)) || shares.some((one) => isTaskOf(one, reader)))),
    datasets: about(/^(share|dataset|assessment|release)\./).flatMap(({ refs }) =>
      typeof refs.dataset === 'string' ? [refs.dataset] : [],
    ),
  };
}

const asks = (message: MessageHeader, reader: Reader): boolean =>
  mentions(message, reader) || message.acknowledgement?.asked.includes(reader.person) === true;

/** Of a withdrawn share nobody knows any more whose task it was. */
const isTaskOf = (share: ShareHeader, { person }: Reader): boolean =>
  share.withdrawnBy !== null || [share.claimedBy, share.assignee].includes(person);
