import type { MigrationInterface, QueryRunner } from 'typeorm';
import { holder } from '../holder.js';
import { lock, oneOf } from './sql.js';

/**
 * Imports and their staging: kept fields only, readable by the importing person only, gone at commit or after a day.
 * The mapping of columns and words stays with the agency.
 */
export class Imports1764115200009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table import (
        id uuid primary key, person uuid not null references person, operation uuid not null references operation,
        compartment uuid not null references compartment, format text not null, state text not null,
        encoding text, delimiter text, mapping json, origin uuid references agency, reference text,
        open_references boolean not null, begun boolean not null,
        share_to uuid references compartment, read_entries int not null, read_bytes bigint not null,
        total_bytes bigint, dropped jsonb not null, failure text, done jsonb, started_at timestamptz not null,
        moved_at timestamptz not null, ended_at timestamptz, ${oneOf('format', ['csv', 'vics'])},
        ${oneOf('state', ['reading', 'ready', 'committing', 'committed', 'failed', 'cancelled'])});
      create index import_person on import (person, started_at desc);
      create table import_row (
        import uuid not null references import on delete cascade, row int not null, place text not null,
        kind text not null, kept json not null, errors jsonb not null,
        dataset uuid, settled boolean not null, primary key (import, row),
        ${oneOf('kind', ['new', 'known', 'error'])});
      create index import_row_kind on import_row (import, kind, row);
      create table import_digest (
        import uuid not null references import on delete cascade, n int not null, row int not null,
        algorithm text not null, digest bytea not null, primary key (import, n));
      create table import_mapping (
        agency uuid not null references agency, format text not null,
        -- json and not jsonb, here and above: the order of a file's columns is part of it.
        mapping json not null, delimiter text,
        changed_at timestamptz not null, primary key (agency, format));

      -- External references of one's own compartment that are taken, with what has each. Asked by the thousand.
      create function known_here(c uuid, origins uuid[], schemes text[], norms text[])
        returns table (origin uuid, scheme text, norm text, dataset uuid, holder uuid)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select a.origin, a.scheme, a.norm, a.dataset,
             ${holder('d')}
           from unnest(origins, schemes, norms) w (origin, scheme, norm)
           join dataset_alias a on a.compartment = c and a.origin = w.origin and a.scheme = w.scheme and a.norm = w.norm
           join dataset d on d.id = a.dataset where c in (select my_compartments()) $$;

      -- Staging older than a day goes, and what stopped moving is given up. Touches nothing else, so anybody may call it.
      create function sweep_imports() returns int language plpgsql security definer set search_path = public, pg_temp as $$
        declare n int;
        begin
          with old as (update import set state = case when state = 'ready' then 'cancelled' else 'failed' end,
              failure = case when state = 'ready' then 'Not committed within a day.' else 'Reading stopped half-way. Start again.' end,
              mapping = null, ended_at = app_now()
            where state = 'ready' and started_at < app_now() - interval '24 hours'
              or state = 'reading' and moved_at < app_now() - interval '15 minutes' returning id),
          digests as (delete from import_digest where import in (select id from old)),
          gone as (delete from import_row where import in (select id from old))
          select count(*) into n from old;
          return n;
        end $$;
    `);
    for (const table of ['import', 'import_row', 'import_digest', 'import_mapping']) await runner.query(lock(table));
    await runner.query(`
      create policy own on import to liaison_app using (person = me()) with check (person = me());
      create policy own on import_row to liaison_app using (import in (select id from import));
      create policy own on import_digest to liaison_app using (import in (select id from import));
      create policy own_agency on import_mapping to liaison_app
        using (agency = (select my_agency())) with check (agency = (select my_agency()));
      grant select, insert, update on import, import_mapping to liaison_app;
      grant select, insert, update, delete on import_row, import_digest to liaison_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function sweep_imports, known_here;
      drop table import_mapping, import_digest, import_row, import cascade`);
  }
}
