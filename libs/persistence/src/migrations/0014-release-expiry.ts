import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests for release that nobody answered run out: by the clock at once, written down by the sweep. */
export class ReleaseExpiry1764115200014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A step that nobody took: time did.
      alter table release_step alter column by drop not null;

      -- Fourteen days, or the operation's end if that comes first. What is asked after its last day has its fourteen.
      create function release_due(op uuid, asked timestamptz) returns timestamptz
        language sql stable security definer set search_path = public, pg_temp as
        $$ select case when o.phase in ('closed', 'archived') then asked else least(asked + interval '14 days',
             case when (o.ends_on + 1)::timestamp at time zone 'UTC' > asked
               then (o.ends_on + 1)::timestamp at time zone 'UTC' end) end
           from operation o where o.id = op $$;

      alter function answer_release rename to settle_release;
      create function answer_release(r uuid, new_state text, terms text, new_share uuid) returns setof uuid
        language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          if exists (select from release_request q where q.id = r and release_due(q.operation, q.at) <= app_now())
            then perform refuse('answer_release'); end if;
          return query select settle_release(r, new_state, terms, new_share);
        end $$;
      revoke execute on function settle_release from public;

      -- One at a time; names whose streams have something new, nobody when there is nothing to do.
      create function expire_release() returns setof uuid
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare r uuid;
        begin
          perform only_the_clock();
          select q.id into r from release_request q where q.state = 'requested'
            and release_due(q.operation, q.at) <= app_now() order by q.id limit 1 for update skip locked;
          if not found then return; end if;
          update release_request set state = 'expired' where id = r;
          return query select release_moves(r, 'expired');
        end $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function expire_release, answer_release;
      alter function settle_release rename to answer_release;
      grant execute on function answer_release to public;
      drop function release_due;
      delete from release_step where by is null;
      alter table release_step alter column by set not null;
    `);
  }
}
