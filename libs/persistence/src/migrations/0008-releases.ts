import { releaseStates } from '@liaison/domain';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { holder } from '../holder.js';
import { lock, oneOf } from './sql.js';

/**
 * Release requests. The request holds what was asked and nothing of what it met; what it met is a row of its own, which
 * the asker reads only for a dataset that they see. Written through definer functions alone: each side acts on what
 * lies in compartments of the other.
 */
export class Releases1764115200008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table release_request (
        id uuid primary key, operation uuid not null references operation, ref text not null,
        compartment uuid not null references compartment, audience uuid[] not null,
        asked_by uuid not null references person, asked_agency uuid not null references agency, reason text not null,
        state text not null, conditions text, answered_by uuid references person, at timestamptz not null,
        ${oneOf('state', releaseStates)});
      create index release_request_agency on release_request (asked_agency, at desc);
      create table release_target (
        request uuid primary key references release_request, dataset uuid not null references dataset,
        holder uuid not null references agency, asked_agency uuid not null references agency, share uuid references share);
      create index release_target_holder on release_target (holder);
      create table release_step (
        request uuid not null references release_request, n int not null, state text not null,
        -- Null where time took the step.
        by uuid references person, at timestamptz not null, primary key (request, n));

      -- Fourteen days, or the operation's end if that comes first. What is asked after its last day has its fourteen.
      create function release_due(op uuid, asked timestamptz) returns timestamptz
        language sql stable security definer set search_path = public, pg_temp as
        $$ select case when o.phase in ('closed', 'archived') then asked else least(asked + interval '14 days',
             case when (o.ends_on + 1)::timestamp at time zone 'UTC' > asked
               then (o.ends_on + 1)::timestamp at time zone 'UTC' end) end
           from operation o where o.id = op $$;

      -- Internal: who may answer a request by delegation, now.
      create function release_delegates(r uuid) returns setof uuid
        language sql stable security definer set search_path = public, pg_temp as
        $$ select m.person from release_request q join release_target t on t.request = q.id
           join member m on m.operation = q.operation and m.agency = t.holder and m.answers_releases
           join participation i on i.operation = m.operation and i.agency = m.agency and i.state = 'accepted'
           join person p on p.id = m.person and p.active
           where q.id = r and m.role <> 'observer' and m.ended_at is null
             and (m.until_at is null or m.until_at > app_now()) $$;
      create function i_am_delegate(r uuid) returns boolean
        language sql stable security definer set search_path = public, pg_temp as
        $$ select me() in (select release_delegates(r)) $$;
      -- The coordinators of whoever decides, or a member they delegated.
      create function i_answer(r uuid) returns boolean
        language sql stable security definer set search_path = public, pg_temp as
        $$ select i_am_delegate(r) or exists (select from release_target t where t.request = r and i_coordinate(t.holder)) $$;

      -- Internal: one step, recorded and told to the asker and to who may answer.
      create function release_moves(r uuid, new_state text) returns setof uuid
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare p uuid;
        begin
          insert into release_step select r, 1 + count(*), new_state, me(), app_now() from release_step where request = r;
          -- Who asked and has left the operation hears no more of it.
          for p in select asked_by from release_request q where q.id = r and exists (select from seat_window w
                where w.person = q.asked_by and w.operation = q.operation)
              union select d.person from release_target t join person q on q.agency = t.holder and q.active
                join agency_duty d on d.person = q.id and d.duty = 'coordinator' where t.request = r
              union select release_delegates(r) order by 1 loop
            perform notify_person(p, gen_random_uuid(), 'release.changed', jsonb_build_object('request', r));
            return next p;
          end loop;
        end $$;
      revoke execute on function release_moves, release_delegates from public;

      -- Whoever decides on the dataset from now on answers, takes back and is told; who no longer decides does not.
      create function follow_holder() returns trigger
        language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          update release_target set holder = new.originator where dataset = new.id;
          perform notify_person(d.person, gen_random_uuid(), 'release.changed', jsonb_build_object('request', t.request))
            from release_target t join release_request q on q.id = t.request and q.state = 'requested'
            join person p on p.agency = t.holder and p.active
            join agency_duty d on d.person = p.id and d.duty = 'coordinator' where t.dataset = new.id;
          return null;
        end $$;
      create trigger holder_follows after update of handed_over on dataset for each row
        when (new.handed_over and not old.handed_over) execute function follow_holder();

      -- Whether the reference exists changes nothing that the asker can see. Returns whose streams have something new.
      create function ask_release(r uuid, op uuid, reference text, c uuid, why text) returns setof uuid
        language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          if not exists (select from my_seats() s where s.operation = op and s.role <> 'observer')
              or not exists (select from compartment k where k.id = c and k.operation = op
                and k.id in (select my_compartments())) then perform refuse('ask_release'); end if;
          insert into release_request values (r, op, reference, c,
            array(select distinct agency from side where compartment = c and ver_to is null order by agency),
            me(), my_agency(), why, 'requested', null, null, app_now());
          insert into release_target select r, d.id, ${holder('d')},
            my_agency(), null from dataset d where d.operation = op and d.ref = reference;
          return query select release_moves(r, 'requested');
        end $$;

      -- What who answers has to know of the place: what a marking needs, and who gets it now.
      create function release_place(r uuid) returns table (kind text, observed boolean, meets_originator boolean,
          classification text, tlp text, pap text, handling text[], h3_text text, ceiling text, audience uuid[])
        language sql stable security definer set search_path = public, pg_temp as
        $$ select k.kind, observer_sits(k.id),
             d.handed_over or exists (select from side s
               where s.compartment = k.id and s.agency = d.originator and s.ver_to is null),
             k.classification, k.tlp, k.pap, k.handling, k.h3_text, o.ceiling,
             array(select distinct s.agency from side s where s.compartment = k.id and s.ver_to is null order by s.agency)
           from release_request q join release_target t on t.request = q.id join dataset d on d.id = t.dataset
           join compartment k on k.id = q.compartment join operation o on o.id = q.operation
           where q.id = r and i_answer(q.id) $$;
      -- The dataset as who answers has to know it; a coordinator need not have a seat.
      create function release_dataset(r uuid) returns table (dataset uuid, share uuid, originator uuid, version int,
          classification text, tlp text, pap text, handling text[], h3_text text)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select d.id, t.share, d.originator, d.version, d.classification, d.tlp, d.pap, d.handling, d.h3_text
           from release_target t join dataset d on d.id = t.dataset where t.request = r and i_answer(r) $$;

      -- Who gets it stays as it is until the answer is written; the place before the request, as every writer takes them.
      create function lock_release(r uuid) returns void
        language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          perform from compartment where id = (select q.compartment from release_request q
            where q.id = r and exists (select from release_place(r))) for no key update;
        end $$;

      create function answer_release(r uuid, new_state text, terms text, new_share uuid) returns setof uuid
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare q release_request; t release_target; d dataset; s uuid;
        begin
          perform lock_release(r);
          select * into q from release_request where id = r for update;
          select * into t from release_target where request = r;
          if t.request is null or not i_answer(r) or q.state <> 'requested' or release_due(q.operation, q.at) <= app_now()
              or new_state not in ('granted', 'granted_with_conditions', 'refused') then perform refuse('answer_release'); end if;
          update release_request set state = new_state, conditions = terms, answered_by = me() where id = r;
          if new_state <> 'refused' then
            select * into d from dataset where id = t.dataset for update;
            if not exists (select from release_place(r) p where p.meets_originator
                and (d.tlp <> 'RED' or p.kind = 'seats') and (d.tlp <> 'AMBER+STRICT' or not p.observed))
              then perform refuse('answer_release'); end if;
            insert into share values (new_share, d.id, d.operation, q.compartment, d.ref, false, 'received', null, null,
              me(), app_now(), 1, null, null) on conflict on constraint share_place do update set
              withdrawn_at = null, withdrawn_by = null, version = share.version + 1, shared_by = me(), shared_at = app_now()
              returning id into s;
            update release_target set share = s where request = r;
            -- From here on the request says who really got it.
            update release_request set audience = (select p.audience from release_place(r) p) where id = r;
            update dataset set handed_over = true where id = d.id and not handed_over;
            perform append_event(q.compartment, 'share.made', jsonb_build_object('dataset', d.id, 'share', s));
          end if;
          return query select release_moves(r, new_state);
        end $$;

      -- One at a time; names whose streams have something new, nobody when there is nothing to do.
      create function expire_release() returns setof uuid
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare r uuid;
        begin
          perform only_the_clock();
          select q.id into r from release_request q where q.state = 'requested'
            and release_due(q.operation, q.at) <= app_now() order by q.id limit 1 for update skip locked;
          if not found then return; end if;
          update release_request set state = 'expired' where id = r;
          return query select release_moves(r, 'expired');
        end $$;

      create function withdraw_release(r uuid) returns setof uuid
        language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          update release_request set state = 'withdrawn' where id = r and asked_by = me() and state = 'requested';
          if not found then perform refuse('withdraw_release'); end if;
          return query select release_moves(r, 'withdrawn');
        end $$;

      -- What was granted can be taken back, at once and without a seat where it went.
      create function take_back_release(r uuid) returns setof uuid
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare t release_target;
        begin
          perform lock_release(r);
          select * into t from release_target where request = r for update;
          if t.share is null or not i_coordinate(t.holder) or not exists (select from release_request
              where id = r and state in ('granted', 'granted_with_conditions')) then perform refuse('take_back_release'); end if;
          update release_request set state = 'withdrawn', answered_by = me() where id = r;
          perform end_share(t.share, t.holder);
          return query select release_moves(r, 'withdrawn');
        end $$;

      -- Who asked and who answered, for the agencies of both, whether or not these people have a seat in the operation.
      create function people_of_release(r uuid) returns table (id uuid, name text, handle text, agency uuid)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select p.id, p.name, p.handle, p.agency from person p, release_request q
             left join release_target t on t.request = q.id
           where q.id = r and my_agency() in (q.asked_agency, t.holder)
             and p.id in (select s.by from release_step s where s.request = r) $$;
    `);
    for (const table of ['release_request', 'release_target', 'release_step']) await runner.query(lock(table));
    await runner.query(`
      create policy both_read on release_target for select to liaison_app using (i_answer(request)
        or asked_agency = (select my_agency()) and dataset in (select d.id from dataset d));
      -- The asker's colleagues read it where they sit too; of who was asked, those who may answer.
      create policy both_read on release_request for select to liaison_app using (asked_by = me() or i_answer(id)
        or asked_agency = (select my_agency()) and compartment = any(array(select visible_compartments())));
      create policy both_read on release_step for select to liaison_app
        using (request in (select q.id from release_request q));
      grant select on release_request, release_target, release_step to liaison_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger holder_follows on dataset;
      drop table release_step, release_target, release_request;
      drop function people_of_release, take_back_release, withdraw_release, expire_release, answer_release, lock_release,
        release_dataset, release_place, ask_release, follow_holder, release_moves, i_answer, i_am_delegate,
        release_delegates, release_due`);
  }
}
