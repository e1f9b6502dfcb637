import { agencyDuties, installationDuties } from '@liaison/domain';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { platformAgency } from '../platform-agency.js';
import { lock, oneOf } from './sql.js';

/**
 * The directory: agencies, people, duties, credentials, sessions; and who is asking (`me`, `actors`, `app_now`).
 * Credentials and sessions are readable through definer functions only: at sign-in nobody is anybody yet.
 */
export class Directory1764115200001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function me() returns uuid language sql stable parallel safe as
        $$ select nullif(current_setting('app.person', true), '')::uuid $$;
      create function actors() returns uuid[] language sql stable parallel safe as
        $$ select coalesce(nullif(current_setting('app.actors', true), ''), '{}')::uuid[] $$;
      create function app_now() returns timestamptz language sql stable parallel safe as
        $$ select coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()) $$;

      create table installation (
        id int primary key check (id = 1), demonstration boolean not null, created_at timestamptz not null);

      create table agency (
        id uuid primary key, code text not null, name text not null, country text not null,
        ground_required boolean not null, presence boolean not null, created_at timestamptz not null,
        -- When its people work, as its coordinator states it.
        hours jsonb,
        constraint agency_code unique (code));

      create table person (
        id uuid primary key, agency uuid not null references agency, name text not null, handle text not null,
        active boolean not null, authz_epoch int not null, created_at timestamptz not null,
        constraint person_handle unique (agency, handle),
        -- What words refer to: somebody in their own agency's name.
        constraint person_agency unique (id, agency));

      create table agency_duty (
        person uuid not null references person, duty text not null, given_at timestamptz not null,
        primary key (person, duty), ${oneOf('duty', agencyDuties)});

      create table installation_duty (
        person uuid not null references person, duty text not null, given_at timestamptz not null,
        primary key (person, duty), ${oneOf('duty', installationDuties)});

      create table credential (
        person uuid primary key references person, sign_in_name text not null, password_hash text,
        changed_at timestamptz not null, constraint credential_sign_in_name unique (sign_in_name));

      create table set_password_link (
        id uuid primary key, person uuid not null references person, token_hash bytea not null unique,
        issued_by uuid references person, issued_at timestamptz not null, expires_at timestamptz not null,
        used_at timestamptz);

      create table session (
        id uuid primary key, person uuid not null references person, token_hash bytea not null unique,
        authz_epoch int not null, device text not null, address text not null, started_at timestamptz not null,
        last_input_at timestamptz not null, expires_at timestamptz not null, ended_at timestamptz);
      create index session_person on session (person) where ended_at is null;

      create function my_agency() returns uuid language sql stable security definer set search_path = public, pg_temp as
        $$ select agency from person where id = me() and active $$;
      create function my_duties() returns text[] language sql stable security definer set search_path = public, pg_temp as
        $$ select coalesce(array_agg(d.duty), '{}') from agency_duty d join person p on p.id = d.person
           where d.person = me() and p.active $$;
      create function my_installation_duties() returns text[]
        language sql stable security definer set search_path = public, pg_temp as
        $$ select coalesce(array_agg(d.duty), '{}') from installation_duty d join person p on p.id = d.person
           where d.person = me() and p.active $$;
      -- Whoever gives duties or memberships in the own agency stands in line at its row.
      create function lock_my_agency() returns void
        language plpgsql security definer set search_path = public, pg_temp as
        $$ begin perform from agency where id = my_agency() for no key update; end $$;
      create function i_coordinate(a uuid) returns boolean language sql stable as
        $$ select a = my_agency() and 'coordinator' = any(my_duties()) $$;

      -- The administrator's only way in: an agency in which nobody has a password yet, and its first person.
      create function agency_is_empty(a uuid) returns boolean
        language sql stable security definer set search_path = public, pg_temp as
        $$ select 'administrator' = any(my_installation_duties())
           and not exists (select from person where agency = a) $$;
      create function agency_is_new(p uuid) returns boolean
        language sql stable security definer set search_path = public, pg_temp as
        $$ select 'administrator' = any(my_installation_duties()) and not exists (
             select from person o join person q on q.agency = o.agency join credential c on c.person = q.id
             where o.id = p and c.password_hash is not null) $$;

      -- Whom a link that ran out unused is made for again.
      create function first_coordinator_of(a uuid) returns uuid
        language sql stable security definer set search_path = public, pg_temp as
        $$ select id from person where agency = a and agency_is_new(id) order by created_at, id limit 1 $$;

      -- Before sign-in: one row by its secret, never a list.
      create function credential_of(asked text) returns table (person uuid, agency uuid, password_hash text)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select c.person, p.agency, c.password_hash from credential c join person p on p.id = c.person
           where c.sign_in_name = asked and p.active $$;
      create function sessions_of(hashes bytea[]) returns table (token_hash bytea, id uuid, person uuid, agency uuid,
          duties text[], installation_duties text[], last_input_at timestamptz, expires_at timestamptz)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select s.token_hash, s.id, s.person, p.agency,
             array(select d.duty from agency_duty d where d.person = p.id order by 1),
             array(select d.duty from installation_duty d where d.person = p.id order by 1), s.last_input_at, s.expires_at
           from session s join person p on p.id = s.person
           where s.token_hash = any(hashes) and s.ended_at is null and s.expires_at > app_now()
             and p.active and p.authz_epoch = s.authz_epoch $$;
      -- For whoever holds sockets open: many sessions, one question. Says nothing of whose they are.
      create function session_states(ids uuid[], idle interval) returns table (id uuid, state text)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select s.id, case when s.ended_at is not null or not p.active or p.authz_epoch <> s.authz_epoch then 'revoked'
             when s.expires_at <= app_now() then 'expired'
             when s.last_input_at <= app_now() - idle then 'locked' else 'live' end
           from session s join person p on p.id = s.person where s.id = any(ids) $$;
      create function set_password_link_of(hash bytea) returns table (person uuid, agency uuid, sign_in_name text)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select p.id, p.agency, c.sign_in_name from set_password_link l join person p on p.id = l.person and p.active
           join credential c on c.person = p.id
           where l.token_hash = hash and l.used_at is null and l.expires_at > app_now() $$;
      -- The link is the right to write: it is spent, the password set and every session ended in one statement's scope.
      create function set_password_by_link(hash bytea, new_hash text) returns uuid
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare who uuid;
        begin
          update set_password_link set used_at = app_now()
            where token_hash = hash and used_at is null and expires_at > app_now()
              and person in (select id from person where active) returning person into who;
          if who is null then return null; end if;
          update credential set password_hash = new_hash, changed_at = app_now() where person = who;
          update person set authz_epoch = authz_epoch + 1 where id = who;
          update session set ended_at = app_now() where person = who and ended_at is null;
          -- Any other link for the same person is spent with it.
          update set_password_link set used_at = app_now() where person = who and used_at is null;
          return who;
        end $$;

      -- The owner alone, and once: the stamp that stays for ever, and the first administrator, who has no password yet.
      create function found_installation(demo boolean, a uuid, p uuid, link uuid, hash bytea, made timestamptz,
          until timestamptz) returns boolean language plpgsql set search_path = public, pg_temp as $$
        declare who uuid;
        begin
          insert into installation values (1, demo, made) on conflict do nothing;
          if found then
            insert into agency values (a, '${platformAgency.code}', '${platformAgency.name}', 'international', false,
              false, made);
            insert into person values (p, a, 'Administrator', 'administrator', true, 1, made);
            insert into installation_duty values (p, 'administrator', made);
            insert into credential values (p, '${platformAgency.administrator}', null, made);
          end if;
          -- Until the link is used, each start makes a new one in place of the last.
          select person into who from credential
            where sign_in_name = '${platformAgency.administrator}' and password_hash is null for update;
          if who is null then return false; end if;
          update set_password_link set used_at = made where person = who and used_at is null;
          insert into set_password_link values (link, who, hash, null, made, until, null);
          return true;
        end $$;
      revoke execute on function found_installation from public;
    `);
    for (const table of ['person', 'agency_duty', 'installation_duty', 'credential', 'set_password_link', 'session'])
      await runner.query(lock(table));
    await runner.query(`
      alter table installation enable row level security;
      alter table agency enable row level security;
      create policy anyone_reads on installation for select using (true);
      create policy anyone_reads on agency for select using (true);
      create policy administrator_adds on agency for insert to liaison_app
        with check ('administrator' = any(my_installation_duties()));
      create policy own_coordinator_sets on agency for update to liaison_app using (i_coordinate(id));

      create policy own_agency_reads on person for select to liaison_app using (agency = (select my_agency()));
      create policy coordinator_adds on person for insert to liaison_app
        with check (i_coordinate(agency) or agency_is_empty(agency));
      -- Oneself raises the epoch when changing one's password; who is inactive does nothing any more.
      create policy coordinator_changes on person for update to liaison_app
        using (id = me() and active or i_coordinate(agency))
        with check (id = me() and active or i_coordinate(agency));

      create policy own_agency_reads on agency_duty for select to liaison_app
        using (person in (select id from person where agency = (select my_agency())));
      create policy coordinator_gives on agency_duty for insert to liaison_app
        with check (person in (select id from person where i_coordinate(agency)) or agency_is_new(person));
      create policy coordinator_takes on agency_duty for delete to liaison_app
        using (person in (select id from person where i_coordinate(agency)));
      create policy own_agency_reads on installation_duty for select to liaison_app
        using (person = me() or person in (select id from person where agency = (select my_agency())));
      -- Oversight is over what the own agency hosts, so its coordinators name it; an administrator nobody can.
      create policy coordinator_gives on installation_duty for insert to liaison_app
        with check (duty = 'oversight' and person in (select id from person where i_coordinate(agency)));
      create policy coordinator_takes on installation_duty for delete to liaison_app
        using (duty = 'oversight' and person in (select id from person where i_coordinate(agency)));

      create policy own_reads on credential for select to liaison_app
        using (person = me() or person in (select id from person where i_coordinate(agency)));
      create policy coordinator_adds on credential for insert to liaison_app
        with check (password_hash is null
          and (person in (select id from person where i_coordinate(agency)) or agency_is_new(person)));
      create policy own_changes on credential for update to liaison_app using (person = me());

      create policy issuer_reads on set_password_link for select to liaison_app
        using (issued_by = me() or person in (select id from person where i_coordinate(agency)));
      -- A new link ends those before it.
      create policy coordinator_ends on set_password_link for update to liaison_app
        using (person in (select id from person where i_coordinate(agency)) or agency_is_new(person));
      create policy coordinator_issues on set_password_link for insert to liaison_app
        with check (issued_by = me() and (person in (select id from person where i_coordinate(agency)) or agency_is_new(person)));

      create policy own_reads on session for select to liaison_app
        using (person = me() or person in (select id from person where i_coordinate(agency)));
      create policy own_starts on session for insert to liaison_app with check (person = me());
      -- What has ended stays ended.
      create policy own_ends on session for update to liaison_app
        using (ended_at is null and (person = me() or person in (select id from person where i_coordinate(agency))))
        with check (person = me() or person in (select id from person where i_coordinate(agency)));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table session, set_password_link, credential, installation_duty, agency_duty, person, agency, installation
        cascade;
      drop function if exists agency_is_empty, agency_is_new, first_coordinator_of, sessions_of, session_states, found_installation, set_password_link_of, set_password_by_link, credential_of, lock_my_agency, i_coordinate,
        my_installation_duties, my_duties, my_agency, app_now, actors, me cascade;
    `);
  }
}
