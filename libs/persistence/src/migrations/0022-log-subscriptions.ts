import type { MigrationInterface, QueryRunner } from 'typeorm';
import { definer, lock } from './sql.js';

/** Entries that are looked through for the first record that a destination does not have yet. */
const lookedThrough = 5_000;
/** Lines among which the first entry since a moment is looked for: entries are made in another order than records. */
const disordered = 1_000;

/**
 * Where an agency's auditors, or the oversight of an operation, have their lines sent to. The application makes and ends
 * subscriptions and reads no line by them; the log's role reads lines by them and makes none. Neither touches the table.
 */
export class LogSubscriptions1764115200022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Next: the first entry that has not been dealt with. Only what is signed is sent. Place: what the destination's name stood
      -- for when it was chosen (LogPlace), so that who keeps the list of names cannot lead it elsewhere.
      create table log_subscription (
        id uuid primary key, reader uuid not null references agency, oversight boolean not null,
        operation uuid references operation, destination text not null, place jsonb not null,
        made_by uuid not null references person, made_at timestamptz not null, next bigint not null,
        sent_at timestamptz, sent_to timestamptz, problem text, problem_at timestamptz,
        ended_by uuid references person, ended_at timestamptz, check (oversight = (operation is not null)));
      create unique index log_subscription_once on log_subscription (reader, oversight, operation, destination)
        nulls not distinct where ended_at is null;
      ${lock('log_subscription')}

      -- The subscription; where there is one and its place was another, that one, from where it stands. Null where it is not the
      -- reader's to ask for: oversight asks for one operation that its agency hosts, an auditor for the whole agency.
      create function subscribe_to_log(subscription uuid, to_destination text, at_place jsonb, op uuid) returns uuid
        language plpgsql volatile ${definer} as $$
        declare chosen uuid;
        begin
          update log_subscription s set place = at_place, problem = null, problem_at = null from my_log() m
            where s.reader = m.reader and s.oversight = m.oversight and s.operation is not distinct from op
              and s.destination = to_destination and s.ended_at is null and s.place <> at_place returning s.id into chosen;
          if found then return chosen; end if;
          insert into log_subscription (id, reader, oversight, operation, destination, place, made_by, made_at, next)
            select subscription, m.reader, m.oversight, op, to_destination, at_place, me(), app_now(), h.signed
            from my_log() m, log_head h where case when m.oversight
              then exists (select from operation o where o.id = op and o.host = m.reader) else op is null end
            returning id into chosen;
          return chosen;
        end $$;

      -- Goes back to the first entry of what happened since then, or stays where it is; null where it is none of the reader's.
      create function resend_log(subscription uuid, since timestamptz) returns boolean
        language sql volatile ${definer} as
        $$ update log_subscription s set next = least(s.next, (select min(e.entry) from (
               select l.record from access_line l where l.reader = m.reader and l.oversight = m.oversight and l.at >= since
                 order by l.at, l.record limit ${disordered}) l join access_entry e on e.record = l.record))
           from my_log() m where s.id = subscription and s.reader = m.reader and s.oversight = m.oversight
             and s.ended_at is null returning true $$;

      create function unsubscribe_from_log(subscription uuid) returns boolean
        language sql volatile ${definer} as
        $$ update log_subscription s set ended_by = me(), ended_at = app_now() from my_log() m
           where s.id = subscription and s.reader = m.reader and s.oversight = m.oversight and s.ended_at is null
           returning true $$;

      -- An entry's record as its number in the subscription's scope; only entries from a place on, and so many.
      create function entries_of_subscription(s log_subscription, until bigint)
        returns table (entry bigint, record uuid, n bigint) language sql stable as
        $$ select e.entry, e.record, p.n from access_entry e, access_scope p
           where e.entry >= s.next and e.entry < until and p.record = e.record
             and case when s.oversight then p.kind = 'oversight' and p.operation = s.operation
               else p.kind = 'agency' and p.agency = s.reader end $$;

      create function subscriptions_of_my_scope(only_one uuid, n int)
        returns table (id uuid, destination text, place jsonb, operation uuid, made_by uuid, made_at timestamptz, sent_at timestamptz,
          sent_to timestamptz, waiting_since timestamptz, problem text, problem_at timestamptz, ended_by uuid, ended_at timestamptz)
        language sql stable ${definer} as
        $$ select s.id, s.destination, s.place, s.operation, s.made_by, s.made_at, s.sent_at, s.sent_to,
             case when s.ended_at is null then (select r.at from entries_of_subscription(s, least(h.signed, s.next + ${lookedThrough})) e
               join access_record r on r.id = e.record order by e.entry limit 1) end,
             s.problem, s.problem_at, s.ended_by, s.ended_at
           from my_log() m, log_head h, log_subscription s
           where s.reader = m.reader and s.oversight = m.oversight and (only_one is null or s.id = only_one)
           order by s.ended_at is not null, s.made_at desc, s.id limit n $$;

      -- For the process that sends, in the log's role.
      create function live_subscriptions()
        returns table (id uuid, agency text, oversight boolean, destination text, place jsonb, next bigint, signed bigint)
        language sql stable ${definer} as
        $$ select s.id, a.code, s.oversight, s.destination, s.place, s.next, h.signed
           from log_head h, log_subscription s join agency a on a.id = s.reader where s.ended_at is null $$;

      -- What the reader is shown of each record (access_cut), in the order of entries, and the entry of the line behind it. The first
      -- one, and as many more as are about so many bytes.
      create function lines_of_subscription(subscription uuid, until bigint, most_bytes bigint)
        returns table (id uuid, at timestamptz, class text, act text, outcome text, operation uuid, agency uuid, person uuid,
          person_name text, role text, objects jsonb, ground_stated boolean, ground text, address text, session uuid,
          recipients uuid[], rule text, compartment uuid, detail jsonb, erased text[], seen_as text, n bigint, then_entry bigint)
        language sql stable ${definer} set enable_seqscan = off set jit = off as
        $$ with line as (select c.*, e.entry, e.n, lead(e.entry) over w as then_entry,
               sum(octet_length(c::text)) over w - octet_length(c::text) as bytes_before
             from log_head h, log_subscription s,
               lateral (select * from entries_of_subscription(s, least(until, h.signed)) offset 0) e,
               lateral (select * from access_cut c where c.record = e.record offset 0) c
             where s.id = subscription and s.ended_at is null and c.reader = s.reader and c.oversight = s.oversight
             window w as (order by e.entry))
           select c.record, c.at, c.class, c.act, c.outcome, c.operation, c.agency, c.person,
             (select p.name from person p where p.id = c.person), c.role, c.objects, c.ground_state is not distinct from 'stated',
             c.ground, c.address, c.session, c.recipients, c.rule, c.compartment, c.detail, c.erased, c.cut, c.n, c.then_entry
           from line c where c.bytes_before < most_bytes order by c.entry $$;

      -- The place moves only from where it was: who was sent back, or ended, meanwhile stays so. Null times: nothing was sent.
      create function move_subscription(subscription uuid, was bigint, becomes bigint, sent timestamptz, through timestamptz)
        returns boolean language sql volatile ${definer} as
        $$ update log_subscription set next = becomes, sent_at = coalesce(sent, sent_at), sent_to = coalesce(through, sent_to),
             problem = null, problem_at = null
           where id = subscription and next = was and ended_at is null and becomes <= (select signed from log_head)
           returning true $$;
      create function subscription_failed(subscription uuid, why text, since timestamptz) returns void
        language sql volatile ${definer} as
        $$ update log_subscription set problem = why, problem_at = since where id = subscription $$;

      revoke execute on function entries_of_subscription, live_subscriptions, lines_of_subscription, move_subscription,
        subscription_failed, subscribe_to_log, resend_log, unsubscribe_from_log, subscriptions_of_my_scope from public;
      grant execute on function subscribe_to_log, resend_log, unsubscribe_from_log, subscriptions_of_my_scope to liaison_app;
      grant execute on function live_subscriptions, lines_of_subscription, move_subscription, subscription_failed to liaison_log;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function subscription_failed, move_subscription, lines_of_subscription, live_subscriptions,
        subscriptions_of_my_scope, entries_of_subscription, unsubscribe_from_log, resend_log, subscribe_to_log;
      drop table log_subscription;
    `);
  }
}
