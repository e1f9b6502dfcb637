import type { Client } from 'pg';

/** Agencies of the world in the log, and people of each. */
export const agencies = 22;
export const people = 30;
const days = 365;
/** Rows written by one statement. */
const portion = 100_000;

const id = (kind: string, of: string): string => `md5('${kind}' || ${of})::uuid`;

/** One operation that the first agency hosts; each agency has its people, an auditor, and one live session that has said why. */
export const world = `
  insert into agency select ${id('agency', 'n')}, 'A' || n, 'Agency ' || n, 'NL', true, true, now() from generate_series(1, ${agencies}) n;
  insert into person select ${id('person', "a || '.' || n")}, ${id('agency', 'a')}, 'Person ' || n, 'person.' || n, true, 1, now()
    from generate_series(1, ${agencies}) a, generate_series(0, ${people}) n;
  insert into person select ${id('oversight', "''")}, ${id('agency', '1')}, 'Oversight', 'oversight', true, 1, now();
  insert into agency_duty select ${id('person', "a || '.0'")}, 'auditor', now() from generate_series(1, ${agencies}) a;
  insert into installation_duty select ${id('oversight', "''")}, 'oversight', now();
  insert into operation select ${id('operation', "n || ''")}, 'Operation ' || n, 'VIDTF' || n, 'blank', 'p', 'l', '{g}',
    ${id('agency', '1')}, 'active', now(), now(), 'UNCLASSIFIED-BPL', 365, 1, ${id('person', "'1.1'")}, now() from generate_series(1, 3) n;
  insert into session select p.id, p.id, sha256(p.id::text::bytea), 1, 'd', 'a', now(), now(), now() + interval '10 years', null from person p
    where p.handle in ('person.0', 'oversight');
  insert into log_ground select s.id, s.id, 'self_monitoring', now() from session s;`;

/**
 * Records numbered from..to of `total`, oldest first over a year: working hours mostly, a busy minority of people and of
 * datasets, one to thirty objects each. Every hundredth is a denial, every two hundredth without the ground it should have,
 * and one in a hundred thousand an export. Entries are written with them, as the sequencer does, and so are the lines.
 */
export async function seedLog(admin: Client, from: number, to: number, total: number): Promise<void> {
  for (let first = from; first < to; first += portion) {
    const last = Math.min(first + portion, to) - 1;
    await admin.query(recordsBetween, [first, last, total]);
  }
  await admin.query('vacuum analyze access_line, access_record, access_body, access_entry, access_pending');
}

const act = `case when n % 100000 = 77 then 'register.export' when n % 100 = 3 then 'thread.page'
  else (array['thread.open','thread.page','dataset.view','message.post','search.run','register.view','thread.mark_read','share.claim'])
    [1 + (hashint4(n) & 7)] end`;

const recordsBetween = `
  with n as (select n, hashint4(n) & 2147483647 as h, hashint4(n + 7) & 2147483647 as h2 from generate_series($1::int, $2::int) n),
  r as (select n, md5('record' || n)::uuid as id,
      now() - interval '${days} days' + (n::float8 / $3) * interval '${days} days' as at, ${act} as act,
      -- Of a hundred acts eighty are by a fifth of the people.
      1 + h % ${agencies} as a, 1 + (case when h2 % 10 < 8 then h2 / 10 % ${people / 5} else h2 / 10 % ${people} end) as p,
      1 + (case when h2 % 3 = 0 then h % 20 else h % 20000 end) as d, 1 + h2 % ${agencies} as owner, 1 + h % 30 as objects from n),
  written as (insert into access_record select id, at, case when n % 100 = 3 then 'denial'
      when act in ('message.post', 'register.export') then 'disclosure' when act = 'share.claim' then 'alteration' else 'consultation' end,
      act, case when n % 100 = 3 then 'failure' else 'success' end, convert_to(repeat('x', 900), 'UTF8') from r),
  bodies as (insert into access_body select id, at, md5('operation' || 1 + n % 3)::uuid, md5('compartment' || n % 40)::uuid,
      md5('person' || a || '.' || p)::uuid, md5('agency' || a)::uuid, 'investigator', md5('session' || a || p || n / 100000)::uuid, '10.0.0.1',
      o.list, o.ids, array(select distinct (x ->> 'owner')::uuid from jsonb_array_elements(o.list) x), '{}', '{}',
      case when n % 200 = 1 then null else 'task' end, act || '#member', '{}', '{}'
    from r, lateral (select jsonb_agg(jsonb_build_object('type', case when i = 0 then 'dataset' else 'message' end,
          'id', md5('object' || case when i = 0 then d else n * 30 - i end)::uuid, 'version', 1,
          'ref', case when i = 0 then 'VIDTF-' || lpad(to_hex(d), 4, '0') end, 'owner', md5('agency' || owner)::uuid)) as list,
        array_agg(md5('object' || case when i = 0 then d else n * 30 - i end)::uuid) as ids
      from generate_series(0, case when act in ('thread.page', 'search.run') then objects else 1 end) i) o)
  insert into access_entry select n, id, '' from r`;
