import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts of the log, from the same lines as its pages: nobody counts what they cannot list. */
export class LogFigures1764115200017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The lines of a question with both times, as the text of a query: $1 the question, $2 and $3 whose log, $4 and $5 from
      -- and to, $6 and $7 what each line has, $8 the weeks. By time alone where nothing else is asked, else by keys.
      create function figures_source(f jsonb) returns text language sql stable as
        $$ select case when keys_of(f) = '{}' and class_keys(f) is null then
             '(select * from access_line l where l.reader = $2 and l.oversight = $3 and l.at >= $4 and l.at < $5' || own_left_out(f) || ')'
           else '(select * from (select * from access_line l where l.keys @> $6'
             || case when class_keys(f) is null then '' else ' and l.keys && $7' end
             || own_left_out(f) || ' and l.keys && $8 offset 0) l where l.reader = $2 and l.oversight = $3 and l.at >= $4 and l.at < $5)' end
           || ' union all select record, reader, oversight, at, person, agency, class, act, outcome, ground_state, null
              from pending_cuts($1)' $$;

      -- By hour of the week, day, class, act and outcome, in a time zone. Zones differ by quarters of an hour.
      create function log_counts(f jsonb, zone text)
        returns table (by text, name text, n bigint, denied bigint)
        language plpgsql stable security definer set search_path = public, pg_temp
        set enable_seqscan = off set jit = off set work_mem = '32MB' as $$
        declare m record;
        begin
          select * into m from my_log();
          if m.reader is null then return; end if;
          return query execute 'with g as materialized (
              select date_bin(interval ''15 minutes'', at, ''epoch'') as slot, class = ''denial'' as denial, class, act, outcome,
                count(*) as n from (' || figures_source(f) || ') s group by grouping sets ((1, 2), (3, 4, 5))),
            local as (select slot at time zone $9 as at, n, case when denial then n else 0 end as denied from g where slot is not null)
            select ''hour'', extract(isodow from at) || '':'' || extract(hour from at), sum(n)::bigint, sum(denied)::bigint
              from local group by 2
            union all select ''day'', at::date::text, sum(n)::bigint, sum(denied)::bigint from local group by 2
            union all select ''class'', class, sum(n)::bigint, 0 from g where slot is null group by 2
            union all select ''act'', act, sum(n)::bigint, 0 from g where slot is null group by 2
            union all select ''outcome'', outcome, sum(n)::bigint, 0 from g where slot is null group by 2
            order by 1, 2'
          using f, m.reader, m.oversight, asked_from(f), asked_to(f), keys_of(f) || reader_key(m.reader, m.oversight),
            class_keys(f), weeks_between(asked_from(f), asked_to(f)), zone;
        end $$;

      -- By person, in the order of agencies and names.
      create function log_volumes(f jsonb, most int)
        returns table (person uuid, erased boolean, person_name text, agency uuid, records int, consultations int, disclosures int, exports int,
          denied int, without_ground int, first timestamptz, last timestamptz)
        language plpgsql stable security definer set search_path = public, pg_temp
        set enable_seqscan = off set jit = off set work_mem = '32MB' as $$
        declare m record;
        begin
          select * into m from my_log();
          if m.reader is null then return; end if;
          return query execute 'select v.person, v.erased, p.name, v.agency, v.records, v.consultations, v.disclosures, v.exports, v.denied,
              v.without_ground, v.first, v.last
            -- An agency without a person: they were erased, but for what the server does for it.
            from (select person, person is null and agency is not null and act <> ''log.sweep'' as erased, agency, count(*)::int as records,
              (count(*) filter (where class = ''consultation''))::int as consultations,
              (count(*) filter (where class = ''disclosure''))::int as disclosures,
              (count(*) filter (where act like ''%.export''))::int as exports,
              (count(*) filter (where class = ''denial''))::int as denied,
              (count(*) filter (where ground_state = ''missing''))::int as without_ground, min(at) as first, max(at) as last
              from (' || figures_source(f) || ') s group by 1, 2, 3) v
            left join person p on p.id = v.person left join agency a on a.id = v.agency
            order by a.code, p.name, v.person limit $9'
          using f, m.reader, m.oversight, asked_from(f), asked_to(f), keys_of(f) || reader_key(m.reader, m.oversight),
            class_keys(f), weeks_between(asked_from(f), asked_to(f)), most;
        end $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop function log_volumes, log_counts, figures_source`);
  }
}
