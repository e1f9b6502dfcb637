import type { MigrationInterface, QueryRunner } from 'typeorm';

const holder = (d: string) => `case when ${d}.handed_over then ${d}.originator else ${d}.contributor end`;

/**
 * What an agency brought stands still once it has left, until its coordinator says keep, narrow or take back. The
 * functions that end places, end shares and keep datasets out go on under another name, inside the ones that freeze.
 */
export class LeftItems1764115200012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The agency that brought it and has left; null once its coordinator has answered.
      alter table share add column frozen_by uuid references agency;
      grant update (frozen_by) on share to liaison_app;
      create index share_frozen on share (operation, frozen_by) where frozen_by is not null;

      -- Internal: one share stands still, with the threads about it. Whoever calls has locked its compartment.
      create function freeze_share(s uuid, by_agency uuid) returns void
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare c uuid; d uuid; t uuid;
        begin
          update share set frozen_by = by_agency, version = version + 1 where id = s returning compartment, dataset into c, d;
          perform append_event(c, 'share.changed', jsonb_build_object('dataset', d, 'share', s));
          for t in update thread set frozen_by = by_agency, version = version + 1
              where compartment = c and dataset = d and frozen_by is null returning id loop
            perform append_event(c, 'thread.frozen', jsonb_build_object('thread', t, 'agency', by_agency));
          end loop;
        end $$;

      alter function close_sides rename to end_places;
      create function close_sides(op uuid, a uuid, p uuid, event_kind text) returns void
        language plpgsql security definer set search_path = public, pg_temp as $$
        begin
          perform end_places(op, a, p, event_kind);
          -- One that only declines an invitation has not been in since it last answered.
          if p is null and exists (select from participation i
              where i.operation = op and i.agency = a and i.accepted_at is not null) then
            perform freeze_share(h.id, a) from share h join dataset d on d.id = h.dataset
              where h.operation = op and not h.home and h.withdrawn_at is null and h.frozen_by is null
                and ${holder('d')} = a order by h.compartment, h.id;
          end if;
        end $$;

      alter function end_share rename to take_share;
      create function end_share(s uuid, by_agency uuid) returns uuid
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare c uuid;
        begin
          c := take_share(s, by_agency);
          update share set frozen_by = null where id = s and frozen_by is not null;
          return c;
        end $$;

      -- An agency that has left cannot be asked about one that joins: its items do not go there, and stay frozen.
      alter function keep_out rename to keep_out_of;
      create function keep_out(op uuid, everybody uuid, inside uuid[], keeping uuid[]) returns void
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare still uuid[]; whose uuid[];
        begin
          select array_agg(dataset), array_agg(frozen_by) into still, whose from share
            where compartment = everybody and frozen_by is not null;
          perform keep_out_of(op, everybody, inside, keeping || array(select agency from participation
            where operation = op and state in ('withdrawn', 'removed')));
          perform freeze_share(h.id, f.agency) from unnest(still, whose) f (dataset, agency)
            join share o on o.dataset = f.dataset and o.compartment = everybody and o.withdrawn_at = app_now()
            join share h on h.dataset = f.dataset and not h.home and h.withdrawn_at is null and h.frozen_by is null
            join compartment k on k.id = h.compartment
              and k.audience = case when cardinality(inside) = 1 then 'agency:' else 'agencies:' end || array_to_string(inside, ',')
            order by h.id;
        end $$;
      revoke execute on function freeze_share, close_sides, end_share, keep_out from public;

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
    await runner.query(`
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
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop policy frozen_rests on assessment;
      drop policy frozen_rests on thread;
      drop policy frozen_rests on share;
      drop function answer_left, left_to_decide, left_items, left_shares, keep_out, end_share, close_sides, freeze_share;
      alter function keep_out_of rename to keep_out;
      alter function take_share rename to end_share;
      alter function end_places rename to close_sides;
      alter table share drop column frozen_by;
    `);
  }
}
