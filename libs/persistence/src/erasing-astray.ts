import type { Id } from '@liaison/contracts';

/** Values that an act destroyed: of how many records, and how many fields. */
interface Destroyed<Count> {
  readonly records: Count;
  readonly fields: Count;
}

/** An act that erases, or that bodies name as what erased of them, where the two do not agree. */
export interface ErasingAstray {
  readonly record: Id;
  /** By its own record; null where that says nothing. Null where no act that erases has this record. */
  readonly stated: Destroyed<string | null> | null;
  /** By the bodies that name it. */
  readonly counted: Destroyed<number>;
}

type Rows = <T extends object>(text: string, values?: readonly unknown[]) => Promise<T[]>;

/** Bodies that are looked at in one statement. */
const portion = 10_000;
const nothing: Destroyed<number> = { records: 0, fields: 0 };

/** As they stand at one moment: what is destroyed meanwhile is none of it. */
export async function erasingAstray(rows: Rows): Promise<readonly ErasingAstray[]> {
  await rows('begin isolation level repeatable read read only');
  try {
    return await lookedAt(rows);
  } finally {
    await rows('rollback').catch(() => undefined);
  }
}

async function lookedAt(rows: Rows): Promise<readonly ErasingAstray[]> {
  const acts = await rows<Destroyed<string | null> & { act: Id }>('select * from erasing_acts()');
  const stated = new Map(acts.map(({ act, records, fields }) => [act, { records, fields }]));
  const counted = await countedByBodies(rows);
  return [...new Set([...stated.keys(), ...counted.keys()])]
    .map((record) => ({ record, stated: stated.get(record) ?? null, counted: counted.get(record) ?? nothing }))
    .filter((one) => one.stated?.records !== `${one.counted.records}` || one.stated.fields !== `${one.counted.fields}`);
}

async function countedByBodies(rows: Rows): Promise<ReadonlyMap<Id, Destroyed<number>>> {
  const counted = new Map<Id, Destroyed<number>>();
  let after: Id | null = null;
  do {
    const part: ({ last: Id | null; act: Id | null } & Destroyed<number>)[] = await rows(
      'select * from erased_by_acts($1, $2)',
      [after, portion],
    );
    for (const { act, records, fields } of part) {
      if (act === null) continue;
      const before = counted.get(act) ?? nothing;
      counted.set(act, { records: before.records + records, fields: before.fields + fields });
    }
    after = part[0]?.last ?? null;
  } while (after !== null);
  return counted;
}
