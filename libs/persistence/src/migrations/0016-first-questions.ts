import type { MigrationInterface, QueryRunner } from 'typeorm';
import { leaseLapse } from './sql.js';

/** Who opened something, and what somebody could see: answered from the log and from the windows of seats. */
export class FirstQuestions1764115200016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index open_thread_thread on open_thread (thread);

      -- Newest first. What was read live lasted, from when it was there and open until it was closed, and is an answer where
      -- it overlaps the times asked about: so records are looked for from the first to the last that the leases of these times
      -- have, and each says whether its own time is one (within). A list goes on after what was found, within or not.
      -- A lease that is still open comes with the first page and has no record yet that names what it showed.
      create function who_opened(f jsonb, before_at timestamptz, before_id uuid, n int)
        returns table (place uuid, place_at timestamptz, within boolean, grade text, person uuid, person_name text, agency uuid,
          operation uuid, role text, act text, at timestamptz, until timestamptz, ground_stated boolean, ground text,
          erased text[], record uuid, seen_as text)
        language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off set jit = off as
        $$ with asked as materialized (select asked_from(f) as first, asked_to(f) as last, (f ->> 'object')::uuid as object),
             leases as materialized (select o.id, o.thread, o.session, o.person, o.from_seq, o.last_seq, o.opened_at, o.closed_at,
               o.recorded_at, coalesce(o.closed_at, least(s.ended_at, s.expires_at, o.renewed_at + ${leaseLapse})) as ended_at
             from asked a join open_thread o on o.thread = coalesce((select w.thread from message w where w.id = a.object), a.object)
               join session s on s.id = o.session),
             looked as materialized (select least(a.first, (select min(o.opened_at) from leases o where o.ended_at >= a.first)) as first,
               greatest(a.last, (select max(o.recorded_at) + interval '1 microsecond' from leases o where o.opened_at < a.last)) as last
             from asked a)
           select c.record, c.at, t.began < a.last and coalesce(t.ended, t.began) >= a.first,
             case when c.act = 'message.acknowledge' then 'acknowledged' else 'opened' end, c.person,
             p.name, c.agency, c.operation, c.role, c.act, t.began, t.closed_at,
             c.ground_state is not distinct from 'stated', c.ground, c.erased, c.record, c.cut
           from my_log() m, asked a, looked l, unnest(find_lines(f - '{object,reference}'::text[]
               || jsonb_build_object('opened', coalesce(f -> 'object', f -> 'reference'), 'from', l.first, 'to', l.last),
               before_at, before_id, n)) with ordinality x (id, nr),
             lateral (select * from access_cut c where c.record = x.id offset 0) c
             join access_body b on b.record = c.record left join person p on p.id = c.person
             left join lateral (select o.opened_at, o.closed_at, o.ended_at from leases o where o.session = b.session
               and case c.act when 'thread.open' then o.opened_at = c.at when 'thread.close' then o.recorded_at = c.at end
               and exists (select from jsonb_array_elements(b.objects) t where t ->> 'id' = o.thread::text) limit 1) o on true,
             lateral (select greatest(coalesce(o.opened_at, c.at), (select w.at from message w where w.id = a.object and o.opened_at is not null)),
               o.ended_at, o.closed_at) t (began, ended, closed_at)
           where c.reader = m.reader and c.oversight = m.oversight
           union all
           -- Messages have no reference. Until there is a record, what is open now is asked about as its opening.
           select o.id, o.opened_at, true, 'opened', o.person, p.name, p.agency, k.operation, null, 'thread.open',
             greatest(o.opened_at, w.at), o.closed_at, b.ground is not null,
             case when m.oversight or p.agency = m.reader then b.ground end, '{}', null,
             case when m.oversight then 'oversight' when p.agency = m.reader then 'person' else 'information' end
           from my_log() m, asked a join message w on w.id = a.object join compartment k on k.id = w.compartment
             join operation h on h.id = k.operation join leases o on o.thread = w.thread join person p on p.id = o.person
             left join lateral (select b.ground, b.rule from access_body b where b.object_ids @> array[o.thread]
               and b.session = o.session and b.at = o.opened_at limit 1) b on true
           where before_at is null and o.recorded_at is null and o.from_seq < w.seq
             -- A reader who was removed was shown nothing since; nor was one whose lease is no longer renewed.
             and case when o.closed_at is not null then w.seq <= o.last_seq else w.at <= o.ended_at end
             and case when m.oversight then h.host = m.reader else m.reader in (w.agency, p.agency) end
             and greatest(o.opened_at, w.at) < a.last and o.ended_at >= a.first
             and (f ->> 'person' is null or o.person = (f ->> 'person')::uuid)
             and (f ->> 'agency' is null or p.agency = (f ->> 'agency')::uuid)
             and (f ->> 'operation' is null or k.operation = (f ->> 'operation')::uuid)
             and coalesce(f ->> 'act', 'thread.open') = 'thread.open' and coalesce(f ->> 'outcome', 'success') = 'success'
             and coalesce(f -> 'class', '["consultation"]') ? 'consultation'
             and (f ->> 'groundText' is null or (m.oversight or p.agency = m.reader)
               and ground_words(f ->> 'groundText') <> '{}' and ground_words(b.ground) @> ground_words(f ->> 'groundText'))
             and (f ->> 'ground' is null or f ->> 'ground' is not distinct from
               case when b.ground is not null then 'stated' when b.rule like 'thread.open#%' then 'missing' end)
           order by 2 desc, 1 desc $$;

      -- What a lease showed begins after the number that it was opened at.

      -- Under which version of its membership a compartment's talk stood at a moment, and when a version began: versions
      -- and times rise with the numbers, so both are found by halving.
      create function version_at(c uuid, moment timestamptz) returns int
        language plpgsql stable security definer set search_path = public, pg_temp as $$
        declare low bigint := 0; high bigint; middle bigint;
        begin
          select next_seq - 1 into high from compartment where id = c;
          while low < high loop
            middle := (low + high + 1) / 2;
            if (select e.at from event e where e.compartment = c and e.seq >= middle order by e.seq limit 1) <= moment
              then low := middle; else high := middle - 1; end if;
          end loop;
          return (select e.member_ver from event e where e.compartment = c and e.seq <= low order by e.seq desc limit 1);
        end $$;
      create function version_began(c uuid, ver int) returns timestamptz
        language plpgsql stable security definer set search_path = public, pg_temp as $$
        declare low bigint := 1; high bigint; middle bigint;
        begin
          select next_seq into high from compartment where id = c;
          while low < high loop
            middle := (low + high) / 2;
            if (select e.member_ver from event e where e.compartment = c and e.seq >= middle order by e.seq limit 1) >= ver
              then high := middle; else low := middle + 1; end if;
          end loop;
          return (select e.at from event e where e.compartment = c and e.seq >= low order by e.seq limit 1);
        end $$;
      revoke execute on function version_at, version_began from public;

      -- Own people; for oversight everybody who is or was in an operation that its agency hosts.
      create function person_of_my_scope(p uuid) returns table (id uuid, name text, handle text, agency uuid)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select q.id, q.name, q.handle, q.agency from my_log() m, person q where q.id = p
             and case when m.oversight then exists (select from member i join operation o on o.id = i.operation
               where i.person = p and o.host = m.reader) else q.agency = m.reader end $$;
      -- Where they could read at a moment: compartments by kind and id, since when and until when, and by which membership.
      create function could_see(p uuid, moment timestamptz)
        returns table (operation uuid, code_name text, compartment uuid, kind text, role text, since timestamptz,
          until timestamptz, membership uuid, member_from timestamptz, member_until timestamptz, nominator uuid,
          nominator_name text, nominator_handle text, nominator_agency uuid, from_beginning boolean)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select o.id, o.code_name, c.id, c.kind, i.role,
             greatest(version_began(c.id, coalesce(s.joined_ver, s.ver_from)), i.from_at, a.accepted_at),
             least(case when s.ver_to is not null then version_began(c.id, s.ver_to) end, i.ended_at, i.until_at, a.ended_at),
             i.id, i.from_at, coalesce(i.ended_at, i.until_at), b.id, b.name, b.handle, b.agency, s.ver_from = 1
           from person_of_my_scope(p) q, my_log() m, member i join operation o on o.id = i.operation
             join participation a on a.operation = i.operation and a.agency = i.agency
             join compartment c on c.operation = i.operation
             join side s on s.compartment = c.id and s.agency = i.agency and (s.person is null or s.person = i.person)
             left join person b on b.id = i.nominated_by, lateral (select version_at(c.id, moment) offset 0) v (ver)
           where i.person = q.id and case when m.oversight then o.host = m.reader else i.agency = m.reader end
             and i.from_at <= moment and (i.ended_at is null or i.ended_at > moment) and (i.until_at is null or i.until_at > moment)
             and a.accepted_at <= moment and (a.ended_at is null or a.ended_at > moment)
             and coalesce(s.joined_ver, s.ver_from) <= v.ver and (s.ver_to is null or v.ver < s.ver_to)
           order by o.code_name, c.kind, c.id $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function could_see, person_of_my_scope, version_began, version_at, who_opened;
      drop index open_thread_thread;
    `);
  }
}
