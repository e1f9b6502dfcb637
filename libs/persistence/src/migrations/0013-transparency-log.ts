import { scopeKinds } from '@liaison/access-record';
import { logGrounds } from '@liaison/domain';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { lock, oneOf } from './sql.js';

/** One number of the reader's scope, the first in that order. Two branches, each of which goes by an index. */
const nearest = (where: string, order: string): string => {
  const one = (operation: string): string => `(select s.n from access_scope s
    where s.kind = 'agency' and s.agency = my_agency() and ${operation} and ${where} order by ${order} limit 1)`;
  return `(select x.n from (${one('s.operation = op')} union all ${one('op is null and s.operation is null')}) x)`;
};

/**
 * What the sequencer makes of records: entries of the tree, and for each scope that may read a record its gapless
 * number there. Records themselves are never touched again. The sequencer has a role of its own; the application has
 * no right on any of these tables.
 */
export class TransparencyLog1764115200013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Why a session reads the log (Directive (EU) 2016/680, Art. 25(2)): stated once, before its first question.
      create table log_ground (
        session uuid primary key references session, person uuid not null references person, ground text not null,
        at timestamptz not null, ${oneOf('ground', logGrounds)});
      ${lock('log_ground')}
      create policy own_reads on log_ground for select to liaison_app using (person = me());
      create policy own_states on log_ground for insert to liaison_app with check (person = me()
        and session in (select s.id from session s where s.person = me() and s.ended_at is null));
      grant select, insert on log_ground to liaison_app;

      -- Whose log this session reads: one row where it is a living one of an auditor or an oversight officer and has said
      -- why; another session of the same person opens nothing.
      create function my_log() returns table (reader uuid, oversight boolean)
        language sql stable rows 1 security definer set search_path = public, pg_temp as
        $$ select my_agency(), not 'auditor' = any(my_duties()) from log_ground g join session s on s.id = g.session
           where g.session = nullif(current_setting('app.session', true), '')::uuid and g.person = me()
             and s.ended_at is null and s.expires_at > app_now()
             and ('auditor' = any(my_duties()) or 'oversight' = any(my_installation_duties())) $$;

      -- Whose oversight sees that this person's agency looks at the log outside of operations: that of each agency that hosts one
      -- in which it takes part, or did, since its auditors go on reading about that one.
      create function my_hosts() returns setof uuid
        language sql stable security definer set search_path = public, pg_temp as
        $$ select distinct o.host from participation p join operation o on o.id = p.operation
           where p.agency = my_agency() and p.accepted_at is not null order by 1 $$;

      -- Records that have no entry yet. Filled by the database, so that no code of the application can leave one out.
      -- Lined: what its readers find it by is written already.
      create table access_pending (record uuid primary key, lined boolean not null default false);
      create index access_pending_unlined on access_pending (record) where not lined;
      create function await_entry() returns trigger
        language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          insert into access_pending (record) select id from added;
          return null;
        end $$;
      create trigger record_added after insert on access_record
        referencing new table as added for each statement execute function await_entry();

      -- A foreign key costs a look-up and a row lock for each body, entry, number and line: some ten for a record, a quarter
      -- of what the log costs the send path. Check-log holds them against the record that they name, and names those of none,
      -- which are shown to nobody.
      alter table access_body drop constraint access_body_record_fkey;

      -- The tree's leaves, as the tiles hold them.
      create table access_entry (entry bigint primary key, record uuid not null unique, bytes bytea not null);

      -- What has its entry waits no more, and nothing else ends the waiting.
      create function end_waiting() returns trigger
        language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          delete from access_pending p using added a where p.record = a.record;
          return null;
        end $$;
      create trigger entry_ends_waiting after insert on access_entry
        referencing new table as added for each statement execute function end_waiting();

      -- Bodies with their salts, for check-log alone, which opens each value.
      create function bodies_of_entries(first bigint, beyond bigint) returns table (entry bigint, body jsonb)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select e.entry, to_jsonb(b) from access_entry e join access_body b on b.record = e.record
           where e.entry >= first and e.entry < beyond $$;
      revoke execute on function bodies_of_entries from public;

      -- Within an operation or, null, outside of all; there oversight is that of an agency. The salt opens the number's digest in the entry.
      create table access_scope (
        kind text not null, agency uuid, operation uuid, n bigint not null, record uuid not null,
        at timestamptz not null, salt text not null,
        ${oneOf('kind', scopeKinds)}, check (case kind when 'agency' then agency is not null else (agency is null) <> (operation is null) end),
        unique nulls not distinct (kind, agency, operation, n));
      create index access_scope_record on access_scope (record);
      create index access_scope_at on access_scope (kind, agency, operation, at, n);

      -- One row. The head that was committed last, whether it is signed already or not; up to where it was signed; who
      -- sequences now (fence); and, where something does not follow from something else, why nothing is signed or
      -- written any more.
      create table log_head (
        one boolean primary key default true check (one), size bigint not null, root bytea not null,
        signed bigint not null default 0, signed_at timestamptz, fence bigint not null, halted text,
        halted_at timestamptz);
      insert into log_head (size, root, fence) values (0, sha256(''), 0);

      -- Every server asks: while there is a reason, nobody writes.
      create function log_halted() returns text language sql stable security definer set search_path = public, pg_temp as
        $$ select halted from log_head $$;
      create function log_halted_at() returns timestamptz language sql stable security definer set search_path = public, pg_temp as
        $$ select halted_at from log_head $$;

      -- How the tree stands: for those who read the log, and for nobody else.
      create function log_state() returns table (signed bigint, signed_at timestamptz, halted text,
          halted_at timestamptz, oldest timestamptz)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select h.signed, h.signed_at, h.halted, h.halted_at, (select r.at from access_record r
             where r.id = (select p.record from access_pending p order by p.record limit 1))
           from log_head h where exists (select from my_log()) $$;

      -- A record's entry and its numbers in the reader's own scopes; no row of a record outside of them.
      create function places_of_record(r uuid) returns table (entry bigint, entry_bytes bytea, record_bytes bytea,
          kind text, agency uuid, operation uuid, n bigint, salt text)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select e.entry, e.bytes, c.bytes, s.kind, s.agency, s.operation, s.n, s.salt
           from my_log() m cross join access_scope s join access_entry e on e.record = s.record
             join access_record c on c.id = s.record
           where s.record = r and case when m.oversight then s.kind = 'oversight'
               and (s.agency = m.reader or s.operation in (select o.id from operation o where o.host = m.reader))
             else s.kind = 'agency' and s.agency = m.reader end $$;

      -- What a reader sees of a body, with the salts that open it: all (whole), or who, in which role, and the reader's own
      -- objects. Becomes part of the query that asks, like the next one.
      create function cut_body(b access_body, reader uuid, whole boolean) returns table (body jsonb, salts jsonb)
        language sql stable as
        $$ select to_jsonb(b), b.salts where whole
           union all select jsonb_build_object('operation', b.operation, 'person', b.person, 'agency', b.agency,
               'role', b.role, 'subject_agencies', jsonb_build_array(reader), 'objects', (
                 select coalesce(jsonb_agg(o.value order by o.ordinality), '[]')
                 from jsonb_array_elements(b.objects) with ordinality o
                 where (o.value ->> 'owner')::uuid = reader)),
             (select coalesce(jsonb_object_agg(d.key, d.value), '{}') from jsonb_each(b.salts) d where d.key in
               ('operation', 'person', 'agency', 'role', 'objects/' || reader))
             where not whole $$;
      revoke execute on function cut_body from public;

      -- The values of a record of the reader's scope, with the salts that open them. Of looks outside of operations oversight is
      -- shown who looked, and no object (null, nobody's).
      create function fields_of_record(r uuid) returns table (body jsonb, salts jsonb)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select c.body, c.salts from my_log() m join access_body b on b.record = r
             cross join lateral cut_body(b, case when not m.oversight then m.reader end,
               case when m.oversight then b.operation is not null else b.agency is not distinct from m.reader end) c
           where exists (select from places_of_record(r)) $$;

      -- The numbers of the reader's agency within an operation or outside of all. Two branches: each goes by its index;
      -- for that it becomes part of the query that asks, which it could not with a search path of its own.
      create function numbers_of_my_scope(op uuid) returns table (n bigint, at timestamptz, record uuid, salt text)
        language sql stable as
        $$ select s.n, s.at, s.record, s.salt from access_scope s
             where s.kind = 'agency' and s.agency = my_agency() and s.operation = op
           union all select s.n, s.at, s.record, s.salt from access_scope s
             where op is null and s.kind = 'agency' and s.agency = my_agency() and s.operation is null $$;
      revoke execute on function numbers_of_my_scope from public;

      -- Between which numbers, the one of an older and the other of a younger time, all those stand whose time is in between,
      -- whatever the order of times; null where nothing stands behind them. How many numbers these two and those between them are,
      -- counted up to most + 1, and about how many bytes in an extract.
      create function extract_span(op uuid, lo timestamptz, hi timestamptz, most int)
        returns table (lines bigint, bytes bigint, first bigint, last bigint)
        language sql stable security definer set search_path = public, pg_temp as
        $$ with within as materialized (select s.n from numbers_of_my_scope(op) s where s.at >= lo and s.at < hi limit most + 1),
             f as materialized (select coalesce(
               ${nearest('s.at < lo and s.n < (select min(w.n) from within w)', 's.operation desc, s.n desc')},
               ${nearest('s.at < lo and not exists (select from within)', 's.operation desc, s.at desc')}, 1) as n),
             l as materialized (select
               ${nearest('s.at >= hi and s.n > greatest((select f.n from f), (select max(w.n) from within w))', 's.operation, s.n')} as n),
             lines as materialized (select s.record, s.at from numbers_of_my_scope(op) s
               where s.n >= (select f.n from f) and s.n <= coalesce((select l.n from l), 9223372036854775807) limit most + 1)
           select (select count(*) from lines),
             -- Beside record, entry and values: a proof, and what one line needs to hold them.
             (select coalesce(sum(2000 + octet_length(r.bytes) + octet_length(e.bytes)
                 + coalesce(octet_length(c.body::text) + octet_length(c.salts::text), 0)), 0)::bigint
               from lines i join access_record r on r.id = i.record join access_entry e on e.record = i.record
                 left join access_body b on b.record = i.record and i.at >= lo and i.at < hi cross join my_log() m
                 left join lateral cut_body(b, m.reader, b.agency is not distinct from m.reader) c on b.record is not null
               where (select count(*) from lines) <= most),
             f.n, l.n from f, l where exists (select from my_log() m where not m.oversight) $$;

      -- Whether a record of these times, whoever's, has no number yet.
      create function extract_waits(from_at timestamptz, to_at timestamptz) returns boolean
        language sql stable security definer set search_path = public, pg_temp as
        $$ select exists (select from access_pending p join access_record r on r.id = p.record where r.at >= from_at and r.at < to_at)
           from my_log() m where not m.oversight $$;

      -- Records by their numbers, with what the reader's agency may see of those whose time is in the range: of its own
      -- people everything; of others who, in which role, and its own objects.
      create function extract_rows(op uuid, from_at timestamptz, to_at timestamptz, first_n bigint, last_n bigint)
        returns table (n bigint, salt text, record_bytes bytea, entry bigint, entry_bytes bytea, body jsonb, salts jsonb)
        language sql stable security definer set search_path = public, pg_temp as
        $$ with mine as materialized (select m.reader as a from my_log() m where not m.oversight)
           select s.n, s.salt, r.bytes, e.entry, e.bytes, c.body, c.salts
           from mine cross join numbers_of_my_scope(op) s join access_record r on r.id = s.record
             join access_entry e on e.record = s.record join access_body b on b.record = s.record
             cross join lateral cut_body(b, mine.a, b.agency is not distinct from mine.a) c
           where s.n between first_n and last_n
             and r.at >= from_at and r.at < to_at
           union all select s.n, s.salt, r.bytes, e.entry, e.bytes, null, null
           from mine cross join numbers_of_my_scope(op) s join access_record r on r.id = s.record
             join access_entry e on e.record = s.record
           where s.n between first_n and last_n
             and (r.at < from_at or r.at >= to_at)
           order by 1 $$;

      -- What those are called of whom an extract tells.
      create function extract_names(op uuid, from_at timestamptz, to_at timestamptz) returns table (id uuid, name text)
        language sql stable security definer set search_path = public, pg_temp as
        $$ with told as materialized (select distinct b.person, b.agency from numbers_of_my_scope(op) s
             join access_body b on b.record = s.record
             where s.at >= from_at and s.at < to_at),
           mine as (select m.reader from my_log() m where not m.oversight)
           select p.id, p.name from mine, person p where p.id in (select t.person from told t) or p.id = me()
           union all select a.id, a.code from mine, agency a where a.id in (select t.agency from told t) or a.id = mine.reader
           union all select o.id, o.code_name from mine, operation o where o.id = op and exists (select from told) $$;

      -- Whether a record of the reader's scope is on its way into the tree.
      create function awaits_entry(r uuid) returns boolean
        language sql stable security definer set search_path = public, pg_temp as
        $$ select exists (select from my_log() m cross join access_pending p join access_record c on c.id = p.record
             join access_body b on b.record = p.record
             where p.record = r and case when m.oversight then m.reader = any(b.overseers) or b.operation in (select o.id from operation o where o.host = m.reader)
               else b.agency = m.reader or m.reader = any(b.subject_agencies) and c.class not in ('denial', 'log_access') end) $$;
    `);
    for (const table of ['access_pending', 'access_entry', 'access_scope', 'log_head'])
      await runner.query(`
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy owner_all on ${table} to liaison_owner using (true) with check (true);
        create policy log_all on ${table} to liaison_log using (true) with check (true);
      `);
    await runner.query(`
      create policy log_reads on access_record for select to liaison_log using (true);
      create policy log_reads on access_body for select to liaison_log using (true);
      grant select on access_pending to liaison_log;
      grant select, insert on access_entry, access_scope to liaison_log;
      grant select, update on log_head to liaison_log;
      grant select on access_record to liaison_log;
      grant select (record, at, operation, agency, subject_agencies, overseers) on access_body to liaison_log;
      grant execute on function bodies_of_entries to liaison_log;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop policy log_reads on access_body;
      drop policy log_reads on access_record;
      revoke all on access_record, access_body from liaison_log;
      drop trigger record_added on access_record;
      drop trigger entry_ends_waiting on access_entry;
      drop function end_waiting, bodies_of_entries, fields_of_record, cut_body;
      drop function extract_names, extract_rows, extract_waits, extract_span, numbers_of_my_scope, await_entry, awaits_entry, places_of_record, log_state, log_halted, log_halted_at, my_hosts, my_log;
      drop table log_ground, log_head, access_scope, access_entry, access_pending;
      alter table access_body add constraint access_body_record_fkey foreign key (record) references access_record;
    `);
  }
}
