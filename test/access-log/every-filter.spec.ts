import { askedBy, rowsOf } from '../kit/log.js';
import { command, ground, made, registry, sharedWithAll, viewed, type Registry } from '../kit/registry.js';
import { lined, sequenced } from '../kit/sequenced.js';
import { as, ok, type Person } from '../kit/world.js';

/** What the database holds of a record, uncut. */
interface Kept {
  readonly record: string;
  readonly class: string;
  readonly act: string;
  readonly outcome: string;
  readonly host: string | null;
  readonly operation: string | null;
  readonly compartment: string | null;
  readonly person: string | null;
  readonly agency: string | null;
  readonly session: string | null;
  readonly objects: readonly { readonly id: string; readonly ref: string | null; readonly owner: string | null }[];
  readonly recipients: readonly string[];
  readonly subjects: readonly string[];
  readonly overseers: readonly string[];
}
interface Shown {
  readonly id: string;
  readonly seen_as: string;
  readonly objects: readonly { readonly owner: string | null }[];
  readonly [hidden: string]: unknown;
}

let world: Registry;
let kept: readonly Kept[];
let readers: Record<'NL' | 'FR' | 'DE' | 'SE' | 'oversight', Person>;
const hidden = ['ground', 'address', 'session', 'recipients', 'rule', 'compartment', 'detail'];

beforeAll(async () => {
  world = await registry();
  const oversight = await world.nl.officer();
  const auditor = (of: Registry['nl']): Promise<Person> => of.person('auditor', 'auditor');
  readers = {
    NL: await auditor(world.nl),
    FR: await auditor(world.fr),
    DE: await auditor(world.de),
    SE: await auditor(world.se),
    oversight,
  };
  const { dataset, share } = await sharedWithAll(world);
  await viewed(world.luc, dataset, ground);
  await viewed(world.dora, dataset, ground);
  const thread = await made(command(world, world.ana, world.nlFr, 'thread.start', { title: 'Between two' }));
  ok(await as(world.luc).get(`/threads/${thread}/messages?ground=${encodeURIComponent(ground)}`));
  expect(await viewed(world.dora, thread, ground)).toMatchObject({ status: 404 });
  expect(await command(world, world.luc, world.all, 'share.withdraw', { share })).toMatchObject({ status: 403 });
  for (const reader of Object.values(readers)) ok(await as(reader).get(`/log?person=${world.luc.id}`));
  kept = await rowsOf<Kept>(
    world.server.database.adminUrl,
    `select b.record, r.class, r.act, r.outcome, o.host, b.operation, b.compartment, b.person, b.agency, b.session,
       b.objects, b.recipients, b.subject_agencies as subjects, b.overseers
     from access_body b join access_record r on r.id = b.record left join operation o on o.id = b.operation`,
  );
});
afterAll(() => world.close());

/** What the design shows of a record to a reader: the objects by which it is found; null where it is none of theirs. */
function objectsShown(record: Kept, name: keyof typeof readers): Kept['objects'] | null {
  const own = readers[name].agency.id;
  if (name === 'oversight') return record.host === own ? record.objects : record.overseers.includes(own) ? [] : null;
  if (record.agency === own) return record.objects;
  if (!record.subjects.includes(own) || ['denial', 'log_access'].includes(record.class)) return null;
  return record.objects.filter(({ owner }) => owner === own);
}

/** Everything that stands in any record, as everything that can be asked for. */
function questions(): readonly (readonly [filter: string, value: string])[] {
  const ids = kept.flatMap(({ objects, recipients, subjects, ...one }) => [
    ...[one.record, one.operation, one.compartment, one.person, one.agency, one.session],
    ...objects.map(({ id }) => id),
    ...recipients,
    ...subjects,
  ]);
  const all = (values: readonly (string | null)[]): string[] => [...new Set(values)].filter((one) => one !== null);
  return [
    ...['person', 'agency', 'operation', 'object'].flatMap((filter) => all(ids).map((id) => [filter, id] as const)),
    ...all(kept.flatMap(({ objects }) => objects.map(({ ref }) => ref))).map((ref) => ['reference', ref] as const),
    ...(['class', 'act', 'outcome'] as const).flatMap((filter) =>
      all(kept.map((one) => one[filter])).map((value) => [filter, value] as const),
    ),
  ];
}

function isFound(record: Kept, objects: Kept['objects'], filter: string, value: string): boolean {
  if (filter === 'object') return objects.some(({ id }) => id === value);
  if (filter === 'reference') return objects.some(({ ref }) => ref === value);
  return record[filter as 'person'] === value;
}

describe.each([
  ['while records wait for their entry', () => Promise.resolve()],
  ['while they wait long', () => lined(world)],
  ['once they have it', () => sequenced(world)],
])('%s', (_name, before) => {
  beforeAll(before);

  it.each(['NL', 'FR', 'DE', 'SE', 'oversight'] as const)(
    'by whatever stands in any record, %s finds what it is shown and nothing else',
    async (name) => {
      const asking = questions().map(([filter, value]) => ({ [filter]: filter === 'class' ? [value] : value }));
      const rows = await askedBy<{ nr: string; finds: string[]; counted: string }>(
        world,
        readers[name],
        `select nr, find_lines(f, null, null, 1000) as finds, (select coalesce(sum(n), 0) from log_counts(
             f || '{"from": "2025-09-01", "to": "2025-10-01"}', 'UTC') where by = 'outcome') as counted
         from jsonb_array_elements($1) with ordinality x (f, nr) order by nr`,
        [JSON.stringify(asking)],
      );
      const found = questions().map(([filter, value], at) => ({
        ...{ filter, value, counted: Number(rows[at]?.counted), finds: (rows[at]?.finds ?? []).sort() },
      }));
      const right = questions().map(([filter, value]) => {
        const finds = kept
          .filter((record) => {
            const objects = objectsShown(record, name);
            return objects !== null && isFound(record, objects, filter, value);
          })
          .map(({ record }) => record)
          .sort();
        return { filter, value, counted: finds.length, finds };
      });
      expect(found).toEqual(right);
    },
  );

  it.each(['NL', 'FR', 'DE', 'SE', 'oversight'] as const)('of any record %s is shown its cut', async (name) => {
    const shown = await askedBy<Shown>(world, readers[name], 'select * from records_of_my_scope($1)', [
      kept.map(({ record }) => record),
    ]);
    const right = kept.filter((record) => objectsShown(record, name) !== null).map(({ record }) => record);
    expect(shown.map(({ id }) => id).sort()).toEqual([...right].sort());
    for (const one of shown.filter(({ seen_as }) => seen_as === 'information' || seen_as === 'look_up')) {
      expect(hidden.filter((field) => one[field] !== null)).toEqual([]);
      expect(one.objects.every(({ owner }) => owner === readers[name].agency.id)).toBe(true);
    }
  });
});
