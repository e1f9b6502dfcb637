import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many of the newest lines are walked before looking goes by keys. */
const walked = 4_000;
/** How many finds are sorted at once. */
const sorted = 2_000;

/**
 * Questions to the log, and how a page is found without luck. Nothing but definer functions reads lines,
 * records and bodies for a person.
 */
export class ReadingTheLog1764115200015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What every find has, by the filters of a question; of several classes it has one.
      create function keys_of(f jsonb) returns bigint[] language sql immutable as
        $$ select coalesce(array_agg(log_key(k, v)), '{}') from (
             select k, v from jsonb_each_text(f) e (k, v)
               where k in ('person', 'agency', 'operation', 'object', 'reference', 'opened', 'act', 'outcome', 'ground')
             union all select 'class', f #>> '{class,0}' where jsonb_array_length(f -> 'class') = 1
             -- All of its words; where it has none, that of no ground.
             union all select 'groundText', unnest(coalesce(nullif(ground_words(f ->> 'groundText'), '{}'), array['']))
               where f ? 'groundText') x $$;
      create function class_keys(f jsonb) returns bigint[] language sql immutable as
        $$ select array_agg(log_key('class', c)) from jsonb_array_elements_text(f -> 'class') c
           having count(*) > 1 $$;
      -- Of a line l, where the question leaves out what its reader did: else their own looking fills the newest pages.
      create function own_left_out(f jsonb) returns text language sql immutable as
        $$ select case when f ->> 'ownActs' = 'hidden'
             then ' and l.person is distinct from me()' else '' end $$;
      create function asked_from(f jsonb) returns timestamptz language sql stable as
        $$ select coalesce((f ->> 'from')::timestamptz, '-infinity') $$;
      create function asked_to(f jsonb) returns timestamptz language sql stable as
        $$ select coalesce((f ->> 'to')::timestamptz, 'infinity') $$;

      -- Records that have no lines yet: those of the last second, and while the tree stands still those of one batch.
      create function pending_cuts(f jsonb) returns setof access_cut
        language plpgsql stable security definer set search_path = public, pg_temp
        set enable_seqscan = off set jit = off as $$
        declare wanted bigint[] := keys_of(f); classes bigint[] := class_keys(f);
        begin
          return query select c.* from my_log() m, (select record from access_pending where not lined offset 0) p,
             lateral (select * from access_cut c where c.record = p.record offset 0) c
           where c.reader = m.reader and c.oversight = m.oversight and c.at >= asked_from(f) and c.at < asked_to(f)
             and c.keys @> wanted and (classes is null or c.keys && classes)
             and (f ->> 'ownActs' is null or c.person is distinct from me());
        end $$;
      revoke execute on function pending_cuts from public;

      -- The newest finds before a place. What is common is met by walking the newest lines; what is rare by its keys, all at
      -- once where it is little and week by week where it is not. Which index is used is settled here and not by statistics.
      create function find_lines(f jsonb, before_at timestamptz, before_id uuid, n int) returns uuid[]
        language plpgsql stable security definer set search_path = public, pg_temp
        set enable_seqscan = off set jit = off as $$
        declare
          the_reader uuid; the_oversight boolean;
          wanted bigint[] := keys_of(f);
          classes bigint[] := class_keys(f);
          earliest timestamptz := asked_from(f);
          -- Where looking begins, and where it goes on further back.
          begin_at timestamptz := asked_to(f);
          begin_id uuid := '00000000-0000-0000-0000-000000000000';
          on_at timestamptz; on_id uuid;
          finds uuid[]; more uuid[]; week int; first_week int;
          -- A text for each question, so that none is planned for another; nothing but parameters goes into it. Times are looked
          -- at behind the keys (offset 0), so that no index on time is tried in their place. So is whose line it is: a key is a
          -- hash of what somebody wrote, and can be made to meet another.
          by_keys text := 'from (select l.record, l.at, l.reader, l.oversight from access_line l where l.keys @> $1'
            || case when classes is null then '' else ' and l.keys && $2' end || own_left_out(f)
            || ' offset 0) l where l.reader = $7 and l.oversight = $8 and (l.at, l.record) < ($3, $4) and l.at >= $5';
        begin
          select m.reader, m.oversight into the_reader, the_oversight from my_log() m;
          if the_reader is null then return '{}'; end if;
          if (before_at, before_id) < (begin_at, begin_id) then
            begin_at := before_at;
            begin_id := before_id;
          end if;
          finds := array(select record from (select l.record, l.at, l.keys, l.person from access_line l
              where l.reader = the_reader and l.oversight = the_oversight and (l.at, l.record) < (begin_at, begin_id)
                and l.at >= earliest order by l.at desc, l.record desc limit ${walked}) w
            where w.keys @> wanted and (classes is null or w.keys && classes)
              and (f ->> 'ownActs' is null or w.person is distinct from me()) order by w.at desc, w.record desc limit n);
          if cardinality(finds) < n then
            select l.at, l.record into on_at, on_id from access_line l
              where l.reader = the_reader and l.oversight = the_oversight and (l.at, l.record) < (begin_at, begin_id)
                and l.at >= earliest order by l.at desc, l.record desc offset ${walked - 1} limit 1;
          end if;
          if on_at is not null then
            wanted := wanted || reader_key(the_reader, the_oversight);
            execute 'select array(select record from (select record, at ' || by_keys || ' limit $6) x order by at desc, record desc)'
              into more using wanted, classes, on_at, on_id, earliest, ${sorted + 1},
                the_reader, the_oversight;
            if cardinality(more) <= ${sorted} then
              finds := finds || more[1:n - cardinality(finds)];
            else
              select week_of(greatest(l.at, earliest)) into first_week from access_line l
                where l.reader = the_reader and l.oversight = the_oversight order by l.at, l.record limit 1;
              week := week_of(on_at);
              while week >= first_week and cardinality(finds) < n loop
                execute 'select array(select record ' || by_keys || ' order by at desc, record desc limit $6)' into more
                  using wanted || log_key('week', week::text), classes, on_at, on_id, earliest,
                  n - cardinality(finds), the_reader, the_oversight;
                finds := finds || more;
                week := week - 1;
              end loop;
            end if;
          end if;
          return array(select x.id from (select r.id, r.at from access_record r where r.id = any(finds)
              union all select p.record, p.at from pending_cuts(f) p where (p.at, p.record) < (begin_at, begin_id)) x
            order by x.at desc, x.id desc limit n);
        end $$;

      -- Of these records what their reader may see, in the order given; of others nothing.
      create function records_of_my_scope(ids uuid[])
        returns table (id uuid, at timestamptz, class text, act text, outcome text, operation uuid, agency uuid, person uuid,
          person_name text, role text, objects jsonb, ground_stated boolean, ground text, address text, session uuid,
          recipients uuid[], rule text, compartment uuid, detail jsonb, erased text[], seen_as text)
        language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off set jit = off as
        $$ select c.record, c.at, c.class, c.act, c.outcome, c.operation, c.agency, c.person,
             (select p.name from person p where p.id = c.person), c.role, c.objects, c.ground_state is not distinct from 'stated',
             c.ground, c.address, c.session, c.recipients, c.rule, c.compartment, c.detail, c.erased, c.cut
           from my_log() m, unnest(ids) with ordinality x (id, nr),
             lateral (select * from access_cut c where c.record = x.id offset 0) c
           where c.reader = m.reader and c.oversight = m.oversight order by x.nr $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function records_of_my_scope, find_lines, pending_cuts, asked_to, asked_from, own_left_out, class_keys, keys_of;
    `);
  }
}
