import {
  classifications,
  compartmentKinds,
  legalRegimes,
  memberRoles,
  operationPhases,
  operationTemplates,
  participationKinds,
  participationStates,
} from '@liaison/domain';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { lock, markingColumns, oneOf } from './sql.js';

/**
 * Operations, participation, members, compartments and their sides; and the sets every policy is made of. A set is
 * computed once per statement: a function per row costs a hundred times as much.
 */
export class Operations1764115200002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table operation (
        id uuid primary key, code_name text not null, ref_prefix text not null, template text not null,
        purpose text not null, legal_basis text not null, grounds text[] not null,
        host uuid not null references agency, phase text not null, starts_on date not null, ends_on date not null,
        ceiling text not null, retention_days int not null, version int not null,
        opened_by uuid not null references person, opened_at timestamptz not null,
        -- Unique where the name is known: a wider check would tell a host of operations that are not its own.
        constraint operation_code_name unique (host, code_name),
        ${oneOf('template', operationTemplates)}, ${oneOf('phase', operationPhases)},
        ${oneOf('ceiling', classifications)});

      create table participation (
        operation uuid not null references operation, agency uuid not null references agency, kind text not null,
        state text not null, regime text, until_on date, desk boolean not null, invited_by uuid references person,
        invited_at timestamptz not null, accepted_at timestamptz, ended_at timestamptz, admission_due_at timestamptz,
        primary key (operation, agency), ${oneOf('kind', participationKinds)},
        ${oneOf('state', participationStates)}, ${oneOf('regime', legalRegimes)},
        check (kind <> 'observer' or until_on is not null));

      -- One answer of each agency already in, to an admission after the start.
      create table admission_answer (
        operation uuid not null, admitted uuid not null, agency uuid not null references agency,
        -- Until when the question was open; an agency that comes back is asked about anew.
        round timestamptz not null,
        with_items boolean not null, answered_by uuid references person, at timestamptz not null,
        primary key (operation, admitted, agency, round),
        foreign key (operation, admitted) references participation (operation, agency));

      create table member (
        id uuid primary key, operation uuid not null references operation, person uuid not null references person,
        agency uuid not null references agency, role text not null, deputy boolean not null,
        from_at timestamptz not null, until_at timestamptz,
        -- Set by a removal: it holds for transactions that began before it, whatever their clock says.
        ended_at timestamptz, nominated_by uuid references person,
        -- Delegated; a word on the membership, so that it ends with it and does not come back with the next one.
        answers_releases boolean not null default false,
        ${oneOf('role', memberRoles)}, check (until_at is null or until_at >= from_at));
      create index member_operation on member (operation);
      -- Every right is asked of those who are in; who has come and gone many times is not asked about.
      create index member_person on member (person, operation) where ended_at is null;
      create index member_agency on member (operation, agency) where ended_at is null;

      create table compartment (
        id uuid primary key, operation uuid not null references operation, kind text not null,
        -- The audience in canonical form: sorted ids. Choosing an audience finds its compartment.
        audience text not null, fixed_seats boolean not null, ${markingColumns},
        epoch text not null, next_seq bigint not null, member_ver int not null,
        opened_by uuid references person, opened_at timestamptz not null,
        constraint compartment_audience unique (operation, audience), ${oneOf('kind', compartmentKinds)});

      create table side (
        id uuid primary key, compartment uuid not null references compartment, agency uuid not null references agency,
        person uuid references person, usable boolean not null, ver_from int not null, ver_to int, release_id uuid,
        -- When it came, if it reads from earlier on: the successor in a seat.
        joined_ver int,
        check (ver_to is null or ver_to >= ver_from));
      create index side_compartment on side (compartment);
      create index side_agency on side (agency) where ver_to is null;

      -- Who is in now: a live member row of an agency that is in, and a usable side. The window says which talk. A membership
      -- begins with its commit and not by the clock: a server whose clock is behind must not refuse a new member. Said
      -- once, here; the application's role cannot read it, only ask through the functions below.
      create view seat_window as
        select m.person, s.compartment, s.ver_from, s.ver_to, m.role, m.operation
        from member m join person q on q.id = m.person and q.active
        join participation i on i.operation = m.operation and i.agency = m.agency and i.state = 'accepted'
          and (i.until_on is null or i.until_on >= app_now()::date)
        join compartment c on c.operation = m.operation
        join side s on s.compartment = c.id and s.agency = m.agency and s.usable
          and (s.person is null or s.person = m.person)
        where m.ended_at is null and (m.until_at is null or m.until_at > app_now());
      create function windows_of(p uuid)
        returns table (compartment uuid, ver_from int, ver_to int, role text, operation uuid)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select compartment, ver_from, ver_to, role, operation from seat_window where person = p $$;
      create function open_to(p uuid[]) returns setof uuid
        language sql stable security definer set search_path = public, pg_temp as
        $$ select distinct compartment from seat_window where person = any(p) and ver_to is null $$;
      -- What is asked for by every statement may be pinned for a transaction that changes no membership: computed once, for
      -- the person and the authors it runs for, and for nobody else. (Settings, like the person: see relay_reads.)
      create function asking() returns text language sql stable parallel safe as
        $$ select concat(current_setting('app.person', true), current_setting('app.actors', true)) $$;
      create function pinned(what text) returns text language sql stable parallel safe as
        $$ select case when current_setting('app.pin_for', true) = asking() then current_setting('app.pin_' || what, true) end $$;
      create function my_compartments() returns setof uuid
        language plpgsql stable security definer set search_path = public, pg_temp as $$
        begin
          if pinned('mine') is null then return query select open_to(array[me()]);
          else return query select unnest(pinned('mine')::uuid[]); end if;
        end $$;
      create function visible_compartments() returns setof uuid
        language plpgsql stable security definer set search_path = public, pg_temp as $$
        begin
          if pinned('visible') is null then return query select open_to(actors() || me());
          else return query select unnest(pinned('visible')::uuid[]); end if;
        end $$;
      revoke execute on function windows_of, open_to from public;
      create function my_whole_compartments() returns setof uuid
        language plpgsql stable security definer set search_path = public, pg_temp as $$
        begin
          if pinned('whole') is null then return query select compartment from windows_of(me()) where ver_to is null and ver_from = 1;
          else return query select unnest(pinned('whole')::uuid[]); end if;
        end $$;
      create function my_windows() returns jsonb
        language plpgsql stable security definer set search_path = public, pg_temp as $$
        begin
          return coalesce(pinned('windows')::jsonb, (select coalesce(jsonb_object_agg(compartment, r), '{}') from
            (select compartment, range_agg(int4range(ver_from, ver_to))::text r from windows_of(me()) group by 1) x));
        end $$;
      create function my_windows_in(c uuid) returns table (ver_from int, ver_to int)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select w.ver_from, w.ver_to from windows_of(me()) w where w.compartment = c $$;
      -- What ended under a version is told to who was in then, and to the agency that ended it; who came later learns
      -- nothing of it. What has not ended has no such version.
      create function knows_end(c uuid, ver int, by_agency uuid) returns boolean
        language sql stable security definer set search_path = public, pg_temp as
        $$ select ver is null or by_agency = my_agency() or exists (select from windows_of(me()) w
             where w.compartment = c and w.ver_from <= ver and (w.ver_to is null or ver < w.ver_to)) $$;
      -- Internal: whether an observer agency is there, however one meets it.
      create function observer_sits(c uuid) returns boolean
        language sql stable security definer set search_path = public, pg_temp as
        $$ select exists (select from compartment k join side s on s.compartment = k.id and s.ver_to is null
             join participation p on p.operation = k.operation and p.agency = s.agency and p.kind = 'observer'
             where k.id = c) $$;
      revoke execute on function observer_sits from public;
      create function is_observed(c uuid) returns boolean
        language sql stable security definer set search_path = public, pg_temp as
        $$ select c in (select visible_compartments()) and observer_sits(c) $$;
      -- Who of the batch's authors may write where; an observer may only acknowledge.
      create function live_rights() returns text[]
        language sql stable security definer set search_path = public, pg_temp as
        $$ select coalesce(array_agg(distinct person || ':' || compartment), '{}')
           from seat_window where person = any(actors()) and ver_to is null and role <> 'observer' $$;
      create function batch_rights() returns text[] language sql stable as
        $$ select coalesce(pinned('rights')::text[], live_rights()) $$;
      create function batch_reads() returns text[]
        language sql stable security definer set search_path = public, pg_temp as
        $$ select coalesce(array_agg(distinct person || ':' || compartment), '{}') from seat_window
           where person = any(actors()) and ver_to is null $$;
      -- The seats that the batch's authors have in a compartment now.
      create function seats_here(c uuid) returns table (person uuid, role text)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select distinct person, role from seat_window
           where compartment = c and person = any(actors()) and ver_to is null $$;
      -- For one person all that is theirs; for several authors what they write to, and nothing to read.
      create function pin_rights(places uuid[]) returns void
        language plpgsql volatile security definer set search_path = public, pg_temp as $$
        declare the_reader uuid := me(); the_authors uuid[] := actors();
        begin
          perform set_config('app.pin_for', '', true);
          perform set_config('app.pin_mine', coalesce(array_agg(distinct compartment) filter (where mine), '{}')::text, true),
              set_config('app.pin_whole', coalesce(array_agg(distinct compartment) filter (where mine and ver_from = 1), '{}')::text, true),
              set_config('app.pin_visible', coalesce(array_agg(distinct compartment), '{}')::text, true),
              set_config('app.pin_rights', coalesce(array_agg(distinct person || ':' || compartment)
                filter (where role <> 'observer' and writes), '{}')::text, true),
              set_config('app.pin_windows', case when me() is null then '{}' else my_windows()::text end, true)
            from (select compartment, person, role, ver_from, person = the_reader as mine, person = any(the_authors) as writes
              from seat_window where person = any(the_authors || the_reader) and ver_to is null
                and (the_reader is not null or compartment = any(places))) w;
          perform set_config('app.pin_for', asking(), true);
        end $$;
      -- From here on the transaction speaks for one person, or for several authors (null).
      create function speak_for(p uuid, authors uuid[], places uuid[]) returns void
        language plpgsql volatile security definer set search_path = public, pg_temp as $$
        begin
          perform set_config('app.person', coalesce(p::text, ''), true), set_config('app.actors', authors::text, true);
          perform pin_rights(places);
        end $$;
      -- The lock of every write, in ascending order, and what stands under it: facts read before it decide nothing. Where
      -- none of the authors is in, nothing is locked and nothing is there.
      create function lock_streams(ids uuid[], pin boolean) returns table (id uuid, operation uuid, kind text,
          classification text, tlp text, pap text, handling text[], h3_text text, member_ver int, next_seq bigint,
          phase text, ceiling text, observed boolean, audience json, seats json)
        language plpgsql volatile security definer set search_path = public, pg_temp
        set plan_cache_mode = force_generic_plan as $$
        declare
          the_authors uuid[] := actors();
          here uuid[] := array(select distinct compartment from seat_window
            where person = any(the_authors) and ver_to is null and compartment = any(ids));
        begin
          perform from compartment c where c.id = any(here) order by c.id for no key update;
          if pin then perform pin_rights(here); end if;
          return query select c.id, c.operation, c.kind, c.classification, c.tlp, c.pap, c.handling, c.h3_text, c.member_ver,
              c.next_seq, o.phase, o.ceiling, observer_sits(c.id),
              (select json_agg(distinct s.agency) from side s where s.compartment = c.id and s.ver_to is null), w.seats
            from compartment c join operation o on o.id = c.operation
              join lateral (select json_agg(json_build_object('person', q.person, 'role', q.role) order by q.role = 'observer') as seats
                from (select distinct person, role from seat_window w
                  where w.compartment = c.id and w.person = any(the_authors) and w.ver_to is null) q) w on w.seats is not null
            where c.id = any(here) order by c.id;
        end $$;

      create function my_seats() returns table (operation uuid, role text)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select m.operation, m.role from member m
           join person q on q.id = m.person and q.active
           join participation p on p.operation = m.operation and p.agency = m.agency and p.state = 'accepted'
           where m.person = me() and m.ended_at is null
             and (m.until_at is null or m.until_at > app_now()) and (p.until_on is null or p.until_on >= app_now()::date) $$;
      -- The roles that the own agency may name somebody to, where it is in.
      create function my_agency_roles() returns table (operation uuid, role text)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select p.operation, r.role from participation p, unnest(array[${memberRoles.map((role) => `'${role}'`).join(', ')}]) r (role)
           where p.agency = my_agency() and p.state = 'accepted' and (r.role = 'observer' or p.kind <> 'observer')
             and (r.role <> 'lead' or p.kind = 'host') $$;
      create function my_led_operations() returns setof uuid
        language sql stable security definer set search_path = public, pg_temp as
        $$ select operation from my_seats() where role = 'lead' $$;
      -- Operations this person knows of: a seat, or a duty in an agency that is in it or invited, or oversight of its host.
      create function my_operations() returns setof uuid
        language sql stable security definer set search_path = public, pg_temp as
        $$ select operation from my_seats()
           union select p.operation from participation p
             where p.agency = my_agency() and p.state in ('invited', 'accepted') and my_duties() && '{coordinator,auditor}'
           union select o.id from operation o
             where o.host = my_agency() and 'oversight' = any(my_installation_duties()) $$;
      -- What an agency that has left goes on knowing: the operation as it was when it left.
      create table operation_left (
        operation uuid not null references operation, agency uuid not null references agency, was jsonb not null,
        primary key (operation, agency));
      create function keep_what_was() returns trigger
        language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          insert into operation_left select o.id, new.agency, to_jsonb(o) from operation o where o.id = new.operation
            on conflict (operation, agency) do update set was = excluded.was;
          return null;
        end $$;
      create trigger participation_ended after update of state on participation for each row
        when (old.state in ('invited', 'accepted') and new.state not in ('invited', 'accepted'))
        execute function keep_what_was();
      create function my_former_operations() returns setof uuid
        language sql stable security definer set search_path = public, pg_temp as
        $$ select l.operation from operation_left l where l.agency = my_agency() and my_duties() && '{coordinator,auditor}'
           except select my_operations() $$;
      create function known_operations() returns setof operation
        language sql stable security definer set search_path = public, pg_temp as
        $$ select o.* from operation o where o.id in (select my_operations())
           union all select (jsonb_populate_record(null::operation, l.was)).* from operation_left l
             where l.agency = my_agency() and l.operation in (select my_former_operations()) $$;
      -- While it is being opened: its first rows refer to it before anybody is in it.
      create function my_openings() returns setof uuid
        language sql stable security definer set search_path = public, pg_temp as
        $$ select o.id from operation o where o.opened_by = me()
           and not exists (select from member m where m.operation = o.id) $$;
      -- Agencies met in an operation: through a compartment one is in, or as the operation's lead, or as its coordinator.
      create function my_peers() returns table (operation uuid, agency uuid)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select c.operation, s.agency from compartment c join side s on s.compartment = c.id
             where c.id in (select my_compartments()) and s.person is null
           union select p.operation, p.agency from participation p
             where p.operation in (select my_led_operations()) or p.agency = my_agency()
           union select p.operation, p.agency from participation p where p.kind <> 'observer'
             and p.operation in (select w.operation from participation w
               where w.agency = my_agency() and w.kind <> 'observer' and w.state in ('invited', 'accepted'))
             and p.operation in (select my_operations()) $$;
      -- Agencies whose people one meets: an agency that is only invited, or waits to be let in, learns no names.
      create function my_colleagues() returns table (operation uuid, agency uuid)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select p.operation, p.agency from my_peers() p
           where p.agency = my_agency() or p.operation in (select l from my_led_operations() l)
             or p.operation in (select w.operation from participation w where w.agency = my_agency()
               and w.state = 'accepted' and (w.kind = 'observer' or w.admission_due_at is null)) $$;
      create function my_people() returns setof uuid
        language sql stable security definer set search_path = public, pg_temp as
        $$ select m.person from member m join my_colleagues() p on p.operation = m.operation and p.agency = m.agency
           union select s.person from side s
             where s.person is not null and s.compartment in (select my_compartments())
           union select id from person where agency = my_agency()
           -- What they wrote keeps its author's name.
           union select p.opened_by from operation p where p.id in (select my_operations()) $$;
    `);
    for (const table of [
      'operation',
      'operation_left',
      'participation',
      'admission_answer',
      'member',
      'compartment',
      'side',
    ])
      await runner.query(lock(table));
    await runner.query(`
      create policy mine_read on operation for select to liaison_app
        using (id = any(array(select my_operations())) or id = any(array(select my_openings())));
      create policy organiser_opens on operation for insert to liaison_app
        with check (opened_by = me() and host = my_agency() and 'organiser' = any(my_duties()));
      create policy lead_changes on operation for update to liaison_app
        using (id = any(array(select my_led_operations())));

      create policy peers_read on participation for select to liaison_app
        using ((operation, agency) in (select p.operation, p.agency from my_peers() p));
      create policy lead_invites on participation for insert to liaison_app
        with check ((operation = any(array(select my_led_operations())) and state = 'invited' and kind <> 'host')
          or (kind = 'host' and state = 'accepted' and agency = my_agency() and exists (select from operation o
            where o.id = operation and o.host = my_agency() and o.opened_by = me())));
      create policy lead_or_own_coordinator_changes on participation for update to liaison_app
        using (operation = any(array(select my_led_operations()))
          or i_coordinate(agency) and state in ('invited', 'accepted'))
        -- The lead invites and removes; what an agency answers is its own.
        with check ((operation = any(array(select my_led_operations())) and kind <> 'host' and state in ('invited', 'removed'))
          or (i_coordinate(agency) and state in ('accepted', 'declined', 'withdrawn')));

      create policy own_agency_reads on admission_answer for select to liaison_app
        using (agency = (select my_agency()));
      create policy own_coordinator_answers on admission_answer for insert to liaison_app
        with check (i_coordinate(agency) and answered_by = me());

      create policy peers_read on member for select to liaison_app
        using ((operation, agency) in (select p.operation, p.agency from my_colleagues() p) or person = me()
          or person = any(array(select my_people())) and operation = any(array(select my_operations())));
      -- Nobody nominates for another agency, or arrives delegated; a lead is the host's, named by its organiser or coordinator.
      create policy own_agency_nominates on member for insert to liaison_app
        with check (nominated_by = me() and agency = my_agency() and not answers_releases
          and person in (select id from person where agency = my_agency())
          and (operation, role) in (select r.operation, r.role from my_agency_roles() r)
          and my_duties() && case when role = 'lead' then '{organiser,coordinator}' else '{coordinator}' end::text[]);
      -- Who has left is nominated anew and never revived.
      create policy own_agency_changes on member for update to liaison_app using (i_coordinate(agency) and ended_at is null)
        with check (i_coordinate(agency) and (operation, role) in (select r.operation, r.role from my_agency_roles() r));

      create policy members_read on compartment for select to liaison_app
        using (id = any(array(select visible_compartments())));
      create policy members_read on side for select to liaison_app
        using (compartment = any(array(select visible_compartments())));

      create policy peers_read on person for select to liaison_app using (id = any(array(select my_people())));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop policy peers_read on person;
      drop view seat_window cascade;
      drop table side, compartment, member, admission_answer, operation_left, participation, operation cascade;
      drop function lock_streams, speak_for, pin_rights, pinned, seats_here, my_people, my_colleagues, my_peers, my_former_operations, keep_what_was, my_operations, my_led_operations, my_openings, my_agency_roles, my_seats, batch_reads, batch_rights, live_rights, asking, knows_end, is_observed, observer_sits,
        my_windows, my_windows_in, my_whole_compartments, my_compartments, visible_compartments, open_to, windows_of cascade;
    `);
  }
}
