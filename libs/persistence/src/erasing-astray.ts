import { DestroyedByAct, type Destroyed, type DestroyedOf } from '@liaison/access-record';
import type { Id } from '@liaison/contracts';

/** What an act's own record says; null where it says nothing of it. */
type Stated = { readonly [Name in keyof Destroyed]: string | null };

/** An act that erases, or that bodies name as what erased of them, where the two do not agree. */
export interface ErasingAstray {
  readonly record: Id;
  /** By its own record; null where no act that erases has this record. */
  readonly stated: Stated | null;
  /** By the bodies that name it. */
  readonly found: Destroyed;
}

type Rows = <T extends object>(text: string, values?: readonly unknown[]) => Promise<T[]>;

/** Acts, or bodies, that are looked at in one statement. */
const portion = 10_000;

/** Of the acts that were there at the beginning: what is destroyed meanwhile is looked at the next time. */
export async function erasingAstray(rows: Rows): Promise<readonly ErasingAstray[]> {
  const stated = await statedByActs(rows);
  const found = await foundInBodies(rows);
  const strange = [...found.keys()].some((act) => !stated.has(act));
  const since = strange ? await statedByActs(rows) : stated;
  return [...new Set([...stated.keys(), ...found.keys()])]
    .filter((record) => stated.has(record) || !since.has(record))
    .map((record) => {
      const inBodies = found.get(record) ?? new DestroyedByAct();
      return { record, stated: stated.get(record) ?? null, found: inBodies.sum() };
    })
    .filter(({ stated: says, found: is }) => says === null || !isSame(says, is));
}

const isSame = (stated: Stated, { records, fields, digest }: Destroyed): boolean =>
  stated.records === `${records}` && stated.fields === `${fields}` && stated.digest === digest;

async function statedByActs(rows: Rows): Promise<ReadonlyMap<Id, Stated>> {
  const acts = new Map<Id, Stated>();
  for (let last: Id | null | undefined = null; last !== undefined;) {
    const part: ({ act: Id } & Stated)[] = await rows('select * from erasing_acts($1, $2)', [last, portion]);
    for (const { act, ...says } of part) acts.set(act, says);
    last = part.at(-1)?.act;
  }
  return acts;
}

async function foundInBodies(rows: Rows): Promise<ReadonlyMap<Id, DestroyedByAct>> {
  const found = new Map<Id, DestroyedByAct>();
  for (let last: Id | null | undefined = null; last !== undefined;) {
    const part: ({ act: Id | null } & DestroyedOf)[] = await rows('select * from destroyed_fields($1, $2)', [
      last,
      portion,
    ]);
    for (const { act, ...of } of part) {
      if (act === null) continue;
      const before = found.get(act) ?? new DestroyedByAct();
      before.add(of);
      found.set(act, before);
    }
    last = part.at(-1)?.record;
  }
  return found;
}
