import type { Id, Instant, LogPlace, LogSubscription, NewLogSubscription, PersonRef } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import type { Tx } from '../tx.js';
import { personJson } from './auditing.js';

interface SubscriptionRow {
  id: Id;
  destination: string;
  place: LogPlace;
  operation: Id | null;
  made_by: PersonRef;
  made_at: Date;
  sent_at: Date | null;
  sent_to: Date | null;
  waiting_since: Date | null;
  problem: string | null;
  problem_at: Date | null;
  ended_by: PersonRef | null;
  ended_at: Date | null;
}

/** `place`: what the destination stands for now. Null where it is not the reader's to ask for. */
export async function subscribe(
  tx: Tx,
  { destination, operation }: Pick<NewLogSubscription, 'destination' | 'operation'>,
  place: LogPlace,
): Promise<Id | null> {
  const values = [newId(), destination, JSON.stringify(place), operation ?? null];
  return (await tx.row<{ id: Id | null }>('select subscribe_to_log($1, $2, $3, $4) as id', values))?.id ?? null;
}

/** False when it is none of the reader's, or has ended. */
export const resend = async (tx: Tx, id: Id, since: Instant): Promise<boolean> =>
  (await tx.row<{ done: boolean | null }>('select resend_log($1, $2) as done', [id, since]))?.done ?? false;

/** False when it is none of the reader's, or has ended. */
export const unsubscribe = async (tx: Tx, id: Id): Promise<boolean> =>
  (await tx.row<{ done: boolean | null }>('select unsubscribe_from_log($1) as done', [id]))?.done ?? false;

/** Those of the reader's scope, live ones first. */
export async function subscriptions(tx: Tx, limit: number, only: Id | null = null): Promise<LogSubscription[]> {
  const rows = await tx.rows<SubscriptionRow>(
    `select s.id, s.destination, s.place, s.operation, ${personJson('s.made_by')} as made_by, s.made_at, s.sent_at, s.sent_to,
       s.waiting_since, s.problem, s.problem_at, ${personJson('s.ended_by')} as ended_by, s.ended_at
     from subscriptions_of_my_scope($1, $2) with ordinality s order by s.ordinality`,
    [only, limit],
  );
  return rows.map(subscriptionOf);
}

const subscriptionOf = (row: SubscriptionRow): LogSubscription => ({
  id: row.id,
  destination: row.destination,
  place: row.place,
  operation: row.operation,
  madeBy: row.made_by,
  madeAt: row.made_at.toISOString(),
  sentAt: instantOf(row.sent_at),
  sentTo: instantOf(row.sent_to),
  waitingSince: instantOf(row.waiting_since),
  problem: row.problem,
  problemAt: instantOf(row.problem_at),
  endedBy: row.ended_by,
  endedAt: instantOf(row.ended_at),
});

const instantOf = (at: Date | null): Instant | null => at?.toISOString() ?? null;
