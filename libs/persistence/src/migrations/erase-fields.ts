import { personalFields } from '@liaison/access-record';
import { byIndex, definer, erasing } from './sql.js';

const lists: readonly string[] = ['subjectAgencies', 'overseers', 'recipients', 'detail'];
const column = (field: string): string => {
  const name = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return `${name} = case when '${field}' = any(w.names) then ${lists.includes(field) ? `'{}'` : 'null'} else b.${name} end`;
};
const keptObjects = `jsonb_array_elements(b.objects) with ordinality o (e, nr)
  where not coalesce('objects/' || (o.e ->> 'owner'), 'objects') = any(w.names)`;

/** Destroying, for those acts that do: a part of step 0020. */
export const eraseFields = `
      -- Destroys values and salts: {"<record>": ["<field>", ...]}, by the act whose record that is. Lines are made anew from what
      -- is left. Answers how many fields that were; no act comes to a record twice.
      create function erase_fields(what jsonb, by_record uuid) returns int language plpgsql volatile ${definer} ${byIndex} as $$
        declare destroyed int;
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
            from w where b.record = w.record returning cardinality(array_positions(b.erased_by, by_record)) as fields)
            select coalesce(sum(u.fields), 0) into destroyed from u;
          perform add_lines(array(select w.key::uuid from jsonb_each(what) w
            where not exists (select from access_pending p where p.record = w.key::uuid and not p.lined)));
          return destroyed;
        end $$;
`;

/** What check-log counts by: another part of it. */
export const destroyedByActs = `
      -- For check-log, which holds them against each other: of each act that erases what its own sealed record says, and what the
      -- next bodies say of which act destroyed how many of their fields. At the end the last one is null.
      create function erasing_acts() returns table (act uuid, records text, fields text) language sql stable ${definer} set jit = off as
        $$ select r.id, b.detail ->> 'records', b.detail ->> 'fields' from access_record r left join access_body b on b.record = r.id
           where r.act in (${erasing}) and r.outcome = 'success' $$;
      create function erased_by_acts(after uuid, most int) returns table (last uuid, act uuid, records int, fields int)
        language sql stable ${definer} ${byIndex} as
        $$ with part as materialized (select b.record, b.erased_by from access_body b where b.erased_by is not null
             and b.record > coalesce(after, '00000000-0000-0000-0000-000000000000'::uuid) order by b.record limit most)
           select l.record, n.* from (select (select p.record from part p order by p.record desc limit 1) as record) l left join (
             select u.act, count(distinct p.record)::int, count(*)::int from part p, unnest(p.erased_by) u (act) group by u.act) n on true $$;
`;
