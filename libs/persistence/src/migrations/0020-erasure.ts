import { erasureBases, erasureStates } from '@liaison/domain';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { destroyedByActs, eraseFields } from './erase-fields.js';
import { legalHolds } from './legal-holds.js';
import { besideLine, byIndex, definer, erasing, frame, inLine, lock, oneOf } from './sql.js';

/** What nobody erased is given. */
const notOfErased = ['credential', 'set_password_link', 'agency_duty', 'installation_duty', 'member'];
const nobodyErased = (table: string, column = 'person'): string => `
      create trigger nobody_erased before insert on ${table} for each row execute function refuse_erased('${column}');`;

/** Stands where words were that named somebody. */
const gone = `'(erased)'`;

/**
 * Values and salts of records are destroyed, records, entries and numbers stay. Nothing but the functions here changes a
 * body, and each of them needs a record of its own in the same transaction. See docs/decisions/0027-erasure.md.
 */
export class Erasure1764115200020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index access_body_erased on access_body (record) where erased_by is not null;
      create index access_record_erasing on access_record (id) where act in (${erasing});
      create policy owner_erases on access_body for update to liaison_owner using (true) with check (true);

      -- Asked for by a coordinator, carried out by an auditor. When it is done it names nobody.
      create table erasure (
        id uuid primary key, agency uuid not null references agency, person uuid references person, basis text not null,
        state text not null default 'asked', asked_by uuid not null references person, asked_at timestamptz not null,
        settled_by uuid references person, settled_at timestamptz, records int,
        -- Who were the agency's auditors when it was asked for, as the database found them: one of them carries it out.
        auditors uuid[] not null,
        -- Of its carrying out: committed together or not at all.
        record uuid unique references access_record deferrable initially deferred,
        ${oneOf('basis', erasureBases)}, ${oneOf('state', erasureStates)}, check (state <> 'done' or person is null));
      create unique index erasure_asked on erasure (person) where state = 'asked';
      create index erasure_agency on erasure (agency, asked_at desc);
      ${lock('erasure')}
      create policy own_agency_reads on erasure for select to liaison_app using (agency = (select my_agency())
        and (select my_duties()) && array['coordinator', 'auditor']);
      create policy coordinator_asks on erasure for insert to liaison_app with check (i_coordinate(agency)
        and asked_by = me() and asked_at = app_now() and state = 'asked' and settled_by is null and records is null and record is null
        and person in (select p.id from person p where p.agency = my_agency() and not p.active));
      create policy auditor_refuses on erasure for update to liaison_app
        using (state = 'asked' and agency = my_agency() and 'auditor' = any(my_duties()) and asked_by <> me())
        with check (state = 'refused' and settled_by = me());
      grant select, insert (id, agency, person, basis, asked_by, asked_at), update (state, settled_by, settled_at)
        on erasure to liaison_app;
      create function find_auditors() returns trigger language plpgsql ${definer} as $$
        begin
          new.auditors := array(select d.person from agency_duty d join person p on p.id = d.person
            where d.duty = 'auditor' and p.agency = new.agency and p.active);
          return new;
        end $$;
      create trigger auditors_are_found before insert on erasure for each row execute function find_auditors();
      -- What it has found and not erased yet: found once, and empty again when it is over.
      create table erasure_field (
        erasure uuid references erasure, record uuid, names text[] not null, primary key (erasure, record));
      ${lock('erasure_field')}
      -- That a record is there says the key; whether it is of the act that destroys is looked at when both are committed.
      create function require_act() returns trigger language plpgsql ${definer} as $$
        begin
          if not exists (select from access_record r where r.id = new.record and r.act = tg_argv[0] and r.outcome = 'success')
          then raise insufficient_privilege using message = 'the record is not one of ' || tg_argv[0]; end if;
          return null;
        end $$;
      create constraint trigger erasure_is_recorded after update of record on erasure deferrable initially deferred
        for each row when (new.record is not null) execute function require_act('erasure.carry_out');

      -- Handles that nobody is given again: others' messages mention them still.
      create table erased_handle (agency uuid references agency, digest bytea, primary key (agency, digest));
      ${lock('erased_handle')}
      create function handle_digest(agency uuid, handle text) returns bytea language sql immutable as
        $$ select sha256(convert_to(agency || '/' || handle, 'UTF8')) $$;
      create function refuse_erased_handle() returns trigger language plpgsql ${definer} as $$
        begin
          if exists (select from erased_handle e where e.agency = new.agency and e.digest = handle_digest(new.agency, new.handle))
          then raise unique_violation using constraint = 'person_handle', message = 'the handle was somebody else''s'; end if;
          return new;
        end $$;
      create trigger handle_was_erased before insert or update of handle on person
        for each row execute function refuse_erased_handle();
      -- Who was erased stays gone: nobody changes them, lets them in or gives them something again, or says something new of them.
      alter table person add column erased boolean not null default false,
        add constraint person_erased check (not (erased and active));
      create function refuse_erased() returns trigger language plpgsql ${definer} as $$
        declare is_erased boolean;
        begin
          -- Whoever comes while they are being erased waits for its end.
          select p.erased into is_erased from person p where p.id = (to_jsonb(new) ->> tg_argv[0])::uuid for key share;
          if is_erased then raise unique_violation using constraint = 'person_erased', message = 'the person was erased'; end if;
          return new;
        end $$;
      create policy nobody_begins_erased on person as restrictive for insert to liaison_app with check (not erased);
      create trigger erased_stays before update of name, handle, active, erased on person for each row
        when (old.erased) execute function refuse_erased('id');
      ${[...notOfErased, 'anomaly_answer'].map((table) => nobodyErased(table)).join('')}
      alter table anomaly_answer alter person drop not null;
      -- Words about somebody are not written while they are being erased.
      create function await_erasing() returns trigger language plpgsql ${definer} as $$
        begin
          perform ${besideLine};
          return null;
        end $$;
      create trigger erasing_is_awaited before insert on anomaly_answer for each statement execute function await_erasing();

      ${legalHolds}
      ${nobodyErased('erasure')}
      create trigger nobody_erased before insert on legal_hold for each row
        when (new.kind = 'person') execute function refuse_erased('subject');
      ${eraseFields}
      -- Whether an agency reads the record for its information's sake, so that its objects there are its own to keep.
      create function reads_objects(r uuid, a text) returns boolean language sql stable ${definer} as
        $$ select exists (select from access_cut c where c.record = r and c.cut = 'information' and c.reader::text = a) $$;

      -- What of records names a person, or is theirs.
      create function fields_of_person(p uuid, a uuid) returns table (record uuid, names text[])
        language sql stable ${definer} ${byIndex} as
        $$ with waits as materialized (select record from access_pending where not lined),
             found as (
               select b.record, k as name from (select l.record from access_line l
                   where l.keys @> array[log_key('person', p::text), reader_key(a, false)] union select record from waits) x,
                 lateral (select * from access_body b where b.record = x.record offset 0) b, jsonb_object_keys(b.salts) k
                 where b.person = p and k not in (${frame}) and not (k like 'objects/%' and k <> 'objects/' || a
                   and reads_objects(b.record, substr(k, 9)))
               -- As an object of somebody else's act. Whoever had no session then was the person, or said so: a wrong password, a
               -- password set by link.
               union select b.record, n from access_body b, unnest(array['objects/' || a,
                   case when b.agency = a then 'objects' end, case when b.agency = a then 'detail' end,
                   case when b.person is null and b.agency is null then 'address' end]) n
                 where b.object_ids @> array[p] and b.salts ? n
               -- In what the own auditors looked up.
               union select b.record, 'detail' from (select l.record from access_line l
                   where l.keys @> array[log_key('class', 'log_access'), reader_key(a, false)] union select record from waits) x,
                 lateral (select * from access_body b where b.record = x.record offset 0) b
                 where b.agency = a and b.salts ? 'detail' and position(p::text in b.detail::text) > 0)
           -- How much an act erased is never erased itself: it names nobody, and what is gone is counted by it.
           select f.record, array_agg(f.name) from found f join access_record r on r.id = f.record
           where not (f.name = 'detail' and r.act in (${erasing})) group by f.record $$;

      -- Whom an erasure that this session's auditor may carry out is about: somebody else asked for it when they were an auditor,
      -- and the person is gone. A coordinator who asks and then makes an auditor does not carry it out by that one.
      create function erasure_of(e uuid) returns table (person uuid, agency uuid) language sql stable ${definer} as
        $$ select x.person, x.agency from my_log() m, erasure x join person p on p.id = x.person
           where x.id = e and x.state = 'asked' and x.agency = m.reader and not m.oversight and x.asked_by <> me() and not p.active
             and log_halted() is null and me() = any(x.auditors) $$;
      -- What of another side's waits for an answer: a question about one of these records, or an anomaly that it escalated.
      create function others_wait(p uuid, a uuid, taken uuid[]) returns boolean language sql stable ${definer} as
        $$ select exists (select from log_enquiry q where q.record = any(taken) and q.asking <> a and q.answer is null)
             or exists (select from (select distinct on (n.reader, n.oversight, n.kind, n.day) n.state from anomaly_answer n
                 where n.person = p and (n.reader, n.oversight) <> (a, false)
                 order by n.reader, n.oversight, n.kind, n.day, n.at desc, n.id desc) l where l.state = 'escalated') $$;
      -- Erases of some records; asked again until none is left. Where something blocks one, it says what and erases nothing of it.
      create function erase_some(e uuid, own_record uuid, most int)
        returns table (records int, destroyed jsonb, own_holds uuid[], others boolean)
        language plpgsql volatile ${definer} ${byIndex} as $$
        declare who record; what jsonb; taken uuid[]; holds uuid[]; went jsonb := '[]';
        begin
          perform ${inLine};
          -- Whoever makes them active again waits, and is refused when it is over.
          perform from person p where p.id = (select x.person from erasure x where x.id = e) for update;
          select * into who from erasure_of(e);
          -- A record that is there already is of something else.
          if who.person is null or exists (select from access_record r where r.id = own_record) then return; end if;
          if not exists (select from erasure x where x.id = e and x.record = own_record) then
            update erasure x set record = own_record, records = 0 where x.id = e;
            delete from erasure_field f where f.erasure = e;
            insert into erasure_field select e, f.record, f.names from fields_of_person(who.person, who.agency) f;
          end if;
          -- The oldest first: what waits for its entry comes last, and while that is being erased the tree does not grow.
          with t as (delete from erasure_field f where f.erasure = e and f.record in (select x.record from erasure_field x
              where x.erasure = e order by x.record limit most) returning f.record, f.names)
            select jsonb_object_agg(t.record, t.names), coalesce(array_agg(t.record), '{}') into what, taken from t;
          holds := array(select hold from holds_on(taken) union select h.id from legal_hold h where h.lifted_at is null
            and h.reader = who.agency and not h.oversight and h.kind = 'person' and h.subject = who.person);
          return query select 0, '[]'::jsonb, coalesce(array_agg(h.id) filter (where h.reader = who.agency and not h.oversight), '{}'),
              coalesce(bool_or(h.reader <> who.agency or h.oversight), false) or others_wait(who.person, who.agency, taken)
            from legal_hold h where h.id = any(holds) having count(*) > 0 or others_wait(who.person, who.agency, taken);
          if found then
            -- Nor is it finished by whoever does not listen.
            update erasure x set record = null where x.id = e;
            return;
          end if;
          if what is not null then
            -- What was asked and answered about them stays with both sides, without its words. What the own side still asks is
            -- over: who answers it would say something of them.
            update log_enquiry set question = ${gone}, answer = ${gone}, answered_at = coalesce(answered_at, app_now())
              where record = any(taken);
            went := erase_fields(what, own_record);
            update erasure x set records = x.records + cardinality(taken) where x.id = e;
          end if;
          return query select cardinality(taken), went, '{}'::uuid[], false;
        end $$;
      -- When no record names them: what leads to a person outside of the log, and their name. False while one does: what was done
      -- while it was being erased, an act of theirs that had begun or a look at them, is found by being looked for again. In the
      -- transaction that has erased, which still holds the line, and in no later one: then the act's record is there.
      create function finish_erasure(e uuid, own_record uuid) returns boolean language plpgsql volatile ${definer} as $$
        declare who record;
        begin
          select * into who from erasure_of(e);
          if who.person is null or not exists (select from erasure x where x.id = e and x.record = own_record)
            or exists (select from access_record r where r.id = own_record)
            or exists (select from fields_of_person(who.person, who.agency)) then return false; end if;
          delete from log_query where person = who.person;
          -- What others wrote is theirs: that they did stays, and of whom goes. Words of a ground asked for beside them are their words.
          update log_query q set name = ${gone}, filters = (select coalesce(jsonb_object_agg(f.key, f.value), '{}')
              from jsonb_each(q.filters) f where f.key <> 'groundText' and position(who.person::text in f.value::text) = 0)
            where position(who.person::text in q.filters::text) > 0;
          -- One that asked for nothing else would ask for everything.
          delete from log_query where name = ${gone} and filters - 'ownActs' = '{}';
          update anomaly_answer set person = null, why = ${gone} where person = who.person;
          update legal_hold set subject = null, reason = ${gone}, why_lifted = ${gone}
            where subject = who.person and lifted_at is not null;
          delete from open_thread where person = who.person;
          delete from shown where person = who.person;
          delete from ground_given where person = who.person;
          delete from log_ground where person = who.person;
          delete from session where person = who.person;
          delete from draft where person = who.person;
          delete from command where author = who.person;
          delete from set_password_link where person = who.person;
          delete from credential where person = who.person;
          delete from agency_duty where person = who.person;
          delete from installation_duty where person = who.person;
          insert into erased_handle select p.agency, handle_digest(p.agency, p.handle) from person p where p.id = who.person
            on conflict do nothing;
          update person set erased = true, name = 'Erased person', handle = 'erased-' || encode(sha256(gen_random_uuid()::text::bytea), 'hex')
            where id = who.person;
          update erasure set person = null where person = who.person and id <> e;
          update erasure set state = 'done', person = null, settled_by = me(), settled_at = app_now() where id = e;
          return true;
        end $$;
    `);
    await runner.query(`
      -- Of the range of an extract: records of which something is gone that the reader's agency could see, and the fields that it
      -- still sees.
      create function extract_erased(op uuid, from_at timestamptz, to_at timestamptz) returns table (n bigint, shown text[])
        language sql stable ${definer} as
        $$ select s.n, array(select k from jsonb_object_keys(b.salts) k where b.agency = m.reader or k = any(o.visible))
           from my_log() m cross join numbers_of_my_scope(op) s join access_body b on b.record = s.record
             cross join lateral (select array['operation', 'person', 'agency', 'role', 'objects/' || m.reader]) o (visible)
           where not m.oversight and s.at >= from_at and s.at < to_at
             and (b.agency = m.reader and cardinality(b.erased) > 0 or b.erased && o.visible) order by s.n $$;
    `);
    await runner.query(`
      ${destroyedByActs}
      revoke execute on function set_hold, lift_hold, holds_on, erase_fields, reads_objects, fields_of_person, erasure_of,
        others_wait, erase_some, finish_erasure, extract_erased, require_act, refuse_erased_handle, handle_digest, erasing_acts, destroyed_fields,
        numbers_where_last,
        find_auditors, refuse_erased, await_erasing from public;
      grant execute on function set_hold, lift_hold, erase_some, finish_erasure, extract_erased to liaison_app;
      grant execute on function erasing_acts, destroyed_fields to liaison_log;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger handle_was_erased on person;
      drop trigger erased_stays on person;
      drop trigger erasing_is_awaited on anomaly_answer;
      ${[...notOfErased, 'anomaly_answer'].map((table) => `drop trigger nobody_erased on ${table};`).join(' ')}
      drop policy nobody_begins_erased on person;
      alter table person drop column erased;
      drop function await_erasing, destroyed_fields, erasing_acts, numbers_where_last, extract_erased,
        finish_erasure, erase_some, others_wait, erasure_of, fields_of_person, reads_objects, erase_fields, holds_on, lift_hold,
        set_hold, refuse_erased_handle, handle_digest;
      delete from anomaly_answer where person is null;
      alter table anomaly_answer alter person set not null;
      drop table legal_hold, erased_handle, erasure_field, erasure;
      drop function require_act, find_auditors, refuse_erased;
      drop policy owner_erases on access_body;
      drop index access_record_erasing, access_body_erased;
    `);
  }
}
