import { recordClasses, retentionDays, retentionLimits, retentionNotice } from '@liaison/domain';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { byIndex, definer, erasing, frame, inLine, lock, oneOf } from './sql.js';

/** In hours: days are of another length where a session's time zone changes its clocks. */
const notice = `interval '${retentionNotice * 24} hours'`;

/** For how long each agency keeps the values of records, and the sweep that destroys what is older. */
export class Retention1764115200021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Set and never changed: what was in force when can be told afterwards.
      create table retention (
        agency uuid not null references agency, class text not null, days int not null,
        set_by uuid not null references person, set_at timestamptz not null, ${oneOf('class', recordClasses)},
        check (days between ${retentionLimits.least} and ${retentionLimits.most}));
      create index retention_agency on retention (agency, class, set_at);
      ${lock('retention')}
      -- The database's own clock, which no server sets.
      create function database_now() returns timestamptz language sql stable as $$ select now() $$;
      -- A notice that a server dates back has begun before anybody saw it. A demonstration tells what was earlier.
      create function require_clock() returns boolean language plpgsql stable ${definer} as $$
        begin
          if app_now() < database_now() - interval '1 hour' and not exists (select from installation i where i.demonstration)
          then raise unique_violation using constraint = 'clock_behind', message = 'this server''s clock is behind'; end if;
          return true;
        end $$;
      create policy own_agency_reads on retention for select to liaison_app using (agency = (select my_agency()));
      create policy coordinator_sets on retention for insert to liaison_app
        with check (i_coordinate(agency) and set_by = me() and set_at = app_now() and require_clock());
      grant select, insert on retention to liaison_app;
      -- A shorter period is in force when its notice is over, a longer one at once. Without an agency: of records of nobody's.
      create function retention_periods(moment timestamptz) returns table (agency uuid, class text, days int, standard int)
        language sql stable ${definer} as
        $$ select a.id, d.class, greatest(coalesce((select r.days from retention r where r.agency = a.id and r.class = d.class
               and r.set_at <= moment - ${notice} order by r.set_at desc limit 1), d.days),
             (select max(r.days) from retention r where r.agency = a.id and r.class = d.class
               and r.set_at > moment - ${notice} and r.set_at <= moment)), d.days
           from (select id from agency union all select null) a,
             (values ${recordClasses.map((one) => `('${one}', ${retentionDays[one]})`).join(', ')}) d (class, days) $$;
      -- Announced: the first period that will be shorter than what is in force, and from when. Not the last one that was set:
      -- behind another announcement the first would come into force unseen.
      create function my_retention()
        returns table (class text, days int, standard int, announced int, announced_from timestamptz)
        language sql stable ${definer} as
        $$ select p.class, p.days, p.standard, n.days, n.since from retention_periods(app_now()) p
             left join lateral (select f.days, r.set_at + ${notice} as since
               from retention r, lateral retention_periods(r.set_at + ${notice}) f
               where r.agency = p.agency and r.class = p.class and r.set_at > app_now() - ${notice}
                 and f.agency = p.agency and f.class = p.class and f.days < p.days order by r.set_at limit 1) n on true
           where p.agency = my_agency() and my_duties() && array['coordinator', 'auditor'] $$;
    `);
    await runner.query(`
      -- Up to which entry it was looked for what is due after so many days, and by which agencies' policy these are the period.
      create table sweep_mark (days int primary key, entry bigint not null, policy text not null);
      ${lock('sweep_mark')}
      -- The record that says what a sweep erased of an agency's: committed with it or not at all.
      create table log_sweep (record uuid primary key references access_record deferrable initially deferred);
      ${lock('log_sweep')}
      create constraint trigger sweep_is_recorded after insert on log_sweep deferrable initially deferred
        for each row execute function require_act('log.sweep');

      -- When an entry's act was at the latest: not after most of the next twenty. A record of a clock that was ahead would else hold
      -- up all that follow it.
      create function latest_time_of(of_entry bigint, its_own timestamptz) returns timestamptz
        language sql stable ${definer} ${byIndex} as
        $$ select least(its_own, (select percentile_disc(0.5) within group (order by r.at)
             from (select e.record from access_entry e where e.entry > of_entry order by e.entry limit 20) n
               join access_record r on r.id = n.record having count(*) > 2)) $$;

      -- Nobody hastens time unseen: it is what the newest entry says, and no later than this server's and the database's clocks say.
      create function sweep_time() returns timestamptz language sql stable ${definer} ${byIndex} as
        $$ select least(r.at, app_now(), database_now())
           from access_entry e join access_record r on r.id = e.record order by e.entry desc limit 1 $$;

      -- Erases what is due of some entries, one server at a time; a row for each agency whose fields were. What has no entry
      -- waits. Null: look again, there may be more.
      create function sweep_log(most int, own_records uuid[]) returns table (record uuid, agency uuid, destroyed jsonb)
        language plpgsql volatile ${definer} ${byIndex} as $$
        #variable_conflict use_column
        declare moment timestamptz; period int; policy_now text; from_entry bigint; to_entry bigint; found_due jsonb;
          part record; nr int := 0;
        begin
          perform ${inLine};
          if log_halted() is not null or exists (select from access_record r where r.id = any(own_records)) then return; end if;
          moment := sweep_time();
          for period in select distinct p.days from retention_periods(moment) p order by 1 loop
            select md5(coalesce(string_agg(p.agency || p.class, ',' order by p.agency, p.class), '')) into policy_now
              from retention_periods(moment) p where p.days = period
                and exists (select from retention r where r.agency = p.agency and r.class = p.class);
            insert into sweep_mark as s values (period, 0, policy_now)
              on conflict (days) do update set entry = 0, policy = excluded.policy where s.policy <> excluded.policy;
            select s.entry into from_entry from sweep_mark s where s.days = period;
            select coalesce(
                (select x.entry from (select e.entry, r.at from access_entry e join access_record r on r.id = e.record
                    where e.entry >= from_entry order by e.entry limit most) x
                  where x.at >= moment - make_interval(days => period)
                    and latest_time_of(x.entry, x.at) >= moment - make_interval(days => period) order by x.entry limit 1),
                (select max(x.entry) + 1 from (select e.entry from access_entry e
                  where e.entry >= from_entry order by e.entry limit most) x)) into to_entry;
            exit when to_entry > from_entry;
          end loop;
          if to_entry is null or to_entry <= from_entry then return; end if;
          update sweep_mark s set entry = to_entry where s.days = period;
          -- Whoever keeps less than this period is over here too, also where their own walk has not come so far.
          with p as materialized (select x.agency, x.class from retention_periods(moment) x where x.days <= period),
            b as materialized (select b.record, b.agency, b.salts, r.class, r.act from access_entry e
              join access_record r on r.id = e.record join access_body b on b.record = e.record
              where e.entry >= from_entry and e.entry < to_entry and b.salts <> '{}'),
            held as materialized (select h.record from holds_on(array(select b.record from b)) h),
            field as materialized (select b.record, b.class, k as name, case when k like 'objects/%'
                and reads_objects(b.record, substr(k, 9)) then substr(k, 9)::uuid else b.agency end as owner
              from b, jsonb_object_keys(b.salts) k where b.record not in (select h.record from held h)
                and not (k = 'detail' and b.act in (${erasing}))),
            due as (select f.*, is_due, bool_and(is_due) over (partition by f.record) as all_due from field f,
              lateral (select exists (select from p where p.class = f.class and p.agency is not distinct from f.owner) as is_due) x)
          select jsonb_agg(jsonb_build_array(u.record, u.name, u.owner)) into found_due from due u
            where u.is_due and (u.all_due or u.name not in (${frame}));
          if found_due is null then return query select null::uuid, null::uuid, '[]'::jsonb; return; end if;
          for part in select w.owner, jsonb_object_agg(w.record, w.names) as what
              from (select (f ->> 2)::uuid as owner, f ->> 0 as record, jsonb_agg(f ->> 1) as names
                from jsonb_array_elements(found_due) f group by 1, 2) w group by w.owner loop
            nr := nr + 1;
            insert into log_sweep values (own_records[nr]);
            return query select own_records[nr], part.owner, erase_fields(part.what, own_records[nr]);
          end loop;
        end $$;

      -- By how many seconds the oldest entry that the sweep has not come to is overdue; 0 where none is.
      create function sweep_behind() returns float8 language sql stable ${definer} as
        $$ select coalesce(max(greatest(extract(epoch from t.moment - make_interval(days => p.days) - f.at), 0)), 0)::float8
           from (select sweep_time() as moment) t, lateral (select distinct days from retention_periods(t.moment)) p left join sweep_mark s on s.days = p.days,
             lateral (select r.at from access_entry e join access_record r on r.id = e.record
               where e.entry >= coalesce(s.entry, 0) order by e.entry limit 1) f $$;
      revoke execute on function require_clock, database_now, retention_periods, my_retention, latest_time_of, sweep_time, sweep_log, sweep_behind from public;
      grant execute on function require_clock, my_retention, sweep_log, sweep_behind to liaison_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function sweep_behind, sweep_log, sweep_time, latest_time_of, my_retention, retention_periods;
      drop table log_sweep, sweep_mark, retention;
      drop function require_clock, database_now;
    `);
  }
}
