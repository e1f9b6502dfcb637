import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sliceSeconds } from './sql.js';

/** The languages whose stems a query is tried in, beside word by word. */
const configurations = `array['arabic','danish','dutch','english','finnish','french','german','greek','hungarian','irish',
  'italian','lithuanian','norwegian','portuguese','romanian','russian','serbian','spanish','swedish','turkish','simple']`;

/** Slices of ten minutes in a day. */
const sliceDay = 86_400 / sliceSeconds;
/** Finds looked at for one stretch of time, and for one search: what a person waits for is bounded by them. */
const mostAtOnce = 1_000;
const mostInAll = 4_000;

/**
 * Full-text search as a definer function: under a policy the index on words is lost, so the function filters by the same
 * sets itself, and answers ids alone: what is shown of them is read through the reader's own policies.
 */
export class Search1764115200010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function search_query(q text) returns tsquery language sql stable as
        $$ select string_agg(distinct t::text, ' | ')::tsquery from unnest(${configurations}::regconfig[]) c,
             websearch_to_tsquery(c, q) t where numnode(t) > 0 $$;

      -- A part of a text, made longer on both sides to whole words: a reference is not cut.
      create function whole_words(whole text, part text) returns text language sql immutable as
        $$ select case when at = 0 then part else substring(left(whole, at - 1) from '\\S{0,60}$') || part
             || substring(substr(whole, at + length(part)) from '^\\S{0,60}') end
           from (select position(part in whole) as at) p $$;

      -- Newest first, a stretch of time after the other, each longer than the one before while little is found and shorter
      -- where much is, so that no more is looked at than is shown, however often the words occur, and elsewhere. Looking
      -- ends early where finds are many and the filters leave few: then it says how far back it came. Which index is used
      -- is settled here and not by statistics.
      create function find_messages(q text, op uuid, comp uuid, who uuid, whose uuid, about uuid, from_at timestamptz,
          to_at timestamptz, only_unread boolean, before_at timestamptz, before_id uuid, n int,
          out finds uuid[], out searched_to timestamptz)
        language plpgsql stable security definer set search_path = public, pg_temp
        set enable_seqscan = off set jit = off as $$
        declare
          asked tsquery := case when q <> '' then search_query(q) end;
          places uuid[] := array(select c.id from compartment c where c.id in (select my_compartments())
            and (op is null or c.operation = op) and (comp is null or c.id = comp));
          whole uuid[] := array(select my_whole_compartments());
          windows jsonb := my_windows();
          newest timestamptz; oldest timestamptz; since timestamptz; until timestamptz;
          -- The stretch from slice low to slice top, and where to end.
          low int; top int; bottom int; step int := 1; looked int := 0;
          slices int[]; ids uuid[];
          -- A text for each question, so that none is planned for another; nothing but parameters goes into it. Messages
          -- about one dataset are few.
          candidates text := case when about is not null then
              'select array(select m.id from message m where m.datasets @> array[$5] and m.compartment = any($2)
                and m.at >= $6 and m.at < $7 and ($8 is null or (m.at, m.id) < ($8, $9)) order by m.at desc, m.id desc)'
            else
              'select array(select f.message from (select v.message, v.born_at from message_version v
                where not v.withheld and time_slices(v.born_at) && $1 and array[v.compartment, v.author] && $2'
                || case when q = '' then '' else ' and v.words @@ $3' end
                || case when who is null then '' else ' and array[v.compartment, v.author] @> array[$4]' end
                || ' and v.compartment = any($2) and v.born_at >= $6 and v.born_at < $7
                and ($8 is null or (v.born_at, v.message) < ($8, $9))
                and (v.compartment = any($10) or v.base_ver <@ ($11 ->> v.compartment::text)::int4multirange) limit $12) f
              group by f.born_at, f.message order by f.born_at desc, f.message desc)' end;
        begin
          finds := '{}';
          if q <> '' and asked is null then return; end if;
          select max(t.last_at), min(m.at) into newest, oldest from unnest(places) p
            left join lateral (select last_at from thread where compartment = p order by last_at desc limit 1) t on true
            left join lateral (select at from message where compartment = p order by seq limit 1) m on true;
          if oldest is null then return; end if;
          -- Clocks of several servers differ, and are set: more than they may differ is looked at on both sides.
          top := (time_slices(least(newest + interval '1 day', to_at, before_at)))[1];
          bottom := (time_slices(greatest(oldest - interval '31 days', from_at)))[1];
          low := case when about is null then least(top, (time_slices(newest))[1]) else bottom end;
          while top >= bottom and cardinality(finds) < n loop
            if looked >= ${mostInAll} then
              searched_to := to_timestamp((top + 1)::bigint * ${sliceSeconds});
              return;
            end if;
            low := greatest(low, bottom);
            since := greatest(to_timestamp(low::bigint * ${sliceSeconds}), from_at);
            until := least(to_timestamp((top + 1)::bigint * ${sliceSeconds}), to_at);
            slices := case when top - low < 2 * ${sliceDay} then array(select generate_series(low, top))
              else array(select -generate_series(low / ${sliceDay}, top / ${sliceDay})) end;
            -- A text for each question, so that none is planned for another; nothing but parameters goes into it.
            execute candidates into ids using slices, places, asked, who, about, since, until, before_at, before_id, whole,
              windows, case when low < top then ${mostAtOnce + 1} end;
            looked := looked + cardinality(ids);
            if about is null and cardinality(ids) > ${mostAtOnce} and low < top then
              step := greatest((top - low) / 16, 1);
            else
              finds := finds || array(select m.id from unnest(ids) with ordinality i (id, nr) join message m on m.id = i.id
                  join message_version v on v.message = m.id and v.version = m.version join thread t on t.id = m.thread,
                lateral (select m.folded or m.tlp = 'RED' or m.handling && '{H2,H3}' as yes) alone
                -- What is opened one by one is not found by its words: a find would tell one of them.
                where (q = '' or (v.words @@ asked and not alone.yes)) and not v.withheld and m.retracted_at is null
                  and m.compartment = any(places)
                  -- Who is not told of its thread is not told of it: a find that is not shown would end a page too early.
                  and (t.frozen_by is null or knows_end(t.compartment, t.frozen_ver, t.frozen_by))
                  and (m.compartment = any(whole) or m.base_ver <@ (windows ->> m.compartment::text)::int4multirange)
                  and (who is null or m.author = who) and (whose is null or m.agency = whose)
                  and (about is null or about = any(m.datasets))
                  and (not only_unread or (m.author <> me() and m.seq > coalesce((select r.seq from read_cursor r
                    where r.person = me() and r.thread = m.thread), 0)))
                order by i.nr limit n - cardinality(finds));
              top := low - 1;
              step := step * 4;
            end if;
            low := top - step + 1;
          end loop;
        end $$;

      -- Nothing in a compartment that has a lower number is the reader's: where a page and a count may stop looking. Versions
      -- rise with the numbers, so it is found by halving, however long others had talked before.
      create function readable_from(c uuid) returns bigint
        language plpgsql stable security definer set search_path = public, pg_temp as $$
        declare
          ver int; low bigint := 1; high bigint; middle bigint;
        begin
          if c in (select my_whole_compartments()) then return low; end if;
          select min(w.ver_from) into ver from windows_of(me()) w where w.compartment = c;
          if ver is null or ver <= 1 then return low; end if;
          select next_seq into high from compartment where id = c;
          while low < high loop
            middle := (low + high) / 2;
            if (select e.member_ver from event e where e.compartment = c and e.seq >= middle order by e.seq limit 1) >= ver
              then high := middle; else low := middle + 1; end if;
          end loop;
          return low;
        end $$;

      create function search_threads(q text, op uuid, comp uuid, about uuid, n int)
        returns table (id uuid, compartment uuid, operation uuid, title text, dataset uuid, started_by uuid, version int, at timestamptz)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select t.id, t.compartment, c.operation, t.title, t.dataset, t.started_by, t.version, t.last_at
           from thread t join compartment c on c.id = t.compartment
           where c.id in (select my_compartments()) and (op is null or c.operation = op) and (comp is null or c.id = comp)
             and (t.frozen_by is null or knows_end(t.compartment, t.frozen_ver, t.frozen_by))
             and (about is null or t.dataset = about)
             and (q = '' or t.title ilike '%' || replace(replace(replace(q, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'
               or word_similarity(q, t.title) > 0.5)
           order by word_similarity(q, t.title) desc, t.last_at desc limit n $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function readable_from, search_threads, find_messages, whole_words, search_query');
  }
}
