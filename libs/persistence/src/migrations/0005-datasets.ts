import {
  ages,
  confidences,
  datasetStatuses,
  digestAlgorithms,
  knownStates,
  likelihoods,
  priorities,
  releaseStates,
} from '@liaison/domain';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { lock, markingColumns, oneOf } from './sql.js';

const mayWrite = (author: string) => `${author} || ':' || compartment = any((select batch_rights())::text[])`;
const writable = `compartment::text = any(array(select split_part(r, ':', 2) from unnest((select batch_rights())::text[]) r))`;

/**
 * The dataset registry. A dataset lives in the compartment it was registered in; every compartment that has it, that
 * one included, has a share with its own work state. Withdrawing a share is a row that stays and says by whom.
 */
export class Datasets1700000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table dataset (
        id uuid primary key, operation uuid not null references operation,
        compartment uuid not null references compartment, ref text not null,
        origin uuid not null references agency, originator uuid not null references agency,
        contributor uuid not null references agency, series text, received_on date, images int, videos int,
        known text not null, age text not null, priority text not null, icse_action text not null, flags text[] not null,
        note text, ${markingColumns}, version int not null, registered_by uuid not null references person,
        registered_at timestamptz not null, constraint dataset_ref unique (operation, ref),
        ${oneOf('known', knownStates)}, ${oneOf('age', ages)}, ${oneOf('priority', priorities)});
      create index dataset_compartment on dataset (compartment);
      create index dataset_ref_trigram on dataset using gin (ref gin_trgm_ops);

      create table share (
        id uuid primary key, dataset uuid not null references dataset, operation uuid not null references operation,
        compartment uuid not null references compartment, ref text not null, home boolean not null,
        status text not null, claimed_by uuid references person, assignee uuid references person,
        shared_by uuid not null references person, shared_at timestamptz not null, version int not null,
        withdrawn_at timestamptz, withdrawn_by uuid references agency,
        constraint share_place unique (dataset, compartment), ${oneOf('status', datasetStatuses)});
      create index share_compartment on share (compartment);

      -- External references: unique in a compartment, never compared beyond it.
      create table dataset_alias (
        id uuid primary key, dataset uuid not null references dataset, compartment uuid not null references compartment,
        agency uuid not null references agency, origin uuid not null references agency, scheme text not null,
        value text not null, norm text not null, open boolean not null,
        constraint dataset_alias_value unique (compartment, origin, scheme, norm));
      create index dataset_alias_dataset on dataset_alias (dataset);
      create index dataset_alias_norm on dataset_alias (norm);

      create table dataset_digest (
        dataset uuid not null references dataset, algorithm text not null, digest bytea not null,
        primary key (digest, dataset), ${oneOf('algorithm', digestAlgorithms)});
      create index dataset_digest_dataset on dataset_digest (dataset);

      create table assessment (
        id uuid primary key, share uuid not null references share, dataset uuid not null references dataset,
        compartment uuid not null references compartment, base_ver int not null,
        author uuid not null references person, agency uuid not null references agency, kind text not null,
        country text not null, likelihood text not null, confidence text not null, note text, at timestamptz not null,
        superseded_by uuid references assessment, ${oneOf('kind', ['likely_country', 'not_country'])},
        ${oneOf('likelihood', likelihoods)}, ${oneOf('confidence', confidences)});
      create index assessment_dataset on assessment (dataset);
      create index assessment_country on assessment (compartment, country);

      create table release_request (
        id uuid primary key, operation uuid not null references operation, dataset uuid not null references dataset,
        ref text not null, compartment uuid not null references compartment, asked_by uuid not null references person,
        asked_agency uuid not null references agency, originator uuid not null references agency, reason text not null,
        state text not null, conditions text, answered_by uuid references person, at timestamptz not null,
        ${oneOf('state', releaseStates)});
      create table release_step (
        request uuid not null references release_request, state text not null, by uuid not null references person,
        at timestamptz not null, primary key (request, at, state));

      create table import (
        id uuid primary key, person uuid not null references person, operation uuid not null references operation,
        compartment uuid not null references compartment, format text not null, state text not null, encoding text,
        delimiter text, mapping jsonb, columns text[], read_entries int not null, read_bytes bigint not null,
        total_bytes bigint, dropped jsonb not null, share_to uuid references compartment, failure text,
        started_at timestamptz not null, ended_at timestamptz);
      create table import_row (
        import uuid not null references import on delete cascade, row int not null, place text not null,
        kept jsonb not null, errors jsonb not null, known text not null, dataset uuid, primary key (import, row));
      create table import_digest (
        import uuid not null references import on delete cascade, row int not null, algorithm text not null,
        digest bytea not null);
      create index import_digest_row on import_digest (import, row);
      create table import_mapping (
        agency uuid not null references agency, name text not null, mapping jsonb not null,
        changed_at timestamptz not null, primary key (agency, name));
    `);
    const tables = ['dataset', 'share', 'dataset_alias', 'dataset_digest', 'assessment', 'release_request'];
    const staging = ['release_step', 'import', 'import_row', 'import_digest', 'import_mapping'];
    for (const table of [...tables, ...staging]) await runner.query(lock(table));
    await runner.query(`
      create policy members_read on share for select to liaison_app
        using (compartment = any(array(select visible_compartments())));
      create policy members_share on share for insert to liaison_app with check (${mayWrite('shared_by')});
      create policy members_work on share for update to liaison_app using (${writable});

      -- Met through a living share in a compartment of mine, and no other way.
      create policy share_reads on dataset for select to liaison_app
        using (id in (select s.dataset from share s where s.withdrawn_at is null)
          or compartment = any(array(select visible_compartments())));
      create policy members_register on dataset for insert to liaison_app with check (${mayWrite('registered_by')});
      create policy originator_changes on dataset for update to liaison_app using (
        originator = my_agency() or contributor = my_agency());
      -- National file numbers are the owner's agency's unless it says otherwise.
      create policy share_reads on dataset_alias for select to liaison_app
        using ((open or agency = (select my_agency())) and dataset in (select d.id from dataset d));
      create policy owner_writes on dataset_alias to liaison_app
        using (agency = (select my_agency())) with check (agency = (select my_agency()) and ${writable});
      create policy share_reads on dataset_digest for select to liaison_app
        using (dataset in (select d.id from dataset d));
      create policy owner_writes on dataset_digest for insert to liaison_app
        with check (dataset in (select d.id from dataset d where d.contributor = my_agency() or d.originator = my_agency()));
      create policy window_reads on assessment for select to liaison_app using (
        compartment = any(array(select my_compartments())) and (compartment = any(array(select my_whole_compartments()))
          or base_ver <@ ((select my_windows()) ->> compartment::text)::int4multirange));
      create policy author_writes on assessment for insert to liaison_app with check (${mayWrite('author')});
      create policy author_supersedes on assessment for update to liaison_app
        using (author = any(actors()) and ${mayWrite('author')});

      create policy both_read on release_request for select to liaison_app
        using (my_agency() in (asked_agency, originator));
      create policy asker_asks on release_request for insert to liaison_app
        with check (asked_by = me() and asked_agency = my_agency() and state = 'requested');
      create policy both_answer on release_request for update to liaison_app
        using (my_agency() in (asked_agency, originator));
      create policy both_read on release_step for select to liaison_app
        using (request in (select id from release_request));
      create policy both_step on release_step for insert to liaison_app
        with check (by = me() and request in (select id from release_request));

      create policy own on import to liaison_app using (person = me()) with check (person = me());
      create policy own on import_row to liaison_app using (import in (select id from import));
      create policy own on import_digest to liaison_app using (import in (select id from import));
      create policy own_agency on import_mapping to liaison_app
        using (agency = (select my_agency())) with check (agency = (select my_agency()));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table import_mapping, import_digest, import_row, import, release_step, release_request,
      assessment, dataset_digest, dataset_alias, share, dataset cascade`);
  }
}
