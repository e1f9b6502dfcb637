import { askedBy, rowsOf } from '../kit/log.js';
import { ground, registry, sharedWithAll, viewed, type Registry } from '../kit/registry.js';
import { sequenced } from '../kit/sequenced.js';
import type { Person } from '../kit/world.js';

/** Keys are hashes of what somebody may choose: whoever makes one meet another hides nothing by it. */
let world: Registry;
let frAuditor: Person;
let own: readonly string[];

const finds = async (): Promise<readonly string[]> => {
  const question = `select unnest(find_lines($1, null, null, 10)) as id`;
  return (await askedBy<{ id: string }>(world, frAuditor, question, [{ person: world.luc.id }])).map(({ id }) => id);
};

beforeAll(async () => {
  world = await registry();
  frAuditor = await world.fr.person('auditor', 'auditor');
  const { dataset } = await sharedWithAll(world);
  await viewed(world.luc, dataset, ground);
  await sequenced(world);
  own = await finds();
});
afterAll(() => world.close());

/** Lines of the operator's making, without records behind them where `record` is a random one. */
const add = (many: number, record: string, reader: string, keys: string, at: string): Promise<unknown> =>
  rowsOf(
    world.server.database.adminUrl,
    `with off as materialized (select set_config('session_replication_role', 'replica', true))
     insert into access_line select ${record}, '${reader}', false, timestamptz '${at}' + n * interval '1 microsecond', '${world.luc.id}',
       '${world.nl.id}', 'denial', 'dataset.view', 'failure', null, ${keys} from off, generate_series(1, ${many}) n`,
  );

it.each([
  [20, 2027, 16],
  [2_100, 2028, 17],
])('%s lines of another agency with this reader’s key leave the page whole', async (many, year, day) => {
  expect(own).not.toEqual([]);
  const { nl, fr, luc } = world;
  // So many of the reader's own that looking goes on by keys.
  await add(4_100, 'gen_random_uuid()', fr.id, `'{}'`, `${year}-10-01`);
  const foreign = `(select record from access_line where reader = '${nl.id}' limit 1)`;
  const keys = `array[reader_key('${fr.id}', false), log_key('person', '${luc.id}'), log_key('week', week_of('2025-09-15')::text)]`;
  await add(many, foreign, nl.id, keys, `2025-09-${day}`);
  expect(await finds()).toEqual(own);
});
