import type { MigrationInterface, QueryRunner } from 'typeorm';
import { holder } from '../holder.js';

/**
 * The only ways in which an audience changes. The application's role has no write on `side`: each function here checks
 * the actor's right itself, locks the compartments it touches in ascending order, raises their `member_ver` and appends
 * the event, and returns nothing of compartments that the actor does not see.
 */
export class Audiences1764115200004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function refuse(what text) returns void language plpgsql as
        $$ begin raise exception '%', what using errcode = '42501'; end $$;

      -- Internal: one event under a new member_ver. The row lock gives the order; its author is named where the
      -- audience knows them.
      create function append_member_event(c uuid, event_kind text, event_refs jsonb) returns int
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare n bigint; v int;
        begin
          update compartment set next_seq = next_seq + 1, member_ver = member_ver + 1 where id = c
            returning next_seq - 1, member_ver into n, v;
          insert into event values (c, n, gen_random_uuid(), v, v, event_kind,
            case when c in (select my_compartments()) then me() end, null, event_refs, app_now());
          return v;
        end $$;

      revoke execute on function append_member_event from public;

      -- Whoever changes who is in an operation stands in line here, before reading what the decision rests on. The
      -- operation first, then its compartments in ascending order, as every writer takes them.
      create function lock_all(op uuid) returns void
        language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          perform from operation where id = op for no key update;
          perform from compartment where operation = op order by id for no key update;
        end $$;
      revoke execute on function lock_all from public;
      create function lock_operation(op uuid) returns void
        language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          if op in (select my_operations() union select my_former_operations()) then perform lock_all(op); end if;
        end $$;

      -- Finds or opens the compartment of an audience. Own agency always in; nobody gains what the opener cannot name.
      create function open_compartment(c uuid, op uuid, k text, aud text, agencies uuid[], seats uuid[], fixed boolean,
          classification text, tlp text, pap text, handling text[], h3 text) returns uuid
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare found_id uuid; who uuid;
        begin
          -- The name is the audience: with another one this would tell of a compartment of others.
          if aud is distinct from (case k when 'all' then k
              when 'seats' then case when fixed then 'persons:' else 'seats:' end || (select string_agg(distinct s::text
                collate "C", ',' order by s::text collate "C") from unnest(seats) s)
              else k || ':' || (select string_agg(distinct a::text collate "C", ',' order by a::text collate "C")
                from unnest(agencies) a) end) then perform refuse('open_compartment'); end if;
          if k = 'all' then
            if agencies <> array[my_agency()]
              or not exists (select from operation where id = op and opened_by = me() and phase = 'preparation')
              or exists (select from compartment where operation = op) then perform refuse('open_compartment'); end if;
          elsif k = 'agency' then
            if not (agencies = array[my_agency()] and (my_duties() && '{coordinator,organiser}'))
              then perform refuse('open_compartment'); end if;
          elsif not exists (select from my_seats() s where s.operation = op and s.role <> 'observer')
              or not (my_agency() = any(agencies)) then perform refuse('open_compartment'); end if;
          if exists (select from unnest(agencies) a where not exists (select from participation p
              where p.operation = op and p.agency = a and p.state = 'accepted'
                and (p.until_on is null or p.until_on >= app_now()::date))) then perform refuse('open_compartment'); end if;
          if k = 'seats' and (not (me() = any(seats)) or exists (select from unnest(seats) s where not exists (
              select from member m where m.operation = op and m.person = s and m.agency = any(agencies)
                and m.ended_at is null and (m.until_at is null or m.until_at > app_now()))))
            then perform refuse('open_compartment'); end if;
          select id into found_id from compartment where operation = op and audience = aud;
          if found_id is not null then return found_id; end if;
          insert into compartment values (c, op, k, aud, fixed, classification, tlp, pap, handling, h3,
            gen_random_uuid()::text, 2, 1, me(), app_now()) on conflict (operation, audience) do nothing;
          if not found then
            select id into found_id from compartment where operation = op and audience = aud;
            return found_id;
          end if;
          if k = 'seats' then
            foreach who in array seats loop
              insert into side select gen_random_uuid(), c, m.agency, who, true, 1, null, null from member m
                where m.operation = op and m.person = who and m.ended_at is null order by m.from_at desc limit 1;
            end loop;
          else
            foreach who in array agencies loop
              insert into side values (gen_random_uuid(), c, who, null, true, 1, null, null);
            end loop;
          end if;
          insert into event values (c, 1, gen_random_uuid(), 1, 1, 'compartment.opened', me(), null, '{}', app_now());
          return c;
        end $$;

      -- An invited agency counts in the audience of all participants; it reads once usable.
      create function invite_side(op uuid, a uuid) returns void
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare c uuid; v int;
        begin
          if not exists (select from my_led_operations() l where l = op)
            or not exists (select from operation o where o.id = op and o.phase = 'preparation')
            or not exists (select from participation p
              where p.operation = op and p.agency = a and p.state = 'invited' and p.kind = 'participant')
            then perform refuse('invite_side'); end if;
          select id into c from compartment where operation = op and kind = 'all' for no key update;
          v := append_member_event(c, 'participation.changed', jsonb_build_object('agency', a));
          insert into side values (gen_random_uuid(), c, a, null, false, v, null, null);
        end $$;

      create function is_expected(op uuid, a uuid) returns boolean
        language sql stable security definer set search_path = public, pg_temp as
        $$ select i_coordinate(a) and exists (select from side s join compartment c on c.id = s.compartment
             where c.operation = op and c.kind = 'all' and s.agency = a and s.ver_to is null) $$;

      -- The agency's own coordinator accepts: before the start its side becomes usable.
      create function accept_side(op uuid, a uuid) returns void
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare c uuid;
        begin
          if not i_coordinate(a) or not exists (select from participation p
              where p.operation = op and p.agency = a and p.state = 'accepted') then perform refuse('accept_side'); end if;
          select id into c from compartment where operation = op and kind = 'all' for no key update;
          update side set usable = true where compartment = c and agency = a and ver_to is null;
          perform append_member_event(c, 'agency.joined', jsonb_build_object('agency', a));
        end $$;

      -- Internal: an agency leaves (person null) or one seat ends, in every compartment at once. A shrunken audience gives
      -- up its name, so that choosing the same audience again never finds fewer readers than were chosen. An agency's
      -- own compartment stays its own: nobody else is in it, and it is read only while the agency is in the operation.
      create function close_sides(op uuid, a uuid, p uuid, event_kind text) returns void
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare c uuid; v int;
        begin
          perform lock_all(op);
          for c in select id from compartment k where k.operation = op and exists (select from side s
              where s.compartment = k.id and s.agency = a and s.ver_to is null
                and (p is null or s.person is null or s.person = p)) order by id loop
            v := append_member_event(c, event_kind, jsonb_strip_nulls(jsonb_build_object('agency', a, 'person', p)));
            update side s set ver_to = v from compartment k where k.id = c and k.kind <> 'agency'
              and s.compartment = c and s.agency = a and s.ver_to is null and (p is null or s.person = p);
            if found then
              update compartment set audience = audience || '~' || v where id = c and kind in ('agencies', 'seats');
            end if;
          end loop;
          update member m set ended_at = app_now(), until_at = least(m.until_at, app_now())
            where m.operation = op and m.agency = a and m.ended_at is null and (p is null or m.person = p);
          perform move_work(op, a, p, null);
          -- What the agency brought stands still. One that only declines an invitation has not been in.
          if p is null and exists (select from participation i
              where i.operation = op and i.agency = a and i.accepted_at is not null) then
            perform freeze_share(h.id, a) from share h join dataset d on d.id = h.dataset
              where h.operation = op and not h.home and h.withdrawn_at is null and h.frozen_by is null
                and ${holder('d')} = a order by h.compartment, h.id;
          end if;
        end $$;
      revoke execute on function close_sides from public;

      -- An agency has declined, withdrawn or been removed (person null), or one of its people leaves.
      create function end_sides(op uuid, a uuid, p uuid) returns void
        language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          if p is null then
            if not (i_coordinate(a) or exists (select from my_led_operations() l where l = op)) or not exists (select
                from participation i where i.operation = op and i.agency = a
                and i.state in ('declined', 'withdrawn', 'removed')) then perform refuse('end_sides'); end if;
          elsif not i_coordinate(a) then perform refuse('end_sides'); end if;
          perform close_sides(op, a, p, case when p is null then 'agency.left' else 'member.left' end);
        end $$;

      -- A person of an agency joins or changes role or end date: told to every compartment of the agency.
      create function tell_member(op uuid, a uuid, p uuid, event_kind text) returns void
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare c uuid;
        begin
          if not (a = my_agency() and my_duties() && '{coordinator,organiser}')
            or event_kind not in ('member.joined', 'member.changed') then perform refuse('tell_member'); end if;
          for c in select id from compartment k where k.operation = op and exists (select from side s
              where s.compartment = k.id and s.agency = a and s.ver_to is null and (s.person is null or s.person = p))
              order by id for no key update loop
            perform append_member_event(c, event_kind, jsonb_build_object('agency', a, 'person', p));
          end loop;
        end $$;

      -- A successor takes over the seats of compartments of named people that were not opened as "these persons only".
      create function pass_seats(op uuid, a uuid, p uuid, successor uuid) returns void
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare c uuid; v int; name text;
        begin
          if not i_coordinate(a) or not exists (select from member m where m.operation = op and m.agency = a
              and m.person = successor and m.ended_at is null
              and (m.until_at is null or m.until_at > app_now())) then perform refuse('pass_seats'); end if;
          for c in select id from compartment k where k.operation = op and k.kind = 'seats' and not k.fixed_seats
              and exists (select from side s where s.compartment = k.id and s.person = p and s.agency = a and s.ver_to is null)
              order by id for no key update loop
            v := append_member_event(c, 'member.changed', jsonb_build_object('agency', a, 'person', successor));
            insert into side select gen_random_uuid(), c, a, successor, true, s.ver_from, null, null, v from side s
              where s.compartment = c and s.person = p and s.ver_to is null and not exists (select from side t
                where t.compartment = c and t.person = successor and t.ver_to is null);
            update side set ver_to = v where compartment = c and person = p and ver_to is null;
            select 'seats:' || string_agg(s.person::text, ',' order by s.person::text) into name
              from side s where s.compartment = c and s.ver_to is null;
            update compartment set audience = name || case when exists (select from compartment o
              where o.operation = op and o.audience = name and o.id <> c) then '~' || v else '' end where id = c;
          end loop;
        end $$;

      -- Coordinators of an agency that has just been invited: told, and named to the server for its hint.
      create function tell_invited(op uuid, a uuid) returns setof uuid
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare p uuid;
        begin
          if not exists (select from my_led_operations() l where l = op) or not exists (select from participation i
              where i.operation = op and i.agency = a and i.state = 'invited') then perform refuse('tell_invited'); end if;
          for p in select q.id from person q join agency_duty d on d.person = q.id and d.duty = 'coordinator'
              where q.agency = a and q.active order by q.id loop
            perform notify_person(p, gen_random_uuid(), 'operation.invited', jsonb_build_object('operation', op));
            return next p;
          end loop;
        end $$;

      -- After the start: those already in are asked, and their coordinators told; the server learns whom to hint.
      create function ask_admission(op uuid, a uuid) returns setof uuid
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare c uuid; p uuid;
        begin
          if not i_coordinate(a) or not exists (select from participation i where i.operation = op and i.agency = a
              and i.state = 'accepted' and i.admission_due_at is not null) then perform refuse('ask_admission'); end if;
          select id into c from compartment where operation = op and kind = 'all' for no key update;
          perform append_member_event(c, 'participation.changed', jsonb_build_object('agency', a));
          for p in select q.id from participation i join person q on q.agency = i.agency and q.active
              join agency_duty d on d.person = q.id and d.duty = 'coordinator'
              where i.operation = op and i.state = 'accepted' and i.kind <> 'observer' and i.admission_due_at is null
              order by q.id loop
            perform notify_person(p, gen_random_uuid(), 'admission.asked', jsonb_build_object('operation', op, 'agency', a));
            return next p;
          end loop;
        end $$;

      -- Clocks that ran out, one at a time so that one operation's compartments are locked at once. What has run out is
      -- over by the clock already; this writes it down, for nobody. Answers whose it was, nothing when there is nothing to do.
      create function only_the_clock() returns void language plpgsql as
        $$ begin if me() is not null then perform refuse('only_the_clock'); end if; end $$;
      create function expire_member() returns table (operation uuid, person uuid)
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare m record;
        begin
          perform only_the_clock();
          select x.operation as op, x.agency as a, x.person as p, x.until_at as at into m from member x
            where x.ended_at is null and x.until_at <= app_now() order by x.id limit 1 for update skip locked;
          if not found then return; end if;
          perform close_sides(m.op, m.a, m.p, 'member.expired');
          perform notify_person(m.p, gen_random_uuid(), 'membership.lost', jsonb_build_object('operation', m.op));
          return query select m.op, m.p;
        end $$;
      create function expire_participation() returns table (operation uuid, agency uuid)
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare i record;
        begin
          perform only_the_clock();
          select x.operation as op, x.agency as a into i from participation x
            where x.state = 'accepted' and x.until_on < app_now()::date
            order by x.operation, x.agency limit 1 for update skip locked;
          if not found then return; end if;
          update participation x set state = 'withdrawn', ended_at = app_now()
            where x.operation = i.op and x.agency = i.a;
          perform close_sides(i.op, i.a, null, 'agency.left');
          return query select i.op, i.a;
        end $$;
      create function due_admissions() returns table (operation uuid, agency uuid)
        language plpgsql stable security definer set search_path = public, pg_temp as $$
        begin
          perform only_the_clock();
          return query select i.operation, i.agency from participation i
            where i.state = 'accepted' and i.admission_due_at <= app_now() order by i.operation, i.agency;
        end $$;

      -- Who read what was written in one's own compartment at a moment of one's own window.
      create function readers_at(c uuid, moment timestamptz) returns table (person uuid, agency uuid)
        language sql stable security definer set search_path = public, pg_temp as
        $$ with v as (select max(e.member_ver) as ver from event e where e.compartment = c and e.at <= moment)
           select distinct m.person, m.agency from v, side s join compartment k on k.id = s.compartment
             join member m on m.operation = k.operation and m.agency = s.agency
               and (s.person is null or s.person = m.person)
             join participation i on i.operation = k.operation and i.agency = s.agency
           where k.id = c and c in (select my_compartments())
             and coalesce(s.joined_ver, s.ver_from) <= v.ver and (s.ver_to is null or v.ver < s.ver_to)
             and exists (select from windows_of(me()) w where w.compartment = c and w.ver_from <= v.ver)
             and m.from_at <= moment and (m.until_at is null or m.until_at > moment)
             and i.accepted_at <= moment and (i.ended_at is null or i.ended_at > moment) $$;

      -- A coordinator sees that the own agency, or who of it, is in a compartment; nothing else of it.
      create function compartments_of_my_agency(op uuid) returns table (id uuid, kind text, people uuid[])
        language sql stable security definer set search_path = public, pg_temp as
        $$ select c.id, c.kind, array(select s.person from side s where s.compartment = c.id and s.agency = my_agency()
             and s.ver_to is null and s.person is not null order by s.person)
           from compartment c where c.operation = op and 'coordinator' = any(my_duties()) and exists (select from side s
             where s.compartment = c.id and s.agency = my_agency() and s.ver_to is null)
           order by c.id $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function compartments_of_my_agency, readers_at, due_admissions, expire_participation,
      expire_member, only_the_clock, ask_admission, tell_invited, pass_seats, tell_member, end_sides, close_sides,
      accept_side, is_expected, invite_side, open_compartment, lock_operation, lock_all, append_member_event, refuse`);
  }
}
