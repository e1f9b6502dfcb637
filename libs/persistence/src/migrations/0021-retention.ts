import { recordClasses, retentionDays, retentionLimits, retentionNotice } from '@liaison/domain';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { byIndex, definer, frame, lock, oneOf } from './sql.js';

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
      create policy own_agency_reads on retention for select to liaison_app using (agency = (select my_agency()));
      create policy coordinator_sets on retention for insert to liaison_app
        with check (i_coordinate(agency) and set_by = me());
      grant select, insert on retention to liaison_app;
      -- A shorter period is in force when its notice is over, a longer one at once. Without an agency: of records of nobody's.
      create function retention_periods(moment timestamptz) returns table (agency uuid, class text, days int, standard int)
        language sql stable ${definer} as
        $$ select a.id, d.class, greatest(coalesce((select r.days from retention r where r.agency = a.id and r.class = d.class
               and r.set_at <= moment - interval '${retentionNotice} days' order by r.set_at desc limit 1), d.days),
             (select max(r.days) from retention r where r.agency = a.id and r.class = d.class
               and r.set_at > moment - interval '${retentionNotice} days' and r.set_at <= moment)), d.days
           from (select id from agency union all select null) a,
             (values ${recordClasses.map((one) => `('${one}', ${retentionDays[one]})`).join(', ')}) d (class, days) $$;
      create function my_retention() returns table (class text, days int, standard int, last int, last_at timestamptz)
        language sql stable ${definer} as
        $$ select p.class, p.days, p.standard, l.days, l.set_at from retention_periods(app_now()) p
             left join lateral (select r.days, r.set_at from retention r where r.agency = p.agency and r.class = p.class
               order by r.set_at desc limit 1) l on true
           where p.agency = my_agency() and my_duties() && array['coordinator', 'auditor'] $$;
    `);
    await runner.query(`
      -- Up to which entry it was looked for what is due after so many days, and for whom these are the period.
      create table sweep_mark (days int primary key, entry bigint not null, whose text not null);
      ${lock('sweep_mark')}
      -- What a sweep erased of an agency's, and the record that says so: committed together or not at all.
      create table log_sweep (record uuid primary key references access_record deferrable initially deferred,
        agency uuid references agency, records int not null);
      ${lock('log_sweep')}

      -- Erases what is due of some entries, one server at a time; a row for each agency whose fields were. Time is what the
      -- newest entry says: nobody hastens it unseen. What has no entry waits. Null: look again, there may be more.
      create function sweep_log(most int, own_records uuid[]) returns table (record uuid, agency uuid, records int)
        language plpgsql volatile ${definer} ${byIndex} as $$
        #variable_conflict use_column
        declare moment timestamptz; d int; now_whose text; first bigint; next bigint; found_due jsonb; what jsonb;
        begin
          if not pg_try_advisory_xact_lock(hashtextextended('liaison erasure', 0)) then return; end if;
          select r.at into moment from access_entry e join access_record r on r.id = e.record order by e.entry desc limit 1;
          for d in select distinct p.days from retention_periods(moment) p order by 1 loop
            select md5(coalesce(string_agg(p.agency || p.class, ',' order by p.agency, p.class), '')) into now_whose
              from retention_periods(moment) p where p.days = d
                and exists (select from retention r where r.agency = p.agency and r.class = p.class);
            insert into sweep_mark as s values (d, 0, now_whose)
              on conflict (days) do update set entry = 0, whose = excluded.whose where s.whose <> excluded.whose;
            select s.entry into first from sweep_mark s where s.days = d;
            select coalesce(min(x.entry) filter (where x.at >= moment - make_interval(days => d)), max(x.entry) + 1) into next
              from (select e.entry, r.at from access_entry e join access_record r on r.id = e.record
                where e.entry >= first order by e.entry limit most) x;
            exit when next > first;
          end loop;
          if next is null or next <= first then return; end if;
          update sweep_mark s set entry = next where s.days = d;
          with p as materialized (select x.agency, x.class from retention_periods(moment) x where x.days <= d),
            b as materialized (select b.record, b.agency, b.salts, r.class from access_entry e
              join access_record r on r.id = e.record join access_body b on b.record = e.record
              where e.entry >= first and e.entry < next and b.salts <> '{}'),
            held as materialized (select h.record from holds_on(array(select b.record from b)) h),
            field as materialized (select b.record, b.class, k as name, case when k like 'objects/%'
                and reads_objects(b.record, substr(k, 9)) then substr(k, 9)::uuid else b.agency end as whose
              from b, jsonb_object_keys(b.salts) k where b.record not in (select h.record from held h)),
            due as (select f.*, is_due, bool_and(is_due) over (partition by f.record) as all_due from field f,
              lateral (select exists (select from p where p.class = f.class and p.agency is not distinct from f.whose) as is_due) x)
          select jsonb_agg(jsonb_build_array(u.record, u.name, u.whose)) into found_due from due u
            where u.is_due and (u.all_due or u.name not in (${frame}));
          if found_due is null then return query select null::uuid, null::uuid, 0; return; end if;
          select jsonb_object_agg(x.record, x.names) into what from (select f ->> 0 as record, array_agg(f ->> 1) as names
            from jsonb_array_elements(found_due) f group by 1) x;
          perform erase_fields(what);
          return query with done as (insert into log_sweep
              select own_records[row_number() over ()], w.whose, w.n from (select (f ->> 2)::uuid as whose,
                count(distinct f ->> 0)::int as n from jsonb_array_elements(found_due) f group by 1) w
              returning log_sweep.record, log_sweep.agency, log_sweep.records)
            select * from done;
        end $$;
      revoke execute on function retention_periods, my_retention, sweep_log from public;
      grant execute on function my_retention, sweep_log to liaison_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function sweep_log, my_retention, retention_periods;
      drop table log_sweep, sweep_mark, retention;
    `);
  }
}
