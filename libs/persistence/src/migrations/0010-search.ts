import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The languages whose stems a query is tried in, beside word by word. */
const configurations = `array['arabic','danish','dutch','english','finnish','french','german','greek','hungarian','irish',
  'italian','lithuanian','norwegian','portuguese','romanian','russian','serbian','spanish','swedish','turkish','simple']`;

/**
 * Full-text search as a definer function: under a policy the index on words is lost, so the function filters by the same
 * sets itself and returns nothing that the reader's policies would not.
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

      create function search_messages(q text, op uuid, comp uuid, who uuid, whose uuid, about uuid, from_at timestamptz,
          to_at timestamptz, only_unread boolean, before_at timestamptz, before_id uuid, n int)
        returns table (id uuid, thread uuid, compartment uuid, operation uuid, title text, author uuid, agency uuid,
          version int, at timestamptz, excerpt text)
        language sql stable security definer set search_path = public, pg_temp as
        $$ with asked as materialized (select search_query(q) as words),
           mine as materialized (select c.id, c.operation from compartment c where c.id in (select my_compartments())
             and (op is null or c.operation = op) and (comp is null or c.id = comp)),
           whole as materialized (select my_whole_compartments() as id),
           windows as materialized (select my_windows() as w),
           found as (
             select m.id, m.thread, m.compartment, k.operation, t.title, m.author, m.agency, m.version, m.at, v.text, alone.yes as alone
             from asked, windows, message_version v join message m on m.id = v.message and m.version = v.version
               join mine k on k.id = m.compartment join thread t on t.id = m.thread,
               lateral (select m.folded or m.tlp = 'RED' or m.handling && '{H2,H3}' as yes) alone
             -- What is opened one by one is not found by its words: a find would tell one of them.
             where (q = '' or (v.words @@ asked.words and not alone.yes)) and not v.withheld and m.retracted_at is null
               and (m.compartment in (select id from whole)
                 or m.base_ver <@ ((windows.w) ->> m.compartment::text)::int4multirange)
               and (who is null or m.author = who) and (whose is null or m.agency = whose)
               and (about is null or about = any(m.datasets)) and (from_at is null or m.at >= from_at)
               and (to_at is null or m.at < to_at)
               and (not only_unread or (m.author <> me() and m.seq > coalesce((select r.seq from read_cursor r
                 where r.person = me() and r.thread = m.thread), 0)))
               and (before_at is null or (m.at, m.id) < (before_at, before_id))
             order by m.at desc, m.id desc limit n)
           select f.id, f.thread, f.compartment, f.operation, f.title, f.author, f.agency, f.version, f.at,
             case when f.alone then null when q = '' then whole_words(f.text, left(f.text, 200))
               else whole_words(f.text, ts_headline('simple', f.text, (select words from asked),
                 'StartSel="", StopSel="", MaxWords=30, MinWords=12')) end
           from found f order by f.at desc, f.id desc $$;

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
    await runner.query('drop function search_threads, search_messages, whole_words, search_query');
  }
}
