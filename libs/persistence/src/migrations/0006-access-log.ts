import { recordClasses } from '@liaison/domain';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { leaseLapse, lock, oneOf } from './sql.js';

/**
 * Record and body. The record's bytes are final and hold salted digests only; the body holds values and salts and can
 * be erased. The application inserts; it can neither read, change nor delete. Auditors read through definer functions
 * that cut every field to their scope.
 */
export class AccessLog1764115200006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table access_record (
        id uuid primary key, at timestamptz not null, class text not null, act text not null, outcome text not null,
        -- Many times what one has: more than a driver can take would end whoever reads it.
        bytes bytea not null check (octet_length(bytes) <= 1048576), ${oneOf('class', recordClasses)}, ${oneOf('outcome', ['success', 'failure'])});

      create table access_body (
        record uuid primary key references access_record, at timestamptz not null, operation uuid, compartment uuid,
        person uuid, agency uuid, role text, session uuid, address text, objects jsonb not null,
        object_ids uuid[] not null, subject_agencies uuid[] not null, overseers uuid[] not null,
        recipients uuid[] not null, ground text, rule text, detail jsonb not null, salts jsonb not null,
        -- Names of the fields that are gone and, of each, the record of the act that destroyed it; null while all are there. By
        -- these check-log tells what was erased by an act from what somebody deleted.
        erased text[], erased_by uuid[]);
      create index access_body_objects on access_body using gin (object_ids);

      -- What a session was shown last of an object, by digest: seen again unchanged, it is no second record.
      create table shown (
        session uuid not null references session, person uuid not null references person, object uuid not null,
        digest bytea not null, primary key (session, object));

      alter table access_record enable row level security;
      alter table access_record force row level security;
      alter table access_body enable row level security;
      alter table access_body force row level security;
      create policy owner_reads on access_record for select to liaison_owner using (true);
      create policy owner_reads on access_body for select to liaison_owner using (true);
      create policy app_adds on access_record for insert to liaison_app with check (true);
      create policy app_adds on access_body for insert to liaison_app with check (true);

      ${lock('shown')};
      create policy own on shown to liaison_app using (person = me()) with check (person = me());

      -- To how many people a message was open: told to its author, as a number.
      create function reach_of(m uuid) returns int language sql stable security definer set search_path = public, pg_temp as
        $$ select count(distinct p)::int from (
             -- A version in the record says that its words were shown, by whichever door.
             select b.person as p from access_body b join access_record r on r.id = b.record
               where b.object_ids @> array[m] and r.class = 'consultation' and r.outcome = 'success'
                 and r.act in ('thread.page', 'message.read', 'search.run') and exists (select from jsonb_array_elements(b.objects) o where o ->> 'id' = m::text and o ->> 'version' is not null)
             -- A crash leaves a lease open: it is over with its session, or when it is no longer renewed.
             union all select o.person from open_thread o join message g on g.thread = o.thread
               join session s on s.id = o.session
               where g.id = m and o.from_seq < g.seq and case when o.closed_at is not null then o.last_seq >= g.seq
                 else g.at <= least(s.ended_at, s.expires_at, o.renewed_at + ${leaseLapse}) end) x
           join message w on w.id = m where w.author = me() and p <> me() $$;

      -- Whose title a thread bears, also after its starter has left.
      create function thread_owners(ids uuid[]) returns table (thread uuid, agency uuid)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select t.id, p.agency from thread t join person p on p.id = t.started_by
           where t.id = any(ids) and t.compartment in (select my_compartments()) $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function thread_owners, reach_of; drop table shown, access_body, access_record`);
  }
}
