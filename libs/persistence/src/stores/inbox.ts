import type { Id, InboxItem } from '@liaison/contracts';
import type { Tx } from '../tx.js';
import { mentions } from './messages.js';

interface InboxRow {
  kind: InboxItem['kind'];
  operation: Id;
  compartment: Id | null;
  thread: Id | null;
  message: Id | null;
  dataset: Id | null;
  title: string;
  from_person: Id | null;
  at: Date;
  due_at: Date | null;
  owner: Id | null;
}

const select = `with seat as (select operation, agency, role, from_at from member
       where person = $1 and ended_at is null and (until_at is null or until_at > app_now())),
     found as (
       select 'acknowledgement' as kind, c.operation, m.compartment, m.thread, m.id as message, null::uuid as dataset,
         t.title, m.author as from_person, m.at, m.ack_due_at as due_at, m.agency as owner
       from message m join thread t on t.id = m.thread join compartment c on c.id = m.compartment
       where m.ack_due_at is not null and $1 = any(m.ack_asked) and m.retracted_at is null
         and not exists (select from acknowledgement a where a.message = m.id and a.person = $1)
       union all
       select 'mention', c.operation, m.compartment, m.thread, m.id, null, t.title, m.author, m.at, null, m.agency
       from thread t join compartment c on c.id = t.compartment join seat s on s.operation = c.operation
         left join read_cursor r on r.thread = t.id and r.person = $1
         join message m on m.thread = t.id and m.seq > coalesce(r.seq, 0) and ${mentions('m')}
       where m.at >= s.from_at and m.author <> $1 and m.retracted_at is null
         and ($1 = any(m.mentioned_people) or s.agency = any(m.mentioned_agencies) or s.role = any(m.mentioned_roles))
       union all
       select 'assigned', h.operation, h.compartment, null, null, h.dataset, h.ref, null, h.shared_at, null, d.originator
       from share h join dataset d on d.id = h.dataset where h.assignee = $1 and h.claimed_by is null and h.withdrawn_at is null
       union all
       select 'release', q.operation, null, null, null, g.dataset, q.ref, q.asked_by, q.at, null, g.holder
       from release_request q join release_target g on g.request = q.id
       where q.state = 'requested' and release_due(q.operation, q.at) > app_now() and i_answer(q.id)
       union all
       select 'invitation', p.operation, null, null, null, null, o.code_name, p.invited_by, p.invited_at, null, o.host
       from participation p join operation o on o.id = p.operation
       where p.state = 'invited' and p.agency = my_agency() and 'coordinator' = any(my_duties())
       union all
       select 'admission', p.operation, null, null, null, null, g.name, null, p.accepted_at, p.admission_due_at, p.agency
       from participation p join agency g on g.id = p.agency
         join participation own on own.operation = p.operation and own.agency = my_agency()
       where p.state = 'accepted' and p.admission_due_at > app_now() and 'coordinator' = any(my_duties())
         and own.state = 'accepted' and own.kind <> 'observer' and own.admission_due_at is null
         and not exists (select from admission_answer a where a.operation = p.operation and a.admitted = p.agency
           and a.agency = my_agency() and a.round = p.admission_due_at)
       union all
       select 'left', f.operation, null, null, null, null, f.datasets || case f.datasets when 1 then ' dataset' else ' datasets' end,
         null, coalesce(p.ended_at, p.invited_at), null, p.agency
       from left_to_decide() f join participation p on p.operation = f.operation and p.agency = my_agency())
     select * from found order by due_at nulls last, at desc limit 200`;

/** What needs this person, in all operations of theirs, and whose it is: due acknowledgements first, then by time. */
export async function inboxOf(tx: Tx, person: Id): Promise<{ item: InboxItem; owner: Id | null }[]> {
  const rows = await tx.rows<InboxRow>(select, [person]);
  return rows.map(({ owner, from_person, due_at, at, ...row }) => ({
    item: { ...row, from: from_person, at: at.toISOString(), dueAt: due_at?.toISOString() ?? null },
    owner,
  }));
}
