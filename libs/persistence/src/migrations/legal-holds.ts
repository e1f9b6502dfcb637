import { holdKinds } from '@liaison/domain';
import { byIndex, definer, inLine, lock, oneOf } from './sql.js';

/** Holds and what they cover: a part of step 0020. */
export const legalHolds = `
      -- Of a side's own records: those that its auditors, or oversight, find.
      create table legal_hold (
        id uuid primary key, reader uuid not null references agency, oversight boolean not null, kind text not null,
        subject uuid, from_at timestamptz, to_at timestamptz, reason text not null,
        set_by uuid not null references person, set_at timestamptz not null,
        lifted_by uuid references person, lifted_at timestamptz, why_lifted text,
        -- Of an object, as records of the side named it when the hold was set.
        reference text, ${oneOf('kind', holdKinds)},
        -- Null where it was lifted and its person was erased.
        check (subject is not null or lifted_at is not null));
      create index legal_hold_side on legal_hold (reader, oversight, set_at desc);
      ${lock('legal_hold')}
      create policy own_side_reads on legal_hold for select to liaison_app
        using ((reader, oversight) in (select m.reader, m.oversight from my_log() m));
      grant select on legal_hold to liaison_app;
      create function set_hold(hold uuid, what text, whom uuid, first timestamptz, last timestamptz, why text) returns boolean
        language plpgsql volatile ${definer} ${byIndex} as $$
        begin
          perform ${inLine};
          insert into legal_hold (id, reader, oversight, kind, subject, from_at, to_at, reason, set_by, set_at, reference)
            select hold, m.reader, m.oversight, what, whom, first, last, why, me(), app_now(), (select o ->> 'ref'
              from (select l.record from access_line l where what = 'object' and l.keys @> array[log_key('object', whom::text),
                  reader_key(m.reader, m.oversight)] limit 100) l,
                lateral (select * from access_cut c where c.record = l.record and c.reader = m.reader
                  and c.oversight = m.oversight offset 0) c, jsonb_array_elements(c.objects) o
              where o ->> 'id' = whom::text and o ->> 'ref' is not null limit 1) from my_log() m;
          return found;
        end $$;
      -- False where the side has no such hold that is in force, and while the log is halted. What it covered is due again.
      create function lift_hold(hold uuid, why text) returns boolean language plpgsql volatile ${definer} as $$
        begin
          if log_halted() is not null then return false; end if;
          perform ${inLine};
          update legal_hold h set lifted_by = me(), lifted_at = app_now(), why_lifted = why from my_log() m
            where h.id = hold and h.reader = m.reader and h.oversight = m.oversight and h.lifted_at is null;
          if not found then return false; end if;
          delete from sweep_mark;
          return true;
        end $$;
      create function holds_on(records uuid[]) returns table (record uuid, hold uuid)
        language sql stable ${definer} ${byIndex} as
        $$ select c.record, h.id from unnest(records) x (record),
             lateral (select * from access_cut c where c.record = x.record offset 0) c join legal_hold h
               on h.reader = c.reader and h.oversight = c.oversight
           where exists (select from legal_hold a where a.lifted_at is null) and h.lifted_at is null
             and c.at >= coalesce(h.from_at, '-infinity') and c.at < coalesce(h.to_at, 'infinity')
             and c.keys && array[log_key(h.kind, h.subject::text),
               case when h.kind = 'person' then log_key('object', h.subject::text) end] $$;
`;
