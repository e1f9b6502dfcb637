import type { MigrationInterface, QueryRunner } from 'typeorm';

const answering = ['release_place', 'release_dataset', 'answer_release'];

/** The same functions with one right in place of another. */
async function exchange(runner: QueryRunner, right: string, by: string): Promise<void> {
  for (const name of answering)
    await runner.query(
      `do $$ begin execute replace(pg_get_functiondef('${name}'::regproc), '${right}', '${by}'); end $$`,
    );
}

/**
 * Requests for release are answered by the coordinators of whoever decides, or by a member they delegated. The
 * delegation is a word on the membership, so that it ends with it and does not come back with the next one.
 */
export class ReleaseDelegates1764115200013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table member add column answers_releases boolean not null default false;
      grant update (answers_releases) on member to liaison_app;
      create policy nobody_arrives_delegated on member as restrictive for insert to liaison_app
        with check (not answers_releases);

      -- Internal: who may answer a request by delegation, now.
      create function release_delegates(r uuid) returns setof uuid
        language sql stable security definer set search_path = public, pg_temp as
        $$ select m.person from release_request q join release_target t on t.request = q.id
           join member m on m.operation = q.operation and m.agency = t.holder and m.answers_releases
           join participation i on i.operation = m.operation and i.agency = m.agency and i.state = 'accepted'
           join person p on p.id = m.person and p.active
           where q.id = r and m.role <> 'observer' and m.ended_at is null and m.from_at <= app_now()
             and (m.until_at is null or m.until_at > app_now()) $$;
      revoke execute on function release_delegates from public;
      create function i_am_delegate(r uuid) returns boolean
        language sql stable security definer set search_path = public, pg_temp as
        $$ select me() in (select release_delegates(r)) $$;
      create function i_answer(r uuid) returns boolean
        language sql stable security definer set search_path = public, pg_temp as
        $$ select i_am_delegate(r) or exists (select from release_target t where t.request = r and i_coordinate(t.holder)) $$;

      alter function release_moves rename to move_release;
      create function release_moves(r uuid, new_state text) returns setof uuid
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare told uuid[]; p uuid;
        begin
          told := array(select move_release(r, new_state));
          for p in select d from release_delegates(r) d where d <> all(told) order by d loop
            perform notify_person(p, gen_random_uuid(), 'release.changed', jsonb_build_object('request', r));
            told := told || p;
          end loop;
          return query select unnest(told);
        end $$;
      revoke execute on function release_moves from public;

      drop policy both_read on release_target;
      create policy both_read on release_target for select to liaison_app using (i_answer(request)
        or asked_agency = (select my_agency()) and dataset in (select d.id from dataset d));
      drop policy both_read on release_request;
      create policy both_read on release_request for select to liaison_app using (asked_by = me() or i_answer(id)
        or asked_agency = (select my_agency()) and compartment = any(array(select visible_compartments())));
    `);
    await exchange(runner, 'i_coordinate(t.holder)', 'i_answer(t.request)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await exchange(runner, 'i_answer(t.request)', 'i_coordinate(t.holder)');
    await runner.query(`
      drop policy both_read on release_request;
      drop policy both_read on release_target;
      create policy both_read on release_target for select to liaison_app using (i_coordinate(holder)
        or asked_agency = (select my_agency()) and dataset in (select d.id from dataset d));
      create policy both_read on release_request for select to liaison_app using (asked_by = me()
        or asked_agency = (select my_agency()) and compartment = any(array(select visible_compartments()))
        or id in (select t.request from release_target t where i_coordinate(t.holder)));
      drop function release_moves;
      alter function move_release rename to release_moves;
      drop function i_answer, i_am_delegate, release_delegates;
      drop policy nobody_arrives_delegated on member;
      alter table member drop column answers_releases;
    `);
  }
}
