import type { MigrationInterface, QueryRunner } from 'typeorm';
import { holder } from '../holder.js';

/**
 * What follows people and agencies when they change places: work that somebody leaves behind, and the datasets that
 * those already in do not give to an agency that joins after the start.
 */
export class Admissions1764115200011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Internal: claims, assignments and due acknowledgements of who leaves (person null: a whole agency) go to the
      -- successor where the successor is in, else to the acting coordinator where that one is in, else they end.
      create function move_work(op uuid, a uuid, p uuid, successor uuid) returns void
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare s record; m record; heir uuid; leaving uuid[];
        begin
          leaving := case when p is not null then array[p] else
            array(select x.person from member x where x.operation = op and x.agency = a) end;
          perform lock_all(op);
          for s in select h.id, h.dataset, h.compartment from share h where h.operation = op and h.withdrawn_at is null
              and (h.claimed_by = any(leaving) or h.assignee = any(leaving)) order by h.compartment, h.id loop
            heir := heir_of(s.compartment, a, successor, leaving);
            update share h set version = h.version + 1,
              status = case when heir is null and h.status = 'claimed' and h.claimed_by = any(leaving) then 'triaged' else h.status end,
              claimed_by = case when h.claimed_by = any(leaving) then heir else h.claimed_by end,
              assignee = case when h.assignee = any(leaving) then heir else h.assignee end where h.id = s.id;
            perform append_event(s.compartment, 'share.changed', jsonb_build_object('dataset', s.dataset, 'share', s.id));
          end loop;
          for m in select w.id, w.thread, w.compartment, w.base_ver, w.version, array(select q from unnest(w.ack_asked) q
                where q = any(leaving) and not exists (select from acknowledgement k where k.message = w.id and k.person = q)) as due
              from message w join compartment c on c.id = w.compartment
              where c.operation = op and w.ack_asked && leaving and w.retracted_at is null order by w.compartment, w.id loop
            continue when m.due = '{}';
            heir := heir_of(m.compartment, a, successor, leaving);
            update message w set ack_asked = array(select distinct q from unnest(w.ack_asked || heir) q
              where q is not null and q <> all(m.due)) where w.id = m.id;
            update compartment set next_seq = next_seq + 1 where id = m.compartment;
            insert into event select m.compartment, c.next_seq - 1, gen_random_uuid(), c.member_ver, m.base_ver,
              'member.changed', null, null, jsonb_build_object('thread', m.thread, 'message', m.id, 'version', m.version),
              app_now() from compartment c where c.id = m.compartment;
          end loop;
        end $$;
      create function heir_of(c uuid, a uuid, successor uuid, leaving uuid[]) returns uuid
        language sql stable security definer set search_path = public, pg_temp as
        $$ select h from unnest(array[successor, case when i_coordinate(a) then me() end]) with ordinality as x (h, n)
           where h is not null and h <> all(leaving) and c in (select open_to(array[h])) order by n limit 1 $$;
      revoke execute on function move_work, heir_of from public;

      -- A successor takes over what somebody of the same agency has in hand, words not sent yet included.
      create function pass_work(op uuid, a uuid, p uuid, successor uuid) returns void
        language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          if not i_coordinate(a) or not exists (select from member m where m.operation = op and m.agency = a
              and m.person = successor and m.ended_at is null) then perform refuse('pass_work'); end if;
          perform move_work(op, a, p, successor);
          update draft d set person = successor where d.person = p
            and d.place in (select c.id from compartment c where c.operation = op and c.id in (select open_to(array[successor]))
              union select t.id from thread t join compartment c on c.id = t.compartment
                where c.operation = op and c.id in (select open_to(array[successor])))
            and not exists (select from draft o where o.person = successor and o.place = d.place);
        end $$;

      -- Internal: shares of the agencies in "keeping" end in the compartment of all and go on, with their threads
      -- continued, in the compartment of those who were in. What is frozen stays so.
      create function keep_out(op uuid, everybody uuid, inside uuid[], keeping uuid[]) returns void
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare s record; t record; target uuid; made uuid; continued uuid; name text; a uuid;
        begin
          if not exists (select from share h join dataset d on d.id = h.dataset where h.compartment = everybody
              and h.withdrawn_at is null and ${holder('d')} = any(keeping)) then return; end if;
          name := case when cardinality(inside) = 1 then 'agency:' else 'agencies:' end || array_to_string(inside, ',');
          select id into target from compartment where operation = op and audience = name;
          if target is null then
            target := gen_random_uuid();
            insert into compartment select target, op, 'agencies', name, false, c.classification, c.tlp, c.pap, c.handling,
              c.h3_text, gen_random_uuid()::text, 2, 1, null, app_now() from compartment c where c.id = everybody;
            foreach a in array inside loop
              insert into side values (gen_random_uuid(), target, a, null, true, 1, null, null);
            end loop;
            insert into event values (target, 1, gen_random_uuid(), 1, 1, 'compartment.opened', null, null, '{}', app_now());
            perform notify_person(q, gen_random_uuid(), 'compartment.gained',
              jsonb_build_object('operation', op, 'compartment', target)) from reading(target) q order by q;
          end if;
          for s in select h.*, ${holder('d')} as keeper from share h join dataset d on d.id = h.dataset
              where h.compartment = everybody and h.withdrawn_at is null and ${holder('d')} = any(keeping) order by h.id loop
            insert into share values (gen_random_uuid(), s.dataset, op, target, s.ref, false, s.status, s.claimed_by,
                s.assignee, s.shared_by, app_now(), 1, null, null)
              on conflict (dataset, compartment) do update set withdrawn_at = null, withdrawn_by = null,
                status = excluded.status, claimed_by = excluded.claimed_by, assignee = excluded.assignee,
                version = share.version + 1 where share.withdrawn_at is not null returning id into made;
            if made is not null then
              perform append_event(target, 'share.made', jsonb_build_object('dataset', s.dataset, 'share', made));
              if s.frozen_by is not null then perform freeze_share(made, s.frozen_by); end if;
            end if;
            for t in select * from thread where compartment = everybody and dataset = s.dataset and frozen_by is null
                order by id loop
              continued := gen_random_uuid();
              insert into thread values (continued, target, t.title, t.dataset, t.state, 1, t.started_by, app_now(), 0,
                app_now(), t.id, null);
              perform append_event(target, 'thread.started', jsonb_build_object('thread', continued));
            end loop;
            perform end_share(s.id, s.keeper);
          end loop;
        end $$;
      -- Internal: who reads a compartment now, whoever asks.
      create function reading(c uuid) returns setof uuid
        language sql stable security definer set search_path = public, pg_temp as
        $$ select distinct m.person from compartment k join member m on m.operation = k.operation, windows_of(m.person) w
           where k.id = c and w.compartment = c and w.ver_to is null $$;
      revoke execute on function keep_out, reading from public;

      -- After the start: in, once every agency already in has answered or the time for it has passed; else nothing
      -- happens. Asked by whoever notices, since the answers decide and not the asker. Names whose streams gained.
      create function admit(op uuid, a uuid) returns setof uuid
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare everybody uuid; v int; due timestamptz; inside uuid[]; p uuid;
        begin
          perform lock_all(op);
          select admission_due_at into due from participation i where i.operation = op and i.agency = a
            and i.state = 'accepted' and i.kind = 'participant';
          if due is null then return; end if;
          select id into everybody from compartment where operation = op and kind = 'all';
          inside := array(select i.agency from participation i where i.operation = op and i.kind <> 'observer'
            and i.state = 'accepted' and i.admission_due_at is null order by i.agency);
          if due > app_now() and exists (select from unnest(inside) i where not exists (select from admission_answer w
              where w.operation = op and w.admitted = a and w.agency = i and w.round = due)) then return; end if;
          -- "Without our items", or no answer; an agency that has left cannot be asked.
          perform keep_out(op, everybody, inside, array(select i from unnest(inside) i where not exists (select
              from admission_answer w where w.operation = op and w.admitted = a and w.agency = i and w.round = due
                and w.with_items)
            union all select agency from participation where operation = op and state in ('withdrawn', 'removed')));
          update participation set admission_due_at = null where operation = op and agency = a;
          v := append_member_event(everybody, 'agency.joined', jsonb_build_object('agency', a));
          insert into side values (gen_random_uuid(), everybody, a, null, true, v, null, null);
          -- Its people, and its coordinators, who may have no seat and wait for the answer all the same.
          for p in select m.person from member m where m.operation = op and m.agency = a and m.ended_at is null
              union select q.id from person q join agency_duty d on d.person = q.id and d.duty = 'coordinator'
                where q.agency = a and q.active
              order by 1 loop
            perform notify_person(p, gen_random_uuid(), 'compartment.gained',
              jsonb_build_object('operation', op, 'compartment', everybody));
            return next p;
          end loop;
        end $$;

      -- The terms are those of the invitation, which a lead writes; whoever accepts after the start waits to be let in, and
      -- only \`admit\` ends that.
      create function keep_terms() returns trigger language plpgsql as $$
        begin
          if current_user <> 'liaison_owner' and (
              (new.state <> 'invited' and (new.kind, new.until_on, new.desk, new.invited_by, new.invited_at)
                is distinct from (old.kind, old.until_on, old.desk, old.invited_by, old.invited_at))
              or (old.state = 'accepted' and new.state in ('accepted', 'invited'))
              or (new.state = 'accepted' and new.kind = 'participant' and not is_expected(new.operation, new.agency)
                and new.admission_due_at >= app_now() + interval '24 hours' is not true))
            then perform refuse('keep_terms'); end if;
          return new;
        end $$;
      create trigger terms_kept before update on participation for each row execute function keep_terms();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop trigger terms_kept on participation; drop function keep_terms, admit, reading, keep_out, pass_work, heir_of, move_work',
    );
  }
}
