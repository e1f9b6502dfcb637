import { personalFields } from '@liaison/access-record';
import { byIndex, definer, erasing } from './sql.js';

const lists: readonly string[] = ['subjectAgencies', 'overseers', 'recipients', 'detail'];
const column = (field: string): string => {
  const name = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return `${name} = case when '${field}' = any(w.names) then ${lists.includes(field) ? `'{}'` : 'null'} else b.${name} end`;
};
const keptObjects = `jsonb_array_elements(b.objects) with ordinality o (e, nr)
  where not coalesce('objects/' || (o.e ->> 'owner'), 'objects') = any(w.names)`;

const first = `'00000000-0000-0000-0000-000000000000'::uuid`;

/** Destroying, for those acts that do: a part of step 0020. */
export const eraseFields = `
      -- A record's numbers, where its frame is among what is gone: that goes with the last fields.
      create function numbers_where_last(r uuid, names text[]) returns int language sql stable ${definer} as
        $$ select count(*)::int from access_scope s where s.record = r having 'operation' = any(names) $$;
      -- Destroys values and salts: {"<record>": ["<field>", ...]}, by the act whose record that is. Lines are made anew from what
      -- is left. Answers what that was, by record, as libs/access-record makes a digest of it; no act comes to a record twice.
      create function erase_fields(what jsonb, by_record uuid) returns jsonb language plpgsql volatile ${definer} ${byIndex} as $$
        declare destroyed jsonb;
        begin
          -- Neither the sequencer nor whoever lines what waits makes a line of what is being erased: each of them takes these rows
          -- before it reads a body. Head first and what waits second, as the sequencer does, or the two would wait for each other.
          if exists (select from jsonb_each(what) w join access_pending p on p.record = w.key::uuid) then
            perform from log_head for update;
            perform from access_pending p where p.record in (select w.key::uuid from jsonb_each(what) w) for update;
          end if;
          delete from access_line l using jsonb_each(what) w, access_body b, lateral (
              select b.agency as reader, false as oversight union all select s, false from unnest(b.subject_agencies) s
              union all select s, true from unnest(b.overseers) s
              union all select o.host, true from operation o where o.id = b.operation) c
            where b.record = w.key::uuid and l.reader = c.reader and l.oversight = c.oversight
              and l.at = b.at and l.record = b.record;
          with w as materialized (select key::uuid as record,
              array(select jsonb_array_elements_text(value)) as names from jsonb_each(what)),
            u as (update access_body b set salts = b.salts - w.names,
              erased = coalesce(b.erased, '{}') || array(select n from unnest(w.names) n where b.salts ? n order by 1),
              erased_by = coalesce(b.erased_by, '{}') || array(select by_record from unnest(w.names) n where b.salts ? n),
              ${personalFields.map(column).join(', ')},
              objects = (select coalesce(jsonb_agg(o.e order by o.nr), '[]') from ${keptObjects}),
              object_ids = array(select (o.e ->> 'id')::uuid from ${keptObjects} order by o.nr)
            from w where b.record = w.record returning b.record,
              array(select x.name from unnest(b.erased, b.erased_by) x (name, act) where x.act = by_record) as fields)
            select coalesce(jsonb_agg(jsonb_build_object('record', u.record, 'fields', u.fields,
                'numbers', numbers_where_last(u.record, u.fields)) order by u.record), '[]')
              into destroyed from u where u.fields <> '{}';
          perform add_lines(array(select w.key::uuid from jsonb_each(what) w
            where not exists (select from access_pending p where p.record = w.key::uuid and not p.lined)));
          return destroyed;
        end $$;
`;

/** What check-log compares by: another part of it. */
export const destroyedByActs = `
      -- For check-log, which holds them against each other, portion by portion: of each act that erases what its own sealed record
      -- says, and which fields bodies say were destroyed by which act. Of each body a row, also where it names none.
      create function erasing_acts(after uuid, most int) returns table (act uuid, records text, fields text, digest text)
        language sql stable ${definer} ${byIndex} as
        $$ select r.id, b.detail ->> 'records', b.detail ->> 'fields', b.detail ->> 'digest'
           from access_record r left join access_body b on b.record = r.id
           where r.act in (${erasing}) and r.outcome = 'success' and r.id > coalesce(after, ${first}) order by r.id limit most $$;
      create function destroyed_fields(after uuid, most int) returns table (record uuid, act uuid, fields text[], numbers int)
        language sql stable ${definer} ${byIndex} as
        $$ with part as materialized (select b.record, b.erased, b.erased_by from access_body b where b.erased_by is not null
             and b.record > coalesce(after, ${first}) order by b.record limit most)
           select f.*, numbers_where_last(f.record, f.fields) from (select p.record, u.act, array_agg(coalesce(u.field, '')) as fields
             from part p left join lateral unnest(p.erased, p.erased_by) u (field, act) on true group by p.record, u.act) f
           order by f.record $$;
`;
