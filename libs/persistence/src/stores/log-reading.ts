import type { Actor } from '@liaison/authz';
import type { AccessRecordView, Id, Instant, LogFilters, LogGroundView } from '@liaison/contracts';
import { conflict, logGrounds, type LogGround, type RecordClass } from '@liaison/domain';
import type { Act } from '../act.js';
import type { Tx } from '../tx.js';

/** Why this session reads the log; nulls until it has said so. */
export async function logGround(tx: Tx, { session }: Actor): Promise<LogGroundView> {
  const row = await tx.row<{ ground: LogGround; at: Date }>('select ground, at from log_ground where session = $1', [
    session,
  ]);
  return row ? { ground: row.ground, at: row.at.toISOString() } : { ground: null, at: null };
}

/** Once a session; false when it was stated before. */
export const stateLogGround = async (tx: Tx, actor: Actor, ground: LogGround): Promise<boolean> =>
  (await tx.run('insert into log_ground values ($1, $2, $3, app_now()) on conflict do nothing', [
    actor.session,
    actor.person,
    ground,
  ])) > 0;

/** Decided already: lets an auditor at the log on the ground that this session stated, or refuses with the list. */
export async function onLogGround(tx: Tx, act: Act, actor: Actor): Promise<void> {
  const { ground } = await logGround(tx, actor);
  if (ground === null)
    throw conflict('log_ground_required', 'Say once, for this session, what you read the log for.', {
      grounds: logGrounds,
    });
  act.because(ground);
}

/** Whose log this session reads; null where it reads none, or has not said what for. */
export const logSide = (tx: Tx): Promise<{ readonly reader: Id; readonly oversight: boolean } | null> =>
  tx.row('select reader, oversight from my_log()');

/** Agencies whose oversight sees what this person looks up outside of operations. */
export const myHosts = async (tx: Tx): Promise<readonly Id[]> =>
  (await tx.rows<{ host: Id }>('select my_hosts() as host')).map(({ host }) => host);

export interface LogPlace {
  readonly at: Instant;
  readonly id: Id;
}

/** A record as `records_of_my_scope` and its like give it. */
export interface RecordRow {
  id: Id;
  at: Date;
  class: RecordClass;
  act: string;
  outcome: 'success' | 'failure';
  operation: Id | null;
  agency: Id | null;
  person: Id | null;
  person_name: string | null;
  role: string | null;
  objects: { type: string; id: Id; version: number | null; ref: string | null }[];
  ground_stated: boolean;
  ground: string | null;
  address: string | null;
  session: Id | null;
  recipients: Id[] | null;
  rule: string | null;
  compartment: Id | null;
  detail: Record<string, string | number | readonly string[]> | null;
  erased: string[];
  seen_as: AccessRecordView['seenAs'];
}

/** Records of the reader's scope, already cut to it by the database; newest first, keyset on time and id. */
export async function logOf(
  tx: Tx,
  filters: LogFilters,
  from: LogPlace | null,
  limit: number,
): Promise<AccessRecordView[]> {
  const rows = await tx.rows<RecordRow>('select * from records_of_my_scope(find_lines($1, $2, $3, $4))', [
    filters,
    from?.at ?? null,
    from?.id ?? null,
    limit,
  ]);
  return rows.map(viewOf);
}

export interface FoundRecord {
  readonly view: AccessRecordView;
  readonly detail: RecordRow['detail'];
}

/** One record of the reader's scope with what was noted beside it, cut alike; null when it is none. */
export async function logRecord(tx: Tx, id: Id): Promise<FoundRecord | null> {
  const row = await tx.row<RecordRow>('select * from records_of_my_scope(array[$1::uuid])', [id]);
  return row && { view: viewOf(row), detail: row.detail };
}

export function viewOf({
  person_name,
  ground_stated,
  seen_as,
  objects,
  detail: _detail,
  ...row
}: RecordRow): AccessRecordView {
  return {
    ...row,
    at: row.at.toISOString(),
    personName: person_name,
    groundStated: ground_stated,
    seenAs: seen_as,
    objects: objects.map(({ type, id, version, ref }) => ({ type, id, version, ref })),
  };
}
