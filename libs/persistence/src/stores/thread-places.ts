import type { Window } from '@liaison/authz';
import type { Id, StreamName, ThreadHeader } from '@liaison/contracts';
import type { CompartmentKind, MemberRole, OperationPhase } from '@liaison/domain';
import type { Tx } from '../tx.js';
import { markingOf, type MarkingColumns } from './marking.js';
import type { CompartmentRow } from './streams.js';
import { isThreadTold, threadColumns, threadHeaderOf, type ThreadRow } from './threads.js';

/** A thread where its reader meets it, and what a decision about it asks for. */
export interface ThreadWhereabouts {
  readonly thread: ThreadHeader;
  /** The agency whose thread it is. */
  readonly owner: Id | null;
  readonly compartment: CompartmentRow | null;
  readonly seat: { readonly role: MemberRole } | null;
  /** The reader's windows in its compartment. */
  readonly windows: readonly Window[];
  /** Nothing before it is theirs. */
  readonly readableFrom: number;
  /** Where its compartment's stream stands in this picture: later events apply on top of it. */
  readonly standing: Standing;
}

export interface Standing {
  readonly stream: StreamName;
  readonly epoch: string;
  readonly position: number;
}

interface PlaceRow extends ThreadRow, MarkingColumns {
  owner: Id | null;
  operation: Id | null;
  kind: CompartmentKind;
  member_ver: number;
  phase: OperationPhase;
  role: MemberRole | null;
  windows: Window[];
  readable_from: string;
  epoch: string | null;
  next_seq: string | null;
}

const place = `select ${threadColumns}, w.agency as owner, o.id as operation, c.kind, c.member_ver, readable_from(t.compartment) as readable_from, c.epoch, c.next_seq, o.phase,
    c.classification, c.tlp, c.pap, c.handling, c.h3_text,
    (select s.role from seats_here(t.compartment) s where s.person = $2 order by s.role = 'observer' limit 1) as role,
    (select coalesce(json_agg(json_build_object('from', i.ver_from, 'to', i.ver_to)), '[]')
      from my_windows_in(t.compartment) i) as windows
  from thread t left join thread_owners(array[$1::uuid]) w on true
    left join (compartment c join operation o on o.id = c.operation) on c.id = t.compartment
  where t.id = $1 and ${isThreadTold}`;

/** In one look, without a lock; null for whoever is not told of the thread. */
export async function findThreadPlace(tx: Tx, thread: Id, person: Id): Promise<ThreadWhereabouts | null> {
  const row = await tx.row<PlaceRow>(place, [thread, person]);
  return (
    row && {
      thread: threadHeaderOf(row),
      owner: row.owner,
      compartment: row.operation === null ? null : compartmentOf(row, row.operation),
      seat: row.role && { role: row.role },
      windows: row.windows,
      readableFrom: Number(row.readable_from),
      standing: {
        stream: `compartment:${row.compartment}`,
        epoch: row.epoch ?? '',
        position: Number(row.next_seq ?? 1) - 1,
      },
    }
  );
}

const compartmentOf = (row: PlaceRow, operation: Id): CompartmentRow => ({
  id: row.compartment,
  operation,
  kind: row.kind,
  memberVer: row.member_ver,
  phase: row.phase,
  marking: markingOf(row),
});
