import type { MigrationInterface, QueryRunner } from 'typeorm';
import { leaseLapse } from './sql.js';

/** Who opened something, and what somebody could see: answered from the log and from the windows of seats. */
export class FirstQuestions1764115200016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Newest first. Of a thread that was read live it says from when until when; a lease that is still open comes with the
      -- first page and has no record yet that names what it showed.
      create function who_opened(f jsonb, before_at timestamptz, before_id uuid, n int)
        returns table (place uuid, place_at timestamptz, grade text, person uuid, person_name text, agency uuid,
          operation uuid, role text, act text, at timestamptz, until timestamptz, ground_stated boolean, ground text,
          record uuid, seen_as text)
        language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off set jit = off as
        $$ select c.record, c.at, case when c.act = 'message.acknowledge' then 'acknowledged' else 'opened' end, c.person,
             p.name, c.agency, c.operation, c.role, c.act, coalesce(o.opened_at, c.at), o.closed_at,
             c.ground_state is not distinct from 'stated', c.ground, c.record, c.cut
           from my_log() m, unnest(find_lines(f - '{object,reference}'::text[]
               || jsonb_build_object('opened', coalesce(f -> 'object', f -> 'reference')), before_at, before_id, n))
               with ordinality x (id, nr),
             lateral (select * from access_cut c where c.record = x.id offset 0) c
             join access_body b on b.record = c.record left join person p on p.id = c.person
             left join lateral (select o.opened_at, o.closed_at from open_thread o where o.session = b.session
               and case c.act when 'thread.open' then o.opened_at = c.at when 'thread.close' then o.recorded_at = c.at end
               and exists (select from jsonb_array_elements(b.objects) t where t ->> 'id' = o.thread::text) limit 1) o on true
           where c.reader = m.reader and c.oversight = m.oversight
           union all
           select o.id, o.opened_at, 'opened', o.person, p.name, p.agency, k.operation, null, 'thread.open',
             greatest(o.opened_at, w.at), null, b.ground is not null,
             case when m.oversight or p.agency = m.reader then b.ground end, null,
             case when m.oversight then 'oversight' when p.agency = m.reader then 'person' else 'information' end
           from my_log() m, message w join compartment k on k.id = w.compartment
             join operation h on h.id = k.operation join open_thread o on o.thread = w.thread join person p on p.id = o.person
             join session s on s.id = o.session
             left join lateral (select b.ground from access_body b where b.object_ids @> array[o.thread]
               and b.session = o.session and b.at = o.opened_at limit 1) b on true
           where before_at is null and w.id = (f ->> 'object')::uuid and o.recorded_at is null and o.from_seq < w.seq
             -- A reader who was removed was shown nothing since; nor was one whose lease is no longer renewed.
             and case when o.closed_at is not null then w.seq <= o.last_seq
               else w.at <= least(s.ended_at, s.expires_at, o.renewed_at + ${leaseLapse}) end
             and case when m.oversight then h.host = m.reader else m.reader in (w.agency, p.agency) end
             and greatest(o.opened_at, w.at) >= asked_from(f) and greatest(o.opened_at, w.at) < asked_to(f)
             and (f ->> 'person' is null or o.person = (f ->> 'person')::uuid)
             and (f ->> 'agency' is null or p.agency = (f ->> 'agency')::uuid)
           order by 2 desc, 1 desc $$;

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
    await runner.query(`drop function could_see, person_of_my_scope, version_began, version_at, who_opened`);
  }
}
