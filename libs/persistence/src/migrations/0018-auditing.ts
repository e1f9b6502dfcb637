import { anomalyKinds, anomalyStates } from '@liaison/domain';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { besideLine, lock, oneOf } from './sql.js';

/** What auditors write down: questions they keep, what they say of an anomaly, what they ask another agency's auditors. */
export class Auditing1764115200018 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table log_query (
        id uuid primary key, person uuid not null references person, name text not null, filters jsonb not null,
        within_hours int, at timestamptz not null);
      create index log_query_person on log_query (person);
      ${lock('log_query')}
      create policy own on log_query to liaison_app using (person = me() and exists (select from my_log()))
        with check (person = me() and exists (select from my_log()));
      grant select, insert, delete on log_query to liaison_app;

      -- Answers are added and never changed; the last one is the state. Each reader's side has its own.
      create table anomaly_answer (
        id uuid primary key, reader uuid not null references agency, oversight boolean not null, kind text not null,
        person uuid not null references person, day date not null, state text not null, why text not null,
        answered_by uuid not null references person, at timestamptz not null,
        ${oneOf('kind', anomalyKinds)}, ${oneOf('state', anomalyStates)});
      create index anomaly_answer_of on anomaly_answer (reader, oversight, day);
      ${lock('anomaly_answer')}
      create policy own_side_reads on anomaly_answer for select to liaison_app
        using ((reader, oversight) in (select m.reader, m.oversight from my_log() m));
      create policy own_side_adds on anomaly_answer for insert to liaison_app with check (answered_by = me()
        and (reader, oversight) in (select m.reader, m.oversight from my_log() m));
      grant select, insert on anomaly_answer to liaison_app;

      -- What each agency asked of its people, and from when on: what was out of hours once stays so. The hours that it states
      -- first hold for all before as well, so that nobody has to foresee them.
      create table agency_policy (
        agency uuid not null references agency, from_at timestamptz not null, hours jsonb, ground_required boolean not null,
        primary key (agency, from_at));
      ${lock('agency_policy')}
      create function keep_policy() returns trigger
        language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          update agency_policy set hours = new.hours where agency = new.id
            and not exists (select from agency_policy p where p.agency = new.id and p.hours is not null);
          insert into agency_policy values (new.id, case when tg_op = 'INSERT' then '-infinity' else app_now() end, new.hours, new.ground_required)
            on conflict (agency, from_at) do update set hours = excluded.hours, ground_required = excluded.ground_required;
          return null;
        end $$;
      create trigger agency_made after insert on agency for each row execute function keep_policy();
      create trigger agency_policy_changed after update of hours, ground_required on agency for each row
        when ((old.hours, old.ground_required) is distinct from (new.hours, new.ground_required)) execute function keep_policy();
      insert into agency_policy select id, '-infinity', hours, ground_required from agency;
      create view agency_policy_then as select p.*, lead(p.from_at, 1, 'infinity') over (partition by p.agency order by p.from_at) as to_at
        from agency_policy p;

      -- Codes of agencies whose people's days are looked at, and that have not stated their hours: the own one; of oversight those
      -- that take part in the operations it oversees, or did.
      create function agencies_without_hours() returns setof text
        language sql stable security definer set search_path = public, pg_temp as
        $$ select a.code from my_log() m, agency a where a.hours is null and case when m.oversight
             then a.id in (select p.agency from participation p join operation o on o.id = p.operation
               where o.host = m.reader and p.accepted_at is not null) else a.id = m.reader end order by 1 $$;

      -- What people did on each day of their agency's time zone, out of whose hours, and without what.
      create function days_of_people(first timestamptz, last timestamptz)
        returns table (person uuid, day date, reads int, late int, ungrounded int)
        language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off set jit = off as
        $$ with l as (
             select l.person, l.agency, l.at, l.class, l.act, l.ground_state from my_log() m, access_line l
               where l.reader = m.reader and l.oversight = m.oversight and (m.oversight or l.agency = m.reader)
                 and l.at >= first and l.at < last and l.outcome = 'success'
             union all select c.person, c.agency, c.at, c.class, c.act, c.ground_state
               from pending_cuts(jsonb_build_object('from', first, 'to', last)) c
               where c.cut <> 'information' and c.outcome = 'success')
           -- The end of a screen that was open is no act of its own.
           select l.person, z.at::date, count(*)::int,
             (count(*) filter (where a.hours is not null and not (a.hours -> 'weekdays' @> to_jsonb(extract(isodow from z.at)::int)
               and extract(hour from z.at) >= (a.hours ->> 'from')::int and extract(hour from z.at) < (a.hours ->> 'to')::int)))::int,
             (count(*) filter (where l.ground_state = 'missing' and a.ground_required))::int
           from l join agency_policy_then a on a.agency = l.agency and l.at >= a.from_at and l.at < a.to_at, lateral (select l.at at time zone coalesce(a.hours ->> 'zone', 'UTC')) z (at)
           where l.class in ('consultation', 'disclosure') and l.act <> 'thread.close' and l.person is not null group by 1, 2 $$;
      -- Different datasets that somebody opened in a day without any of them being their task.
      create function days_without_task(first timestamptz, last timestamptz)
        returns table (person uuid, day date, datasets int)
        language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off set jit = off as
        $$ with f as (select jsonb_build_object('act', 'dataset.view', 'from', first, 'to', last) as f),
             l as (select l.record from my_log() m, f, lateral (select l.record, l.at, l.reader, l.oversight from access_line l
                 where l.keys @> (keys_of(f.f) || reader_key(m.reader, m.oversight)) and l.keys && weeks_between(first, last) offset 0) l
               where l.reader = m.reader and l.oversight = m.oversight and l.at >= first and l.at < last
               union all select c.record from f, pending_cuts(f.f) c)
           select c.person, (c.at at time zone coalesce(a.hours ->> 'zone', 'UTC'))::date,
             count(distinct o ->> 'id')::int
           from my_log() m, l, lateral (select * from access_cut c where c.record = l.record offset 0) c
             join agency_policy_then a on a.agency = c.agency and c.at >= a.from_at and c.at < a.to_at, jsonb_array_elements(c.objects) o
           where c.reader = m.reader and c.oversight = m.oversight and c.cut <> 'information' and c.outcome = 'success'
             and c.ground is distinct from 'task' and o ->> 'type' = 'dataset' group by 1, 2 $$;

      -- Auditors ask another agency's about a record that they see for their information's sake. Each side sees its own names.
      create table log_enquiry (
        id uuid primary key, record uuid not null references access_record, asking uuid not null references agency,
        asked uuid not null references agency, asked_by uuid not null references person, asked_at timestamptz not null,
        question text not null, answered_by uuid references person, answered_at timestamptz, answer text);
      -- One at a time about a record: a list that is full of questions would hide another agency's.
      create unique index log_enquiry_open on log_enquiry (record, asking) where answer is null;
      create index log_enquiry_asking on log_enquiry (asking, asked_at desc);
      create index log_enquiry_asked on log_enquiry (asked, asked_at desc);
      ${lock('log_enquiry')}
      -- Whom it goes to; null where the record is none that they see so.
      create function enquire(enquiry uuid, about uuid, words text) returns uuid
        language plpgsql volatile security definer set search_path = public, pg_temp as $$
        declare c record;
        begin
          perform ${besideLine};
          select x.* into c from my_log() m, (select * from access_cut x where x.record = about offset 0) x
            where not m.oversight and x.reader = m.reader and x.cut = 'information' and x.agency is not null;
          if c.agency is null then return null; end if;
          insert into log_enquiry values (enquiry, about, c.reader, c.agency, me(), app_now(), words);
          return c.agency;
        end $$;
      -- Once, by the side that was asked. Answers who had asked; null where there is nothing to answer.
      create function answer_enquiry(enquiry uuid, words text) returns uuid
        language sql volatile security definer set search_path = public, pg_temp as
        $$ update log_enquiry e set answer = words, answered_by = me(), answered_at = app_now() from my_log() m
           where e.id = enquiry and e.asked = m.reader and not m.oversight and e.answer is null returning e.asking $$;
      create function enquiries_of_my_scope(only_one uuid, n int)
        returns table (id uuid, record uuid, record_act text, record_at timestamptz, asking uuid, asked uuid, mine text, asked_at timestamptz, question text,
          answered_at timestamptz, answer text, asked_by uuid, answered_by uuid)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select e.id, e.record, r.act, r.at, e.asking, e.asked, case when e.asking = m.reader then 'asking' else 'asked' end, e.asked_at,
             e.question, e.answered_at, e.answer, case when e.asking = m.reader then e.asked_by end,
             case when e.asked = m.reader then e.answered_by end
            from my_log() m, log_enquiry e join access_record r on r.id = e.record
             where not m.oversight and (e.asking = m.reader or e.asked = m.reader)
             and (only_one is null or e.id = only_one)
           -- What waits for an answer of one's own side first.
           order by (e.answer is null and e.asked = m.reader) desc, e.asked_at desc, e.id limit n $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function enquiries_of_my_scope, answer_enquiry, enquire, days_without_task, days_of_people, agencies_without_hours;
      drop view agency_policy_then;
      drop trigger agency_policy_changed on agency;
      drop trigger agency_made on agency;
      drop function keep_policy;
      drop table log_enquiry, agency_policy, anomaly_answer, log_query;
    `);
  }
}
