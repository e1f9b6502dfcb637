import type { MigrationInterface, QueryRunner } from 'typeorm';
import { byIndex, definer, lock } from './sql.js';

/** Acts that ask for a ground where the reader's agency wants one (stores/grounds.ts). */
const asksForGround = ['thread.open', 'thread.page', 'message.read', 'dataset.view', 'search.run', 'register.export'];

/** Of the pages from `first` up to but without `beyond`. */
const ofNoRecord = ['body', 'entry', 'line', 'pending', 'scope'].map(
  (one) => `select 'access_${one}', t.record from access_${one} t
    where t.ctid >= format('(%s,0)', first)::tid and t.ctid < format('(%s,0)', beyond)::tid and not exists (
      select from access_record r where r.id = t.record ${one === 'line' ? 'and r.at = t.at' : ''})`,
);

/**
 * The log as its readers meet it, fast whatever they ask. A record has a line for each reader, found by what that reader
 * may find it by and by nothing else. Lines are written when the record gets its entry, or before where it waits long for
 * that, so that acts pay nothing for them. See docs/decisions/0026-reading-the-log.md.
 */
export class AccessLines1764115200014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Sixty-four bits of something that a line is found by.
      create function log_key(what text, value text) returns bigint language sql immutable parallel safe as
        $$ select hashtextextended(what || ':' || value, 0) $$;
      create function week_of(at timestamptz) returns int language sql immutable parallel safe as
        $$ select floor(date_part('epoch', at) / 604800)::int $$;
      create function weeks_between(first timestamptz, last timestamptz) returns bigint[]
        language sql immutable parallel safe as
        $$ select array_agg(log_key('week', w::text)) from generate_series(week_of(first), week_of(last)) w $$;
      create function reader_key(reader uuid, oversight boolean) returns bigint language sql immutable parallel safe as
        $$ select log_key(case when oversight then 'oversight' else 'auditor' end, reader::text) $$;

      -- The words of a ground, each once, by which it is found: also those that stand in a number, such as ABC-123.
      create function ground_words(said text) returns text[] language sql immutable as
        $$ select tsvector_to_array(to_tsvector('simple'::regconfig, translate(said, '-/.@:_+&~', '         '))) $$;

      -- Whether an act gave somebody the words of an object, or was their word that they had read it. An open thread names at
      -- its closing which messages it showed.
      create function shows_words(act text, o jsonb) returns boolean language sql immutable as
        $$ select case o ->> 'type' when 'thread' then act in ('thread.open', 'thread.page')
             when 'dataset' then act in ('dataset.view', 'register.export')
             when 'message' then act = 'message.acknowledge' or o ->> 'version' is not null
               and act in ('message.read', 'message.read_withheld', 'thread.page', 'thread.close', 'search.run')
             else false end $$;

      -- A record as each of its readers may see it. Own people: every field. Own information touched by others: who, when,
      -- what act, and the own objects; never how or through where, nor what others were refused or looked up. Oversight: all
      -- of the operations that its agency hosts; and of looks at the log outside of operations, by agencies that take part in these,
      -- who, when and what act, never what was asked. What a reader is not shown of a record does not find it either (keys).
      create view access_cut as
        select c.reader, c.oversight, c.cut, r.id as record, r.at, r.class, r.act, r.outcome,
          b.operation, b.person, b.agency, b.role, s.objects, g.ground_state,
          w.ground, w.address, w.session, case when 'recipients' = any(w.erased) then null else w.recipients end as recipients,
          w.rule, w.compartment, case when 'detail' = any(w.erased) then null else w.detail end as detail,
          -- Which fields would be shown and are gone. Objects are one to whoever reads, whoever's they are.
          array(select distinct split_part(n, '/', 1) from unnest(b.erased) n where n not like 'padding/%'
            and (c.cut in ('person', 'oversight') or n in ('operation', 'person', 'agency', 'role')
              or c.cut = 'information' and n = 'objects/' || c.reader) order by 1) as erased,
          array_remove(array[reader_key(c.reader, c.oversight), log_key('ground', g.ground_state)] || k.of_all
            || case when w.ground is not null then array(select log_key('groundText', x) from unnest(ground_words(w.ground)) x) end
            || array(select unnest(array[log_key('object', o.id), log_key('reference', o.ref),
              case when o.opened then log_key('opened', o.id) end, case when o.opened then log_key('opened', o.ref) end])
              from (select e ->> 'id', e ->> 'ref', r.outcome = 'success' and shows_words(r.act, e)
                from jsonb_array_elements(s.objects) e) o (id, ref, opened)), null) as keys
        from access_record r join access_body b on b.record = r.id
        -- What all who read it find it by, worked out once.
        cross join lateral (select array[log_key('week', week_of(r.at)::text), log_key('person', b.person::text),
          log_key('agency', b.agency::text), log_key('operation', b.operation::text), log_key('class', r.class), log_key('act', r.act),
          log_key('outcome', r.outcome)] as of_all offset 0) k
        cross join lateral (
          select b.agency as reader, false as oversight, 'person' as cut where b.agency is not null
          union all select s, false, 'information' from unnest(b.subject_agencies) s
            where s is distinct from b.agency and r.class not in ('denial', 'log_access')
          union all select o.host, true, 'oversight' from operation o where o.id = b.operation
          union all select h, true, 'look_up' from unnest(b.overseers) h) c
        cross join lateral (select case c.cut when 'look_up' then '[]' when 'information' then (select coalesce(jsonb_agg(o), '[]')
          from jsonb_array_elements(b.objects) o where (o ->> 'owner')::uuid = c.reader) else b.objects end as objects) s
        -- Missing where the act asks for a ground and was allowed without one. That one was stated is never erased: the record says so.
        cross join lateral (select case when b.ground is not null or b.erased is not null and 'ground' = any(b.erased)
            and position('"groundStated":true'::bytea in r.bytes) > 0 then 'stated' when r.outcome = 'success'
          and r.act in (${asksForGround.map((act) => `'${act}'`).join(', ')}) and b.rule like r.act || '#%' then 'missing' end as ground_state) g
        left join access_body w on w.record = r.id and c.cut in ('person', 'oversight');

      create table access_line (
        record uuid not null, reader uuid not null, oversight boolean not null,
        at timestamptz not null, person uuid, agency uuid, class text not null, act text not null, outcome text not null,
        ground_state text, keys bigint[] not null);
      -- One order for all who walk back in time.
      create unique index access_line_at on access_line (reader, oversight, at desc, record desc);
      create index access_line_keys on access_line using gin (keys);
      ${lock('access_line')}

      create function add_lines(records uuid[]) returns void
        language sql volatile security definer set search_path = public, pg_temp set enable_seqscan = off set jit = off as
        $$ insert into access_line select c.record, c.reader, c.oversight, c.at, c.person, c.agency, c.class, c.act,
             c.outcome, c.ground_state, c.keys
           from unnest(records) a (record), lateral (select * from access_cut c where c.record = a.record offset 0) c
           on conflict do nothing $$;
      create function line_entries() returns trigger
        language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          perform add_lines(array(select record from added));
          return null;
        end $$;
      create trigger entry_added after insert on access_entry
        referencing new table as added for each statement execute function line_entries();

      -- Of those that wait for their entry and have no lines yet, the oldest so many get them. Records are found although
      -- the tree stands still, and questions stay quick.
      create function line_waiting(most int) returns int
        language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off as $$
        declare taken uuid[];
        begin
          with t as (update access_pending set lined = true where record in (select p.record from access_pending p
              where not p.lined order by p.record limit most) and not lined returning record)
            select array_agg(record) into taken from t;
          perform add_lines(taken);
          return coalesce(cardinality(taken), 0);
        end $$;

      -- For check-log: entries whose lines are not what their records and bodies say, or are some reader's to whom they do
      -- not belong.
      create function lines_astray(first bigint, beyond bigint) returns setof bigint
        language sql stable ${definer} ${byIndex} as
        $$ select e.entry from access_entry e join access_record r on r.id = e.record
             cross join lateral (select array(select (c.reader, c.oversight, c.at, c.person, c.agency, c.class, c.act, c.outcome,
                 c.ground_state, c.keys)::text from access_cut c where c.record = e.record order by 1) as cuts) c
             cross join lateral (select array(select (l.reader, l.oversight, l.at, l.person, l.agency, l.class, l.act, l.outcome,
                 l.ground_state, l.keys)::text from agency a cross join (values (true), (false)) o (v)
                   join access_line l on l.reader = a.id and l.oversight = o.v and l.at = r.at and l.record = r.id
                 order by 1) as lines) l
           where e.entry >= first and e.entry < beyond and c.cuts <> l.lines order by 1 $$;

      -- For check-log: what names a record that is not there, or, of a line, one of another time: no entry would lead to it. Each
      -- table is read by its pages, as lines have no index by record; a record is found by its key.
      create function of_no_record(first bigint, beyond bigint) returns table (named_by text, record uuid)
        language sql stable ${definer} ${byIndex} as
        $$ ${ofNoRecord.join(' union ')} order by 1, 2 $$;
      revoke execute on function add_lines, line_waiting, lines_astray, of_no_record from public;
      grant execute on function line_waiting, lines_astray, of_no_record to liaison_log;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger entry_added on access_entry;
      drop function of_no_record, lines_astray, line_waiting, line_entries, add_lines;
      drop table access_line;
      drop view access_cut;
      drop function shows_words, ground_words, reader_key, weeks_between, week_of, log_key;
    `);
  }
}
