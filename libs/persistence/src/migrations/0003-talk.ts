import { audienceEventKinds } from '@liaison/contracts';
import { retractReasons, threadStates } from '@liaison/domain';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { leaseLapse, lock, markingColumns, mayWrite, oneOf, sliceSeconds } from './sql.js';

/** In a compartment I am in now, and born while my side was in (or given by a release). */
const inMyWindow = `
  compartment = any(array(select my_compartments())) and (compartment = any(array(select my_whole_compartments()))
    or base_ver <@ ((select my_windows()) ->> compartment::text)::int4multirange)`;
/** What of the audience the lead writes; who is in is written by definer functions alone. */
const ofTheLead = ['operation.changed', 'phase.changed'];
const list = (kinds: readonly string[]) => kinds.map((kind) => `'${kind}'`).join(', ');
const mayRead = (author: string) => `${author} || ':' || compartment = any((select batch_reads())::text[])`;

/** Streams, commands, threads, messages and what is one person's own: read marks, follows, drafts, open threads. */
export class Talk1764115200003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table event (
        compartment uuid not null references compartment, seq bigint not null, id uuid not null,
        member_ver int not null, base_ver int not null, kind text not null, author uuid, command_id uuid,
        refs jsonb not null, at timestamptz not null, primary key (compartment, seq));

      -- What the application writes takes the numbers that come next, under the present version; what is about something
      -- older, under the version that was born under. The compartment's number moves on with it.
      create function number_events() returns trigger
        language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          if exists (select from added e join compartment c on c.id = e.compartment
              group by c.id having min(e.seq) <> c.next_seq or max(e.seq) <> c.next_seq + count(*) - 1
                or bool_or(e.member_ver <> c.member_ver))
            or exists (select from added e where e.base_ver <> e.member_ver
              and not exists (select from message m where m.id = (e.refs ->> 'message')::uuid
                and m.compartment = e.compartment and m.base_ver = e.base_ver)
              and not exists (select from assessment a where a.id = (e.refs ->> 'assessment')::uuid
                and a.compartment = e.compartment and a.base_ver = e.base_ver))
          then perform refuse('number_events'); end if;
          update compartment c set next_seq = a.through + 1
            from (select compartment, max(seq) as through from added group by 1) a where c.id = a.compartment;
          return null;
        end $$;
      create trigger event_numbered after insert on event referencing new table as added for each statement
        when (current_user <> 'liaison_owner') execute function number_events();

      create table command (
        author uuid not null references person, command_id uuid not null, digest bytea not null,
        operation uuid, answer jsonb not null, at timestamptz not null,
        constraint command_once primary key (author, command_id));

      create table person_stream (
        person uuid primary key references person, epoch text not null, next_seq bigint not null);
      create table person_event (
        person uuid not null references person, seq bigint not null, id uuid not null, kind text not null,
        refs jsonb not null, at timestamptz not null, primary key (person, seq));

      create table thread (
        id uuid primary key, compartment uuid not null references compartment, title text not null, dataset uuid,
        state text not null, version int not null, started_by uuid not null references person,
        started_at timestamptz not null, last_seq bigint not null, last_at timestamptz not null,
        continues uuid references thread, frozen_by uuid references agency,
        frozen_ver int, constraint thread_place unique (id, compartment), ${oneOf('state', threadStates)});
      create index thread_compartment on thread (compartment, last_at desc);
      create index thread_dataset on thread (dataset) where dataset is not null;
      create index thread_title on thread using gin (title gin_trgm_ops);

      -- Which audience saw it freeze, whatever froze it.
      create function stamp_frozen() returns trigger
        language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          new.frozen_ver := case when new.frozen_by is not null then coalesce(old.frozen_ver,
            (select member_ver from compartment where id = new.compartment)) end;
          return new;
        end $$;
      create trigger frozen_stamped before update of frozen_by on thread for each row execute function stamp_frozen();

      create table thread_decision (
        thread uuid not null, version int not null, compartment uuid not null references compartment,
        base_ver int not null, author uuid not null references person, text text not null, at timestamptz not null,
        primary key (thread, version),
        constraint decision_thread_place foreign key (thread, compartment) references thread (id, compartment));

      create table message (
        id uuid primary key, compartment uuid not null, thread uuid not null, seq bigint not null,
        base_ver int not null, author uuid not null, agency uuid not null, at timestamptz not null, version int not null,
        retracted_at timestamptz, retract_reason text, ${markingColumns}, folded boolean not null,
        language text not null, quotes uuid references message, mentioned_people uuid[] not null,
        mentioned_roles text[] not null, mentioned_agencies uuid[] not null, datasets uuid[] not null,
        ack_due_at timestamptz, ack_asked uuid[] not null,
        constraint message_place unique (compartment, seq),
        -- It stands where its event stands; which is written last.
        constraint message_event foreign key (compartment, seq) references event (compartment, seq)
          deferrable initially deferred,
        constraint message_thread_place foreign key (thread, compartment) references thread (id, compartment),
        constraint message_author foreign key (author, agency) references person (id, agency),
        -- What its versions refer to, so that nobody writes words for somebody else.
        constraint message_birth unique (id, compartment, author, base_ver), ${oneOf('retract_reason', retractReasons)});
      create index message_thread on message (thread, seq);
      -- What an inbox is made of is a small part of what is said.
      create index message_mentions on message (thread, seq)
        where mentioned_people <> '{}' or mentioned_roles <> '{}' or mentioned_agencies <> '{}';
      create index message_to_acknowledge on message (compartment, seq) where ack_due_at is not null;
      create index message_taken_back on message (agency, retracted_at) where retracted_at is not null;
      create index message_datasets on message using gin (datasets) where datasets <> '{}';

      -- Words live here alone. Withheld ones are nobody's, whatever door asks.
      create table message_version (
        message uuid not null, version int not null, compartment uuid not null, base_ver int not null,
        author uuid not null, text text not null, content_note text,
        words tsvector not null, at timestamptz not null, withheld boolean not null,
        -- When its message was born, whose place in time all its versions have.
        born_at timestamptz not null default app_now(), primary key (message, version),
        constraint message_version_birth foreign key (message, compartment, author, base_ver)
          references message (id, compartment, author, base_ver));
      -- What a moment lies in: ten minutes, counted from 1970, and a day, counted downwards.
      create function time_slices(moment timestamptz) returns int[] language sql immutable parallel safe as
        $$ select array[floor(s / ${sliceSeconds})::int, - floor(s / 86400)::int]
           from extract(epoch from moment at time zone 'UTC') s $$;
      -- Words, where and whose they are, and when: a find is looked up in the reader's places alone, the newest first.
      create index message_version_words on message_version
        using gin (words, (array[compartment, author]), (time_slices(born_at))) where not withheld;

      create table acknowledgement (
        message uuid not null references message, person uuid not null references person,
        compartment uuid not null references compartment, base_ver int not null, at timestamptz not null,
        primary key (message, person));

      create table read_cursor (
        person uuid not null references person, thread uuid not null references thread, seq bigint not null,
        primary key (person, thread));
      create table thread_follow (
        person uuid not null references person, thread uuid not null references thread, mode text not null,
        primary key (person, thread), ${oneOf('mode', ['follow', 'mute'])});
      create table draft (
        person uuid not null references person, place uuid not null, text text not null, at timestamptz not null,
        primary key (person, place));
      create table open_thread (
        id uuid primary key, session uuid not null references session, person uuid not null references person,
        thread uuid not null references thread, from_seq bigint not null, opened_at timestamptz not null,
        closed_at timestamptz, last_seq bigint, renewed_at timestamptz not null default app_now(), recorded_at timestamptz);
      create index open_thread_unrecorded on open_thread (renewed_at) where recorded_at is null;

      -- The ground a person stated for an object, good for that session: asked once a shift (rule 3 of the domain).
      create table ground_given (
        session uuid not null references session, person uuid not null references person, object uuid not null,
        ground text not null, at timestamptz not null, primary key (session, object));
      -- Restriction texts (H3) that a person has acknowledged: once for an object and its text.
      create table h3_acknowledged (
        person uuid not null references person, object uuid not null, digest bytea not null, at timestamptz not null,
        primary key (person, object, digest));

      -- The words of a retracted message are withheld by its author or the coordinator of the author's agency.
      create function withhold(m uuid) returns void
        language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          update message_version v set withheld = true from message w join person a on a.id = w.author
            where v.message = m and w.id = m
              and (w.author = any(actors()) or w.author = me() or i_coordinate(w.agency));
          if not found then raise exception 'withhold' using errcode = '42501'; end if;
        end $$;

      -- Until erasure, the words of what was taken back are for a coordinator of the author's agency alone.
      create function withheld_words(m uuid) returns table (version int, text text, at timestamptz, agency uuid, compartment uuid)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select v.version, v.text, v.at, w.agency, w.compartment from message_version v join message w on w.id = v.message
           where v.message = m and v.withheld and i_coordinate(w.agency) order by v.version $$;
      -- What a coordinator finds them by: neither words nor audience nor title.
      create function withheld_messages() returns table (message uuid, operation uuid, author uuid, at timestamptz,
          retracted_at timestamptz, reason text)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select m.id, c.operation, m.author, m.at, m.retracted_at, m.retract_reason
           from message m join compartment c on c.id = m.compartment
           where m.retracted_at is not null and m.agency = my_agency() and i_coordinate(m.agency)
             and exists (select from message_version v where v.message = m.id and v.withheld)
           order by m.retracted_at desc, m.id limit 200 $$;

      -- Internal: one event of a person's own stream.
      create function notify_person(p uuid, event_id uuid, event_kind text, event_refs jsonb) returns void
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare n bigint;
        begin
          insert into person_stream values (p, gen_random_uuid()::text, 1) on conflict do nothing;
          update person_stream set next_seq = next_seq + 1 where person = p returning next_seq - 1 into n;
          insert into person_event values (p, n, event_id, event_kind, event_refs, app_now());
        end $$;
      revoke execute on function notify_person from public;

      -- Told only what has happened, and only by whose act it is: oneself, the own agency, a lead, a compartment's people.
      create function tell_person(p uuid, event_id uuid, event_kind text, event_refs jsonb) returns void
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare
          op uuid := (event_refs ->> 'operation')::uuid;
          c uuid := (event_refs ->> 'compartment')::uuid;
          ours boolean := my_duties() && '{coordinator,organiser}' and exists (select from member m
            where m.operation = op and m.person = p and m.agency = my_agency() and m.ended_at is null);
          meets boolean := c in (select my_compartments()) and p in (select readers_of(c));
        begin
          if not coalesce(case event_kind
              when 'read.moved' then p = me()
              when 'follow.changed' then p = me()
              when 'membership.gained' then ours
              when 'membership.lost' then exists (select from member m where m.operation = op and m.person = p
                and m.ended_at is not null and (i_coordinate(m.agency) or op in (select my_led_operations())))
              when 'compartment.gained' then case when c is null then ours else meets end
              when 'task.assigned' then meets end, false) then perform refuse('tell_person'); end if;
          perform notify_person(p, event_id, event_kind, event_refs);
        end $$;

      -- A person's leases end with their membership, at the head of that moment; what is said later was not open to them.
      create function end_leases() returns trigger
        language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          update open_thread o set closed_at = app_now(), last_seq = k.next_seq - 1
            from thread t join compartment k on k.id = t.compartment
            where o.person = new.person and o.closed_at is null and t.id = o.thread and k.operation = new.operation
              and k.id not in (select open_to(array[new.person]));
          return null;
        end $$;
      create trigger member_left after update of ended_at on member for each row
        when (old.ended_at is null and new.ended_at is not null) execute function end_leases();
      -- Whose words an own lease showed, also after one has left. Step by step (offset 0): put together as the planner likes,
      -- with few leases it reads every event of the compartment for every message of the thread.
      create function shown_by_lease(lease uuid, through bigint) returns table (message uuid, version int, agency uuid)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select distinct m.id, m.version, m.agency
           from (select t.compartment, o.thread, o.from_seq, least(through, coalesce(o.last_seq, through)) as to_seq
             from open_thread o join thread t on t.id = o.thread where o.id = lease and o.person = any(actors()) offset 0) l,
           lateral (select (e.refs ->> 'message')::uuid as message from event e where e.compartment = l.compartment
             and e.seq > l.from_seq and e.seq <= l.to_seq
             and e.kind in ('message.posted', 'message.edited', 'message.tightened') offset 0) e,
           lateral (select w.id, w.version, w.agency, w.thread from message w where w.id = e.message offset 0) m
           where m.thread = l.thread order by m.id $$;
      -- Ends leases of those whose acts these are, each with the last number sent; one closed already (its reader was
      -- removed) keeps its number. Names what each has shown, and none whose closing has been recorded before.
      create function close_leases(ids uuid[], shown bigint[]) returns table (id uuid, messages json)
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare done uuid[];
        begin
          perform from open_thread o where o.id = any(ids) order by o.id for update;
          with closed as (
              update open_thread o set last_seq = case when o.closed_at is null then r.seq else o.last_seq end,
                closed_at = coalesce(o.closed_at, app_now()), recorded_at = app_now()
              from unnest(ids, shown) r (lease, seq)
              where o.id = r.lease and o.person = any(actors()) and o.recorded_at is null returning o.id)
            select array_agg(c.id) into done from closed c;
          return query select r.lease, (select coalesce(json_agg(s), '[]') from shown_by_lease(r.lease, r.seq) s)
            from unnest(ids, shown) r (lease, seq) where r.lease = any(done);
        end $$;

      -- A process says of all its open leases at once that they live, and up to where they have shown. Answers those that are
      -- its own still: renewed, or closed by a removal it is about to hear of and to record. The others are lost.
      create function renew_leases(ids uuid[], shown bigint[]) returns table (id uuid, renewed boolean)
        language sql security definer set search_path = public, pg_temp as
        $$ with held as materialized (select o.id from open_thread o
             where o.id = any(ids) and o.recorded_at is null and me() is null order by o.id for update),
           done as (update open_thread o set renewed_at = app_now(), last_seq = r.seq
             from held join unnest(ids, shown) r(id, seq) using (id) where o.id = held.id and o.closed_at is null returning o.id)
           select h.id, h.id in (select d.id from done d) from held h $$;
      -- The relay asks it after reading as others: of leases that it holds itself, whether they are over.
      create function ended_leases(ids uuid[]) returns table (id uuid)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select o.id from open_thread o where o.id = any(ids) and o.closed_at is not null
             and coalesce(current_setting('app.relay', true), '') = 'on' $$;
      -- Leases whose process is gone, and whose closing nobody has recorded.
      create function lapsed_leases(n int)
        returns table (id uuid, person uuid, agency uuid, session uuid, address text, thread uuid, owner uuid, operation uuid,
          compartment uuid)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select o.id, o.person, p.agency, o.session, s.address, o.thread, w.agency, k.operation, k.id
           from open_thread o join person p on p.id = o.person join session s on s.id = o.session
             join thread t on t.id = o.thread join person w on w.id = t.started_by join compartment k on k.id = t.compartment
           where me() is null and o.recorded_at is null and o.renewed_at < app_now() - ${leaseLapse}
           order by o.renewed_at limit n $$;
      -- Closes one of them where the stream stood when it lapsed: so far it may have shown. Null where it lives after all.
      create function end_lapsed(lease uuid) returns bigint
        language sql security definer set search_path = public, pg_temp as
        $$ with l as (select o.id, t.compartment, least(o.renewed_at + ${leaseLapse}, s.ended_at, s.expires_at) as at
             from open_thread o join session s on s.id = o.session join thread t on t.id = o.thread where o.id = lease)
           update open_thread o set recorded_at = app_now(), closed_at = coalesce(o.closed_at, l.at),
             last_seq = case when o.closed_at is not null then o.last_seq else greatest(o.last_seq, o.from_seq,
               (select e.seq from event e where e.compartment = l.compartment and e.at <= l.at order by e.seq desc limit 1)) end
           from l where o.id = l.id and o.person = me() and o.recorded_at is null
             and o.renewed_at < app_now() - ${leaseLapse} returning o.last_seq $$;

      -- The relay reads for nobody, says so, and stops being the relay once it reads as somebody. Anybody else asks for
      -- themselves alone. (Code that holds this role can set both settings, as it can name any person: this stops a
      -- forgotten check, not a server that is not ours any more.)
      create function relay_reads() returns boolean language sql stable parallel safe as
        $$ select me() is null and coalesce(current_setting('app.relay', true), '') = 'on' $$;
      create function asked_about(persons uuid[]) returns uuid[] language sql stable parallel safe as
        $$ select case when relay_reads() then persons when me() = any(persons) then array[me()] else '{}' end $$;
      create function insiders(c uuid, persons uuid[]) returns setof uuid
        language sql stable security definer set search_path = public, pg_temp as
        $$ select distinct person from seat_window
           where compartment = c and person = any(asked_about(persons)) and ver_to is null $$;
      -- Of the threads that an event names, those whose source each of the asked persons may see.
      create function sources_seen(ts uuid[], persons uuid[]) returns table (person uuid, thread uuid)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select distinct w.person, t.id from thread t join thread o on o.id = t.continues
             join seat_window w on w.compartment = o.compartment and w.ver_to is null and w.person = any(asked_about(persons))
               and (o.frozen_ver is null or w.ver_from <= o.frozen_ver)
           where t.id = any(ts) order by 1, 2 $$;
      -- The events after a number, and for each of the asked persons who is in at this snapshot which of them are theirs:
      -- people who get the same, with the same sources, as one group. Where nobody of them is in, nothing.
      -- Planned once, from PostgreSQL 18 on: left to itself it may plan it at each call, which takes longer than to run it.
      create function stream_page(c uuid, after bigint, n int, persons uuid[]) returns setof json
        language sql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as
        $$ with inside as materialized (select person, range_agg(int4range(ver_from, ver_to)) as windows from seat_window
             where compartment = c and person = any((select asked_about(persons))::uuid[]) group by person having bool_or(ver_to is null)),
           page as materialized (select e.* from event e
             where e.compartment = c and e.seq > after and exists (select from inside) order by e.seq limit n),
           views as materialized (select w.windows, coalesce((select json_agg(p.seq order by p.seq) from page p
             where p.base_ver <@ w.windows)::text, '[]') as seqs from (select distinct windows from inside) w),
           sources as materialized (select person, string_agg(thread::text, ',' order by thread) as threads
             from sources_seen(array(select distinct (refs ->> 'thread')::uuid from page where refs ? 'thread'),
               array(select person from inside)) group by person),
           groups as (select v.seqs, array_agg(i.person order by i.person) as persons from inside i
             join views v using (windows) left join sources o using (person) group by v.seqs, o.threads)
           select json_build_object('epoch', k.epoch, 'head', k.next_seq - 1, 'through', coalesce((select max(seq) from page), after),
             'more', (select count(*) from page) = n,
             'events', (select coalesce(json_agg(json_build_object('seq', seq, 'id', id, 'kind', kind, 'author', author,
               'at', at, 'refs', refs) order by seq), '[]') from page),
             'groups', (select coalesce(json_agg(json_build_object('persons', persons, 'seqs', seqs::json)), '[]') from groups))
           from compartment k where k.id = c and exists (select from inside) $$;
      create function stream_heads(cs uuid[], ps uuid[]) returns table (stream text, head bigint)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select 'compartment:' || id, next_seq - 1 from compartment where id = any(cs) and relay_reads()
           union all select 'person:' || person, next_seq - 1 from person_stream
             where person = any(ps) and relay_reads() $$;
      create function person_heads(ps uuid[]) returns table (person uuid, epoch text, head bigint)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select person, epoch, next_seq - 1 from person_stream where person = any((select asked_about(ps))::uuid[]) $$;
      create function readers_of(c uuid) returns setof uuid
        language sql stable security definer set search_path = public, pg_temp as
        $$ select distinct person from seat_window
           where compartment = c and ver_to is null and c in (select visible_compartments()) $$;
    `);
    const talk = ['event', 'message', 'message_version', 'thread_decision', 'acknowledgement'];
    const own = [
      'ground_given',
      'h3_acknowledged',
      'read_cursor',
      'thread_follow',
      'draft',
      'open_thread',
      'person_stream',
      'person_event',
    ];
    for (const table of [...talk, ...own, 'command', 'thread']) await runner.query(lock(table));
    for (const table of talk)
      await runner.query(`create policy window_reads on ${table} for select to liaison_app using (${inMyWindow}
        ${table === 'message_version' ? 'and not withheld' : ''})`);
    for (const table of own)
      await runner.query(
        `create policy own on ${table} to liaison_app using (person = me()) with check (person = me())`,
      );
    await runner.query(`
      -- What a lease says was shown is asked for by its number alone.
      create policy seen_alone on open_thread as restrictive for insert to liaison_app
        with check (exists (select from thread t where t.id = open_thread.thread));
      create policy author_writes on event for insert to liaison_app with check (
        (${mayWrite('author')} and kind not in (${list(audienceEventKinds)}))
          or (kind = 'message.acknowledged' and ${mayRead('author')})
          or (kind in (${list(ofTheLead)}) and ${mayWrite('author')} and exists (select from compartment k
            where k.id = compartment and k.operation in (select my_led_operations()))));
      create policy author_writes on message for insert to liaison_app
        with check (${mayWrite('author')});
      -- What was taken back stays so.
      create policy author_changes on message for update to liaison_app
        using (retracted_at is null and (author = any(actors()) and ${mayWrite('author')} or i_coordinate(agency)))
        with check (author = any(actors()) and ${mayWrite('author')} or i_coordinate(agency));
      create policy author_writes on message_version for insert to liaison_app with check (${mayWrite('author')});
      create policy author_writes on thread_decision for insert to liaison_app with check (${mayWrite('author')});
      create policy reader_acknowledges on acknowledgement for insert to liaison_app with check (${mayRead('person')});

      create policy members_read on thread for select to liaison_app
        using (compartment = any(array(select visible_compartments()))
          and (frozen_by is null or knows_end(compartment, frozen_ver, frozen_by)));
      create policy members_start on thread for insert to liaison_app
        with check (${mayWrite('started_by')} and frozen_by is null);
      create policy members_change on thread for update to liaison_app using (
        compartment::text = any(array(select split_part(r, ':', 2) from unnest((select batch_rights())::text[]) r)));

      create policy own_reads on command for select to liaison_app using (author = any((select actors())::uuid[]));
      create policy own_writes on command for insert to liaison_app with check (author = any((select actors())::uuid[]));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger member_left on member;
      drop function readers_of, person_heads, stream_heads, stream_page, sources_seen, insiders, asked_about, relay_reads, end_lapsed, lapsed_leases, ended_leases, renew_leases,
        close_leases, shown_by_lease, end_leases,
        tell_person, notify_person, withheld_messages, withheld_words, withhold;
      drop table ground_given, h3_acknowledged, open_thread, draft, thread_follow, read_cursor, acknowledgement, message_version, message,
        thread_decision, thread, person_event, person_stream, command, event cascade;
      drop function time_slices, stamp_frozen, number_events;
    `);
  }
}
