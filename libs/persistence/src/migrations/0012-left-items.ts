import type { MigrationInterface, QueryRunner } from 'typeorm';
import { holder } from '../holder.js';

/** What an agency brought stands still once it has left, until its coordinator says keep, narrow or take back. */
export class LeftItems1764115200012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What the asking coordinator's agency brought and has left there: all of it while the agency is out; if it has
      -- come back, what still waits for an answer and what it kept where it is no longer in. What a release gave is
      -- taken back by its request.
      create function left_shares(op uuid) returns setof share
        language sql stable security definer set search_path = public, pg_temp as
        $$ select h.* from share h join dataset d on d.id = h.dataset
           where h.operation = op and not h.home and h.withdrawn_at is null and i_coordinate(my_agency())
             and (h.frozen_by = my_agency() or ${holder('d')} = my_agency() and (exists (select from participation i
                 where i.operation = op and i.agency = my_agency() and i.state <> 'accepted')
               or not exists (select from side z where z.compartment = h.compartment and z.agency = my_agency()
                   and z.ver_to is null)
                 and not exists (select from release_target t where t.share = h.id))) $$;
      revoke execute on function left_shares from public;

      -- For that coordinator, who sees no compartment there any more: numbers of readers, nothing of what they do.
      create function left_items(op uuid)
        returns table (share uuid, dataset uuid, ref text, frozen boolean, kind text, agencies int, people int)
        language sql stable security definer set search_path = public, pg_temp as
        $$ with mine as materialized (select * from left_shares(op)),
           shown as (select distinct m.frozen_by is null as decided, m.ref, m.dataset from mine m order by 1, 2 limit 500),
           place as (select k.id, k.kind, (select count(distinct s.agency)::int from side s
               where s.compartment = k.id and s.ver_to is null) as agencies,
             (select count(distinct w.person)::int from seat_window w
               where w.compartment = k.id and w.ver_to is null) as people
             from compartment k where k.id in (select m.compartment from mine m))
           select m.id, m.dataset, m.ref, m.frozen_by is not null, p.kind, p.agencies, p.people
           from mine m join place p on p.id = m.compartment where m.dataset in (select s.dataset from shown s)
           order by m.frozen_by is null, m.ref, p.kind, m.id $$;

      -- How many datasets wait for the asking coordinator's word, where.
      create function left_to_decide() returns table (operation uuid, datasets int)
        language sql stable security definer set search_path = public, pg_temp as
        $$ select h.operation, count(distinct h.dataset)::int from share h
           where h.frozen_by = my_agency() and i_coordinate(my_agency()) group by h.operation $$;

      -- What that coordinator says of some datasets: their shares in "kept" (null: all) go on, the others are
      -- withdrawn. Returns each share it met; what is another agency's is not there.
      create function answer_left(op uuid, asked uuid[], kept uuid[])
        returns table (share uuid, dataset uuid, ref text, version int, compartment uuid, stays boolean)
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare s share; t uuid; go_on boolean;
        begin
          if not i_coordinate(my_agency()) then perform refuse('answer_left'); end if;
          perform from compartment k where k.id in (select h.compartment from left_shares(op) h
            where h.dataset = any(asked)) order by k.id for no key update;
          for s in select * from left_shares(op) h where h.dataset = any(asked) order by h.compartment, h.id loop
            go_on := kept is null or s.id = any(kept);
            if not go_on then
              perform end_share(s.id, my_agency());
            elsif s.frozen_by is not null then
              update share h set frozen_by = null, version = h.version + 1 where h.id = s.id;
              perform append_event(s.compartment, 'share.changed', jsonb_build_object('dataset', s.dataset, 'share', s.id));
              for t in update thread h set frozen_by = null, version = h.version + 1 where h.compartment = s.compartment
                  and h.dataset = s.dataset and h.frozen_by = my_agency() returning h.id loop
                perform append_event(s.compartment, 'thread.reopened', jsonb_build_object('thread', t));
              end loop;
            end if;
            return query select s.id, s.dataset, s.ref, h.version, s.compartment, go_on from share h where h.id = s.id;
          end loop;
        end $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function answer_left, left_to_decide, left_items, left_shares');
  }
}
