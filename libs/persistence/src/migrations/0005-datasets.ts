import {
  ages,
  confidences,
  datasetStatuses,
  digestAlgorithms,
  icseActions,
  knownStates,
  likelihoods,
  priorities,
} from '@liaison/domain';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { holder } from '../holder.js';
import { lock, markingColumns, mayWrite, oneOf } from './sql.js';

const writable = `compartment::text = any(array(select split_part(r, ':', 2) from unnest((select batch_rights())::text[]) r))`;

/**
 * The dataset registry. A dataset lives in the compartment it was registered in; every compartment that has it, that
 * one included, has a share with its own work state. Withdrawing a share is a row that stays and says by whom.
 */
export class Datasets1764115200005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table dataset (
        id uuid primary key, operation uuid not null references operation,
        compartment uuid not null references compartment, ref text not null,
        origin uuid not null references agency, originator uuid not null references agency,
        contributor uuid not null references agency,
        -- False until the originator meets what another agency registered for it; the contributor decides so long.
        handed_over boolean not null,
        series text, received_on date, images int, videos int, items int,
        known text not null, age text not null, priority text not null, icse_action text not null, flags text[] not null,
        note text, ${markingColumns}, version int not null, registered_by uuid not null references person,
        registered_at timestamptz not null, constraint dataset_ref unique (operation, ref),
        ${oneOf('known', knownStates)}, ${oneOf('age', ages)}, ${oneOf('priority', priorities)},
        ${oneOf('icse_action', icseActions)}, check (images >= 0 and videos >= 0 and items >= 0),
        check (handed_over or originator <> contributor));
      create index dataset_compartment on dataset (compartment);
      create index dataset_ref_trigram on dataset using gin (ref gin_trgm_ops);

      create table share (
        id uuid primary key, dataset uuid not null references dataset, operation uuid not null references operation,
        compartment uuid not null references compartment, ref text not null, home boolean not null,
        status text not null, claimed_by uuid references person, assignee uuid references person,
        shared_by uuid not null references person, shared_at timestamptz not null, version int not null,
        withdrawn_at timestamptz, withdrawn_by uuid references agency, ended_ver int,
        -- The agency that brought it and has left; null once its coordinator has answered.
        frozen_by uuid references agency,
        constraint share_place unique (dataset, compartment), ${oneOf('status', datasetStatuses)},
        check ((withdrawn_at is null) = (withdrawn_by is null)), check (not home or withdrawn_at is null));
      -- Which audience saw it end, whatever ended it.
      create function stamp_ended() returns trigger
        language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          new.ended_ver := case when new.withdrawn_at is not null then coalesce(old.ended_ver,
            (select member_ver from compartment where id = new.compartment)) end;
          return new;
        end $$;
      create trigger end_stamped before update of withdrawn_at on share for each row execute function stamp_ended();
      create index share_compartment on share (compartment, ref);
      create index share_register on share (operation, ref, id);
      create index share_frozen on share (operation, frozen_by) where frozen_by is not null;

      -- External references: unique in the compartment of the agency that wrote them, never compared beyond it.
      create table dataset_alias (
        id uuid primary key, dataset uuid not null references dataset, compartment uuid not null references compartment,
        agency uuid not null references agency, origin uuid not null references agency, scheme text not null,
        value text not null, norm text not null, open boolean not null,
        constraint dataset_alias_value unique (compartment, origin, scheme, norm));
      create index dataset_alias_dataset on dataset_alias (dataset);
      create index dataset_alias_norm on dataset_alias using gin (norm gin_trgm_ops);

      create table dataset_digest (
        dataset uuid not null references dataset, algorithm text not null, digest bytea not null,
        primary key (digest, dataset), ${oneOf('algorithm', digestAlgorithms)});
      create index dataset_digest_dataset on dataset_digest (dataset, algorithm);

      create table assessment (
        id uuid primary key, share uuid not null references share, dataset uuid not null references dataset,
        compartment uuid not null references compartment, base_ver int not null,
        author uuid not null references person, agency uuid not null references agency, kind text not null,
        country text not null, likelihood text not null, confidence text not null, note text, at timestamptz not null,
        superseded_by uuid references assessment, ${oneOf('kind', ['likely_country', 'not_country'])},
        ${oneOf('likelihood', likelihoods)}, ${oneOf('confidence', confidences)});
      create index assessment_dataset on assessment (dataset);
      create index assessment_country on assessment (compartment, country);

      -- Internal: an event without a change of membership. Its author is named where the audience knows them.
      create function append_event(c uuid, event_kind text, event_refs jsonb) returns void
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare n bigint; v int;
        begin
          update compartment set next_seq = next_seq + 1 where id = c returning next_seq - 1, member_ver into n, v;
          insert into event values (c, n, gen_random_uuid(), v, v, event_kind,
            case when c in (select my_compartments()) then me() end, null, event_refs, app_now());
        end $$;
      revoke execute on function append_event from public;

      -- Whether the actor's agency decides on a dataset now. Functions, since policies of two tables cannot ask each other.
      create function i_decide_on(d uuid) returns boolean
        language sql stable security definer set search_path = public, pg_temp as
        $$ select exists (select from dataset x where x.id = d and ${holder('x')} = my_agency()) $$;
      -- At home, or with one more audience; until the originator has it, only with one that the originator is in.
      create function i_may_share(d uuid, c uuid, at_home boolean) returns boolean
        language sql stable security definer set search_path = public, pg_temp as
        $$ select exists (select from dataset x where x.id = d and ${holder('x')} = my_agency()
             and at_home = (x.compartment = c) and (at_home or x.handed_over or exists (select from side z
               where z.compartment = c and z.agency = x.originator and z.ver_to is null))) $$;

      -- An edit takes the places of what is edited, and those it is sent to, in the order in which every writer does.
      create function lock_dataset_places(ds uuid[], cs uuid[]) returns void
        language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          perform from compartment k where k.id in (select h.compartment from share h join dataset x on x.id = h.dataset
              where x.id = any(ds) and ${holder('x')} = my_agency() and h.withdrawn_at is null
            union select m from my_compartments() m where m = any(cs)) order by k.id for no key update;
        end $$;

      -- An edit by who decides on it reaches every audience of the dataset, also those the editor is not in.
      create function tell_dataset_edited(d uuid, skip uuid[]) returns setof uuid
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare c uuid; s uuid; ver int;
        begin
          select version into ver from dataset x where x.id = d and ${holder('x')} = my_agency();
          if ver is null then perform refuse('tell_dataset_edited'); end if;
          for c, s in select k.id, h.id from compartment k join share h on h.compartment = k.id
              where h.dataset = d and h.withdrawn_at is null and k.id <> all(skip) order by k.id for no key update of k loop
            perform append_event(c, 'dataset.edited', jsonb_build_object('dataset', d, 'share', s, 'version', ver));
            return next c;
          end loop;
        end $$;

      -- Where its markings have to stand: kinds of compartments and whether observers sit there, not which ones.
      create function dataset_places(d uuid) returns table (kind text, observed boolean)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select distinct k.kind, observer_sits(k.id)
           from dataset x join share h on h.dataset = x.id join compartment k on k.id = h.compartment
           where x.id = d and ${holder('x')} = my_agency() and h.withdrawn_at is null $$;

      -- Internal: the threads about a dataset in one compartment stand still.
      create function freeze_threads(c uuid, d uuid, by_agency uuid) returns void
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare t uuid;
        begin
          for t in update thread set frozen_by = by_agency, version = version + 1
              where compartment = c and dataset = d and frozen_by is null returning id loop
            perform append_event(c, 'thread.frozen', jsonb_build_object('thread', t, 'agency', by_agency));
          end loop;
        end $$;

      -- Internal: one share stands still, with the threads about it. Whoever calls has locked its compartment.
      create function freeze_share(s uuid, by_agency uuid) returns void
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare c uuid; d uuid;
        begin
          update share set frozen_by = by_agency, version = version + 1 where id = s returning compartment, dataset into c, d;
          perform append_event(c, 'share.changed', jsonb_build_object('dataset', d, 'share', s));
          perform freeze_threads(c, d, by_agency);
        end $$;

      -- Internal: takes a share from its audience. Claims end, threads about it freeze, the row says by whom.
      create function end_share(s uuid, by_agency uuid) returns uuid
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare c uuid; d uuid;
        begin
          select compartment, dataset into c, d from share where id = s;
          perform from compartment where id = c for no key update;
          update share set withdrawn_at = app_now(), withdrawn_by = by_agency, claimed_by = null, assignee = null,
            frozen_by = null, version = version + 1 where id = s and withdrawn_at is null;
          if not found then return null; end if;
          perform append_event(c, 'share.withdrawn', jsonb_build_object('dataset', d, 'share', s, 'agency', by_agency));
          perform freeze_threads(c, d, by_agency);
          return c;
        end $$;
      revoke execute on function freeze_threads, freeze_share, end_share from public;
    `);
    for (const table of ['dataset', 'share', 'dataset_alias', 'dataset_digest', 'assessment'])
      await runner.query(lock(table));
    await runner.query(`
      create policy members_read on share for select to liaison_app
        using (compartment = any(array(select visible_compartments()))
          and (withdrawn_at is null or knows_end(compartment, ended_ver, withdrawn_by)));
      create policy holder_shares on share for insert to liaison_app with check (${mayWrite('shared_by')}
        and i_may_share(dataset, compartment, home));
      -- What was withdrawn is its originator's alone to touch, and nobody else withdraws.
      create policy members_work on share for update to liaison_app
        using (${writable} and (withdrawn_by is null or withdrawn_by = (select my_agency())))
        with check (${writable} and (withdrawn_by is null or withdrawn_by = (select my_agency())
          and i_decide_on(dataset)));
      -- Nobody works on what stands still, whatever the first lock says.
      create policy frozen_rests on share as restrictive for update to liaison_app
        using (frozen_by is null or frozen_by = (select my_agency()))
        with check (frozen_by is null or frozen_by = (select my_agency()));
      create policy frozen_rests on thread as restrictive for update to liaison_app
        using (frozen_by is null or frozen_by = (select my_agency()))
        with check (frozen_by is null or frozen_by = (select my_agency()));
      create policy frozen_rests on assessment as restrictive for insert to liaison_app
        with check (share not in (select s.id from share s where s.frozen_by is not null
          and s.compartment = assessment.compartment));

      -- Met through a living share in a compartment of mine, and no other way; the originator also through a withdrawn one.
      create policy share_reads on dataset for select to liaison_app
        using (compartment = any(array(select visible_compartments()))
          or exists (select from share s where s.dataset = dataset.id
            and (s.withdrawn_at is null or originator = (select my_agency()))));
      create policy members_register on dataset for insert to liaison_app
        with check (${mayWrite('registered_by')} and contributor = (select my_agency()));
      create policy holder_changes on dataset for update to liaison_app
        using (${holder('dataset')} = (select my_agency()))
        with check ((select my_agency()) in (originator, contributor));
      -- National file numbers are the owner's agency's unless it says otherwise; who registered them keeps them too.
      create policy owner_reads on dataset_alias for select to liaison_app
        using ((open or agency = (select my_agency()) or compartment = any(array(select visible_compartments())))
          and exists (select from dataset d where d.id = dataset_alias.dataset));
      create policy owner_writes on dataset_alias for insert to liaison_app
        with check (${writable} and exists (select from dataset d where d.id = dataset_alias.dataset
          and (select my_agency()) in (d.originator, d.contributor)));
      create policy owner_removes on dataset_alias for delete to liaison_app using (${writable});
      create policy share_reads on dataset_digest for select to liaison_app
        using (exists (select from dataset d where d.id = dataset_digest.dataset));
      create policy holder_writes on dataset_digest for insert to liaison_app
        with check (dataset in (select d.id from dataset d where ${holder('d')} = (select my_agency())));
      -- When a share is withdrawn people keep their own words, without the object.
      create policy window_reads on assessment for select to liaison_app using (
        compartment = any(array(select my_compartments())) and (compartment = any(array(select my_whole_compartments()))
          or base_ver <@ ((select my_windows()) ->> compartment::text)::int4multirange)
        and (author = me() or share in (select s.id from share s where s.withdrawn_at is null)));
      create policy author_writes on assessment for insert to liaison_app with check (${mayWrite('author')}
        and share in (select s.id from share s where s.withdrawn_at is null and s.compartment = assessment.compartment));
      create policy author_supersedes on assessment for update to liaison_app
        using (author = any(actors()) and ${mayWrite('author')});
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function end_share, freeze_share, freeze_threads, dataset_places, tell_dataset_edited, lock_dataset_places, append_event;
      drop table assessment, dataset_digest, dataset_alias, share, dataset cascade;
      drop function i_may_share, i_decide_on, stamp_ended`);
  }
}
