import type { DraftView, Id } from '@liaison/contracts';
import type { Tx } from '../tx.js';

/** A thread or compartment that the writer is in. */
const mine = `exists (select from thread t where t.id = $1) or exists (select from compartment c where c.id = $1
  and c.id in (select my_compartments()))`;

export const isPlaceOfMine = async (tx: Tx, place: Id): Promise<boolean> =>
  (await tx.row<{ mine: boolean }>(`select ${mine} as mine`, [place]))?.mine ?? false;

/** Keeps one's own words at a place; the last ones win. */
export const keepDraft = (tx: Tx, place: Id, text: string): Promise<number> =>
  tx.run(
    `insert into draft values (me(), $1, $2, app_now())
     on conflict (person, place) do update set text = excluded.text, at = excluded.at`,
    [place, text],
  );

export const dropDraft = (tx: Tx, place: Id): Promise<number> =>
  tx.run('delete from draft where person = me() and place = $1', [place]);

/** How many one has at other places. */
export const countOtherDrafts = async (tx: Tx, place: Id): Promise<number> =>
  (await tx.row<{ n: number }>('select count(*)::int as n from draft where person = me() and place <> $1', [place]))
    ?.n ?? 0;

/** One's own drafts at places one is still in, latest first. */
export const ownDrafts = async (tx: Tx): Promise<DraftView[]> =>
  (
    await tx.rows<{ place: Id; text: string; at: Date }>(
      `select place, text, at from draft d where person = me() and (place in (select id from thread)
         or place in (select my_compartments())) order by at desc, place`,
    )
  ).map((row) => ({ ...row, at: row.at.toISOString() }));
