import type { AccessRecordDetail, AccessRecordView, Erasure, LegalHold, Page } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { recordsOf } from '../kit/log.js';
import { recorded } from '../kit/recorded.js';
import { ground, registry, sharedWithAll, viewed, type Registry } from '../kit/registry.js';
import { everyCell } from '../kit/rows.js';
import { sequenced } from '../kit/sequenced.js';
import { as, ok, type Person } from '../kit/world.js';

const address = '198.51.100.77';
let world: Registry;
let nlAuditor: Person;
let frAuditor: Person;
let dataset: string;

beforeAll(async () => {
  world = await registry();
  nlAuditor = await world.nl.person('auditor', 'auditor');
  frAuditor = await world.fr.person('auditor', 'auditor');
  ({ dataset } = await sharedWithAll(world));
});
afterAll(() => world.close());

/** Somebody of FR who has read what is NL's, looked themselves up, and left. */
async function gone(handle: string): Promise<Person> {
  const person = await world.operation.member(world.fr, handle);
  await viewed(person, dataset, ground);
  await recorded(world.server, [
    {
      at: world.clock.now(),
      person: person.id,
      agency: world.fr.id,
      operation: world.operation.id,
      address,
      ground: `words of ${handle}`,
      objects: [{ type: 'dataset', id: dataset, version: 1, ref: 'AB-1', owner: world.nl.id }],
    },
  ]);
  ok(await as(world.fr.coordinator).patch(`/agency/people/${person.id}`, { active: false }));
  await sequenced(world);
  return person;
}

const ask = (who: Person, person: string) =>
  as(who).post<Erasure>('/agency/erasures', { person, basis: 'right_to_erasure' });
const carryOut = (who: Person, { id }: Pick<Erasure, 'id'>) =>
  as(who).post<Erasure>(`/agency/erasures/${id}/carry-out`);
const log = async (who: Person, query: string) => ok(await as(who).get<Page<AccessRecordView>>(`/log?${query}`)).items;
const hold = (who: Person, change: object) =>
  as(who).post<LegalHold>('/log/holds', { kind: 'person', reason: 'Proceedings 7', ...change });
const lift = async (who: Person, { id }: LegalHold) =>
  ok(await as(who).post<LegalHold>(`/log/holds/${id}/lift`, { reason: 'Over' }));

describe('a person’s erasure', () => {
  it('is asked for by a coordinator, carried out by an auditor, and leaves nothing of theirs', async () => {
    const person = await gone('zilpha.quetzal');
    await as(frAuditor).post('/log/queries', { name: 'One', filters: { person: person.id } });
    await log(frAuditor, `person=${person.id}`);
    const [theirs] = await log(nlAuditor, `person=${person.id}`);
    ok(await as(nlAuditor).post('/log/enquiries', { record: theirs?.id, question: 'What did Zilpha want?' }));
    const asked = ok(await ask(world.fr.coordinator, person.id));
    expect(asked).toMatchObject({ state: 'asked', person: { id: person.id } });
    const before = await everyCell(world.server);
    for (const canary of [address, 'words of zilpha', 'Zilpha Quetzal', 'zilpha.quetzal'])
      expect(before).toContain(canary);

    const acts = await recordsOf({ world }, async () => {
      const done = ok(await carryOut(frAuditor, asked));
      expect(done).toMatchObject({ state: 'done', person: null, settledBy: { id: frAuditor.id } });
      expect(done.records).toBeGreaterThan(3);
    });
    expect(acts).toMatchObject([{ class: 'erasure', act: 'erasure.carry_out', person: frAuditor.id }]);
    expect(acts[0]?.whole).not.toContain(person.id);
    await sequenced(world);
    const after = await everyCell(world.server);
    for (const canary of [address, 'words of zilpha', 'Zilpha', 'zilpha']) expect(after).not.toContain(canary);
    for (const who of [frAuditor, nlAuditor]) expect(await log(who, `person=${person.id}`)).toEqual([]);
  });

  it('leaves another agency what is its own, and the time and act of what was done', async () => {
    const person = await gone('yvo.perdu');
    const [record] = await log(nlAuditor, `person=${person.id}&act=dataset.view`);
    const erasure = ok(await ask(world.fr.coordinator, person.id));
    ok(await carryOut(frAuditor, erasure));
    const path = `/log/records/${record?.id ?? ''}`;
    const seen = ok(await as(nlAuditor).get<AccessRecordDetail>(path));
    expect(seen).toMatchObject({
      at: record?.at,
      act: 'dataset.view',
      agency: world.fr.id,
      person: null,
      personName: null,
    });
    expect(seen.objects).toContainEqual(expect.objectContaining({ type: 'dataset', id: dataset }));
    expect(await log(nlAuditor, `object=${dataset}&agency=${world.fr.id}`)).toContainEqual(
      expect.objectContaining({ id: record?.id, person: null }),
    );
    const own = ok(await as(frAuditor).get<AccessRecordDetail>(path));
    expect(own).toMatchObject({
      agency: world.fr.id,
      person: null,
      address: null,
      session: null,
      ground: null,
      rule: null,
    });
  });

  it.each([
    ['by an auditor', () => frAuditor, 403],
    ['by another agency’s coordinator', () => world.nl.coordinator, 404],
    ['by a member', () => world.luc, 403],
  ])('is not asked for %s', async (_name, who, status) => {
    const person = await gone(`left.${newId().slice(-12)}`);
    expect(await ask(who(), person.id)).toMatchObject({ status });
  });

  it('is not asked for of somebody who is there, or twice', async () => {
    const person = await gone('theo.twice');
    expect(await ask(world.fr.coordinator, world.luc.id)).toMatchObject({
      status: 409,
      body: { reason: 'person_active' },
    });
    const erasure = ok(await ask(world.fr.coordinator, person.id));
    const again = await ask(world.fr.secondCoordinator, person.id);
    expect(again).toMatchObject({ status: 409, body: { reason: 'erasure_asked' } });
    expect(await carryOut(world.fr.coordinator, erasure)).toMatchObject({ status: 403 });
    expect(await carryOut(nlAuditor, erasure)).toMatchObject({ status: 404 });
    ok(await as(frAuditor).post(`/agency/erasures/${erasure.id}/refuse`));
    expect(await carryOut(frAuditor, erasure)).toMatchObject({ status: 409, body: { reason: 'erasure_settled' } });
    expect(await log(frAuditor, `person=${person.id}`)).not.toEqual([]);
  });

  it('is not carried out when its person is back', async () => {
    const person = await gone('rosa.back');
    const erasure = ok(await ask(world.fr.coordinator, person.id));
    ok(await as(world.fr.coordinator).patch(`/agency/people/${person.id}`, { active: true }));
    expect(await carryOut(frAuditor, erasure)).toMatchObject({ status: 409, body: { reason: 'erasure_not_ready' } });
    expect(await log(frAuditor, `person=${person.id}`)).not.toEqual([]);
  });
});

