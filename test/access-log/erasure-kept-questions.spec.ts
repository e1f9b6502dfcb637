import type { LegalHold, LogFilters, SavedLogQuery } from '@liaison/contracts';
import { ask, carryOut, erasing, gone, hold, lift, type Erasing } from '../kit/erasing.js';
import { everyCell } from '../kit/rows.js';
import { as, ok, type Person } from '../kit/world.js';

let room: Erasing;

beforeAll(async () => {
  room = await erasing();
});
afterAll(() => room.world.close());

const kept = async (who: Person, name: string, filters: LogFilters): Promise<void> =>
  void ok(await as(who).post('/log/queries', { name, filters }));
const keptBy = async (who: Person) => ok(await as(who).get<readonly SavedLogQuery[]>('/log/queries'));

/** Each filter that names nobody and holds no words of theirs; who adds a filter says here or beside `person` which it is. */
const unnamed = (): Omit<Required<LogFilters>, 'person' | 'object' | 'groundText'> => ({
  from: '2025-09-01',
  to: '2025-10-01',
  operation: room.world.operation.id,
  agency: room.world.fr.id,
  reference: 'VIDTF17-7K3Q',
  class: ['consultation'],
  act: 'dataset.view',
  outcome: 'success',
  ground: 'stated',
  ownActs: 'hidden',
});

it('of others’ kept questions the erased person goes from every filter, with the words, and all else stays', async () => {
  const { world, nlAuditor, frAuditor } = room;
  const person = await gone(room, 'nola.named');
  const left = unnamed();
  await kept(nlAuditor, 'All that Nola did', {
    ...left,
    person: person.id,
    object: person.id,
    groundText: 'words of nola.named',
  });
  await kept(nlAuditor, 'Look at Nola', { object: person.id, ownActs: 'hidden' });
  await kept(nlAuditor, 'Everybody', { act: 'dataset.view', groundText: 'quality' });
  ok(await carryOut(frAuditor, ok(await ask(world.fr.coordinator, person.id))));

  const seen = await keptBy(nlAuditor);
  expect(seen.map(({ name }) => name)).toEqual(['(erased)', 'Everybody']);
  expect(seen.map((one) => one.filters)).toEqual(
    expect.arrayContaining([left, { act: 'dataset.view', groundText: 'quality' }]),
  );
  // Never by letters alone: of so many salts one holds them by chance.
  expect(await everyCell(world.server)).not.toMatch(/nola[. ]named|nola did|at nola/i);
});

it('takes no filter in which an erasure would not find the person again', async () => {
  const { nlAuditor, world } = room;
  const shouted = world.luc.id.toUpperCase();
  for (const filters of [{ person: shouted }, { object: shouted }])
    expect(await as(nlAuditor).post('/log/queries', { name: 'Shouted', filters })).toMatchObject({ status: 400 });
});

it('another side’s kept questions and lifted holds about them stay, and the person goes from them', async () => {
  const { world, nlAuditor, frAuditor } = room;
  const person = await gone(room, 'kay.kept');
  const filters = { person: person.id, outcome: 'failure' };
  ok(await as(nlAuditor).post('/log/queries', { name: 'What Kay did', filters }));
  await lift(nlAuditor, ok(await hold(nlAuditor, { subject: person.id, reason: 'Kay is suspected' })));
  ok(await carryOut(frAuditor, ok(await ask(world.fr.coordinator, person.id))));
  expect(ok(await as(nlAuditor).get('/log/queries'))).toContainEqual(
    expect.objectContaining({ name: '(erased)', filters: { outcome: 'failure' } }),
  );
  expect(ok(await as(nlAuditor).get<readonly LegalHold[]>('/log/holds'))).toContainEqual(
    expect.objectContaining({
      kind: 'person',
      subject: null,
      reason: '(erased)',
      setBy: expect.anything() as unknown,
    }),
  );
  const cells = await everyCell(world.server);
  for (const canary of ['What Kay did', 'Kay is suspected']) expect(cells).not.toContain(canary);
});
