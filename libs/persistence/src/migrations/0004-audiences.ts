import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The only ways in which an audience changes. The application's role has no write on `side`: each function here checks
 * the actor's right itself, locks the compartments it touches in ascending order, raises their `member_ver` and appends
 * the event, and returns nothing of compartments that the actor does not see.
 */
export class Audiences1700000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function refuse(what text) returns void language plpgsql as
        $$ begin raise exception '%', what using errcode = '42501'; end $$;

      -- Internal: one event under a new member_ver. The row lock gives the order.
      create function append_member_event(c uuid, event_kind text, event_refs jsonb) returns int
        language plpgsql security definer set search_path from current as $$
        declare n bigint; v int;
        begin
          update compartment set next_seq = next_seq + 1, member_ver = member_ver + 1 where id = c
            returning next_seq - 1, member_ver into n, v;
          insert into event values (c, n, gen_random_uuid(), v, v, event_kind, me(), null, event_refs, app_now());
          return v;
        end $$;

      revoke execute on function append_member_event from public;

      -- Finds or opens the compartment of an audience. Own agency always in; nobody gains what the opener cannot name.
      create function open_compartment(c uuid, op uuid, k text, aud text, agencies uuid[], seats uuid[], fixed boolean,
          classification text, tlp text, pap text, handling text[], h3 text) returns uuid
        language plpgsql security definer set search_path from current as $$
        declare found_id uuid; who uuid;
        begin
          if k = 'all' then
            if not exists (select from operation where id = op and opened_by = me() and phase = 'preparation')
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
                and m.from_at <= app_now() and (m.until_at is null or m.until_at > app_now()))))
            then perform refuse('open_compartment'); end if;
          select id into found_id from compartment where operation = op and audience = aud;
          if found_id is not null then return found_id; end if;
          insert into compartment values (c, op, k, aud, fixed, classification, tlp, pap, handling, h3,
            gen_random_uuid()::text, 2, 1, me(), app_now());
          if k = 'seats' then
            foreach who in array seats loop
              insert into side select gen_random_uuid(), c, m.agency, who, true, 1, null, null from member m
                where m.operation = op and m.person = who order by m.from_at desc limit 1;
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
        language plpgsql security definer set search_path from current as $$
        declare c uuid; v int;
        begin
          if not exists (select from my_led_operations() l where l = op) or not exists (select from participation p
              where p.operation = op and p.agency = a and p.state = 'invited' and p.kind = 'participant')
            then perform refuse('invite_side'); end if;
          select id into c from compartment where operation = op and kind = 'all' for no key update;
          v := append_member_event(c, 'participation.changed', jsonb_build_object('agency', a));
          insert into side values (gen_random_uuid(), c, a, null, false, v, null, null);
        end $$;

      -- The agency's own coordinator accepts: before the start its side becomes usable.
      create function accept_side(op uuid, a uuid) returns void
        language plpgsql security definer set search_path from current as $$
        declare c uuid;
        begin
          if not i_coordinate(a) or not exists (select from participation p
              where p.operation = op and p.agency = a and p.state = 'accepted') then perform refuse('accept_side'); end if;
          select id into c from compartment where operation = op and kind = 'all' for no key update;
          update side set usable = true where compartment = c and agency = a and ver_to is null;
          perform append_member_event(c, 'agency.joined', jsonb_build_object('agency', a));
        end $$;

      -- After the start: opened once every agency already in has answered, or the time for it has passed.
      create function admit_side(op uuid, a uuid) returns void
        language plpgsql security definer set search_path from current as $$
        declare c uuid; v int;
        begin
          if not exists (select from participation p where p.operation = op and p.agency = a and p.state = 'accepted'
              and p.kind = 'participant' and p.admission_due_at is not null
              and (p.admission_due_at <= app_now() or not exists (select from participation i
                where i.operation = op and i.kind <> 'observer' and i.state = 'accepted' and i.admission_due_at is null
                  and not exists (select from admission_answer w
                    where w.operation = op and w.admitted = a and w.agency = i.agency))))
            then perform refuse('admit_side'); end if;
          select id into c from compartment where operation = op and kind = 'all' for no key update;
          update participation set admission_due_at = null where operation = op and agency = a;
          v := append_member_event(c, 'agency.joined', jsonb_build_object('agency', a));
          insert into side values (gen_random_uuid(), c, a, null, true, v, null, null);
        end $$;

      -- An agency declines, withdraws or is removed (person null), or one seat ends: in every compartment at once.
      create function end_sides(op uuid, a uuid, p uuid) returns void
        language plpgsql security definer set search_path from current as $$
        declare c uuid; v int; k text := case when p is null then 'agency.left' else 'member.left' end;
        begin
          if not (i_coordinate(a) or (p is null and exists (select from my_led_operations() l where l = op)))
            then perform refuse('end_sides'); end if;
          for c in select id from compartment k2 where k2.operation = op and exists (select from side s
              where s.compartment = k2.id and s.agency = a and s.ver_to is null
                and (p is null or s.person is null or s.person = p)) order by id for no key update loop
            v := append_member_event(c, k, jsonb_strip_nulls(jsonb_build_object('agency', a, 'person', p)));
            update side set ver_to = v where compartment = c and agency = a and ver_to is null
              and (p is null or person = p);
          end loop;
        end $$;

      -- A person of an agency joins or changes role or end date: told to every compartment of the agency.
      create function tell_member(op uuid, a uuid, p uuid, event_kind text) returns void
        language plpgsql security definer set search_path from current as $$
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
        language plpgsql security definer set search_path from current as $$
        declare c uuid; v int;
        begin
          if not i_coordinate(a) then perform refuse('pass_seats'); end if;
          for c in select id from compartment k where k.operation = op and k.kind = 'seats' and not k.fixed_seats
              and exists (select from side s where s.compartment = k.id and s.person = p and s.agency = a and s.ver_to is null)
              order by id for no key update loop
            v := append_member_event(c, 'member.changed', jsonb_build_object('agency', a, 'person', successor));
            insert into side select gen_random_uuid(), c, a, successor, true, s.ver_from, null, null from side s
              where s.compartment = c and s.person = p and s.ver_to is null;
            update side set ver_to = v where compartment = c and person = p and ver_to is null;
          end loop;
        end $$;

      -- Who the operation's streams are for when a hint is due: no content, ids of streams only, for the server alone.
      create function streams_of_operation(op uuid) returns setof uuid
        language sql stable security definer set search_path from current as
        $$ select id from compartment where operation = op $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function streams_of_operation, pass_seats, tell_member, end_sides, admit_side, accept_side,
      invite_side, open_compartment, append_member_event, refuse`);
  }
}