describe('a legal hold', () => {
  it.each([
    ['on the person', () => frAuditor, (person: string) => ({ subject: person })],
    ['on their agency', () => frAuditor, () => ({ kind: 'agency', subject: world.fr.id })],
    ['on an object, by its owner', () => nlAuditor, () => ({ kind: 'object', subject: dataset })],
    ['on the operation', () => nlAuditor, () => ({ kind: 'operation', subject: world.operation.id })],
  ])('%s blocks the erasure of what it covers, until it is lifted', async (_name, who, about) => {
    const person = await gone(`held.${newId().slice(-12)}`);
    const erasure = ok(await ask(world.fr.coordinator, person.id));
    const set = ok(await hold(who(), about(person.id)));
    const before = await log(frAuditor, `person=${person.id}`);
    const refused = await carryOut(frAuditor, erasure);
    const own = who() === frAuditor;
    expect(refused).toMatchObject({
      status: 409,
      body: { reason: 'held', extra: { holds: own ? [set.id] : [], others: !own } },
    });
    expect(await log(frAuditor, `person=${person.id}`)).toEqual(before);
    expect(await lift(who(), set)).toMatchObject({ liftedBy: { id: who().id }, whyLifted: 'Over' });
    expect(ok(await carryOut(frAuditor, erasure))).toMatchObject({ state: 'done' });
  });

  it('covers the times it names, and nothing of another side', async () => {
    const person = await gone('tia.times');
    const erasure = ok(await ask(world.fr.coordinator, person.id));
    const until = new Date(world.clock.now().getTime() - 86_400_000).toISOString();
    const early = ok(await hold(frAuditor, { kind: 'agency', subject: world.fr.id, to: until }));
    const strange = ok(await hold(nlAuditor, { kind: 'object', subject: newId() }));
    expect(await as(nlAuditor).post(`/log/holds/${early.id}/lift`, { reason: 'x' })).toMatchObject({ status: 404 });
    expect(ok(await as(nlAuditor).get<readonly LegalHold[]>('/log/holds'))).not.toContainEqual(
      expect.objectContaining({ id: early.id }),
    );
    expect(ok(await carryOut(frAuditor, erasure))).toMatchObject({ state: 'done' });
    await lift(frAuditor, early);
    await lift(nlAuditor, strange);
    expect(await as(frAuditor).post(`/log/holds/${early.id}/lift`, { reason: 'x' })).toMatchObject({ status: 409 });
  });

  it('names its object as the records of its side do', async () => {
    await sequenced(world);
    const records = await log(nlAuditor, `object=${dataset}`);
    const named = records.flatMap(({ objects }) => objects.filter(({ id, ref }) => id === dataset && ref !== null));
    const set = ok(await hold(nlAuditor, { kind: 'object', subject: dataset }));
    expect(named.map(({ ref }) => ref)).toContain(set.reference);
    const elsewhere = await world.de.person('auditor', 'auditor');
    expect(ok(await hold(elsewhere, { kind: 'object', subject: dataset }))).toMatchObject({ reference: null });
    expect(ok(await hold(nlAuditor, { kind: 'object', subject: newId() }))).toMatchObject({ reference: null });
    expect(ok(await hold(nlAuditor, { subject: world.luc.id }))).toMatchObject({ reference: null });
    for (const one of ok(await as(nlAuditor).get<readonly LegalHold[]>('/log/holds')))
      if (one.liftedAt === null) await lift(nlAuditor, one);
  });

  it.each([
    ['of no kind', { kind: 'room' }, 400],
    ['without a reason', { reason: '' }, 400],
    ['on no id', { subject: 'ana' }, 400],
    ['that ends before it begins', { from: '2026-02-01', to: '2026-01-01' }, 400],
  ])('%s is refused', async (_name, change, status) => {
    expect(await hold(frAuditor, { subject: newId(), ...change })).toMatchObject({ status });
  });

  it('is set by nobody but auditors, and by oversight', async () => {
    for (const who of [world.luc, world.fr.coordinator])
      expect(await hold(who, { subject: newId() })).toMatchObject({ status: 403 });
  });
});
