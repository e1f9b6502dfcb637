import type { LegalHold } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { ask, carryOut, erasing, gone as goneOf, hold, lift, log, type Erasing } from '../kit/erasing.js';
import { asOperator } from '../kit/log.js';
import { sequenced } from '../kit/sequenced.js';
import { as, ok, type Person } from '../kit/world.js';

let room: Erasing;
let world: Erasing['world'];
let nlAuditor: Person;
let frAuditor: Person;
let dataset: string;

beforeAll(async () => {
  room = await erasing();
  ({ world, nlAuditor, frAuditor, dataset } = room);
});
afterAll(() => world.close());

const gone = (handle: string): Promise<Person> => goneOf(room, handle);

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

  it('says when it is set how many records it covers, of its times alone', async () => {
    const person = await gone('cora.counted');
    const set = ok(await hold(frAuditor, { subject: person.id }));
    const covered = [
      ...(await log(frAuditor, `person=${person.id}`)),
      ...(await log(frAuditor, `object=${person.id}`)),
    ];
    expect(set.covers).toBe(new Set(covered.map(({ id }) => id)).size);
    const early = ok(await hold(frAuditor, { subject: person.id, to: '2020-01-01' }));
    expect(early.covers).toBe(0);
    const late = ok(await hold(frAuditor, { subject: person.id, from: '2030-01-01' }));
    expect(late.covers).toBe(0);
    const ofObject = ok(await hold(nlAuditor, { kind: 'object', subject: dataset }));
    expect(ofObject.covers).toBe((await log(nlAuditor, `object=${dataset}`)).length);
    await lift(nlAuditor, ofObject);
    await lift(frAuditor, late);
    await lift(frAuditor, early);
    await lift(frAuditor, set);
  });

  it('stands also where what it covers cannot be counted', async () => {
    const person = await gone('una.uncounted');
    await asOperator({ world }, 'alter function find_lines rename to find_lines_kept');
    const set = ok(await hold(frAuditor, { subject: person.id }));
    await asOperator({ world }, 'alter function find_lines_kept rename to find_lines');
    expect(set.covers).toBeNull();
    await lift(frAuditor, set);
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

  it('of oversight covers the operations that its agency hosts, and blocks', async () => {
    const oversight = await world.nl.officer(`over.${newId().slice(-12)}`);
    const person = await gone('ove.seen');
    const erasure = ok(await ask(world.fr.coordinator, person.id));
    const set = ok(await hold(oversight, { kind: 'operation', subject: world.operation.id }));
    expect(ok(await as(nlAuditor).get<readonly LegalHold[]>('/log/holds')).map(({ id }) => id)).not.toContain(set.id);
    expect(await carryOut(frAuditor, erasure)).toMatchObject({
      status: 409,
      body: { reason: 'held', extra: { holds: [], others: true } },
    });
    expect(await as(nlAuditor).post(`/log/holds/${set.id}/lift`, { reason: 'x' })).toMatchObject({ status: 404 });
    await lift(oversight, set);
    expect(ok(await carryOut(frAuditor, erasure))).toMatchObject({ state: 'done' });
  });

  it('is set by nobody but auditors, and by oversight', async () => {
    for (const who of [world.luc, world.fr.coordinator])
      expect(await hold(who, { subject: newId() })).toMatchObject({ status: 403 });
  });
});
