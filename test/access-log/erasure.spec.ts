import type { AccessRecordDetail, AccessRecordView, Erasure, LegalHold, LogEnquiry, Page } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { begun } from '../kit/import.js';
import { asOperator, recordsOf } from '../kit/log.js';
import { recorded } from '../kit/recorded.js';
import { command, ground, made, registry, sharedWithAll, viewed, type Registry } from '../kit/registry.js';
import { everyCell } from '../kit/rows.js';
import { sequenced } from '../kit/sequenced.js';
import { as, ok, readsTheLog, signInAgain, type Person } from '../kit/world.js';

const address = '198.51.100.77';
/** From which they failed to sign in. */
const elsewhere = '203.0.113.66';
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

/** Somebody of FR who was nominated, has read what is NL's, begun a message and an import, mistyped a password, and left. */
async function gone(handle: string): Promise<Person> {
  const person = await world.operation.member(world.fr, handle);
  await viewed(person, dataset, ground);
  await begun(world, person, { format: 'vics', reference: 'LEFT-1', origin: world.fr.id });
  ok(await as(person).put(`/drafts/${world.all}`, { text: `draft of ${handle}` }));
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
    {
      at: world.clock.now(),
      person: null,
      agency: null,
      address: elsewhere,
      class: 'sign_in',
      act: 'session.start',
      outcome: 'failure',
      objects: [{ type: 'person', id: person.id, version: null, ref: null, owner: world.fr.id }],
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
const enquired = async (record: string | undefined, question: string): Promise<LogEnquiry> =>
  ok(await as(nlAuditor).post<LogEnquiry>('/log/enquiries', { record, question }));
const answered = async ({ id }: LogEnquiry, answer: string): Promise<unknown> =>
  ok(await as(frAuditor).post(`/log/enquiries/${id}/answer`, { answer }));
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
    const enquiry = await enquired(theirs?.id, 'What did Zilpha want?');
    await answered(enquiry, 'Zilpha meant well.');
    const asked = ok(await ask(world.fr.coordinator, person.id));
    expect(asked).toMatchObject({ state: 'asked', person: { id: person.id } });
    const before = await everyCell(world.server);
    for (const canary of [address, elsewhere, 'words of zilpha', 'draft of zilpha', 'Zilpha Quetzal', 'meant well'])
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
    for (const canary of [address, elsewhere, 'Zilpha', 'zilpha', 'meant well']) expect(after).not.toContain(canary);
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

  it('leaves the words of others that mention them, and nobody is given the handle again', async () => {
    const person = await world.operation.member(world.fr, 'mona.mentioned');
    const thread = await made(command(world, world.luc, world.all, 'thread.start', { title: 'Who goes' }));
    const words = { thread, text: 'Ask @FR/mona.mentioned', language: 'en' } as const;
    ok(await command(world, world.luc, world.all, 'message.post', words));
    ok(await as(world.fr.coordinator).patch(`/agency/people/${person.id}`, { active: false }));
    await sequenced(world);
    ok(await carryOut(frAuditor, ok(await ask(world.fr.coordinator, person.id))));
    const cells = await everyCell(world.server);
    expect(cells).toContain('Ask @FR/mona.mentioned');
    for (const canary of ['mona.mentioned@fr', 'Mona Mentioned']) expect(cells).not.toContain(canary);
    const again = { name: 'Mona Other', handle: 'mona.mentioned', signInName: 'mona.other@fr' };
    expect(await as(world.fr.coordinator).post('/agency/people', again)).toMatchObject({
      status: 409,
      body: { reason: 'person_handle' },
    });
    ok(await as(world.nl.coordinator).post('/agency/people', { ...again, signInName: 'mona.other@nl' }));
  });

  it('is not carried out by an auditor who was made one after it was asked for', async () => {
    const person = await gone('lena.late');
    const erasure = ok(await ask(world.fr.coordinator, person.id));
    world.clock.stepSeconds(1);
    const late = await world.fr.person(`late.${newId().slice(-12)}`, 'auditor');
    expect(await carryOut(late, erasure)).toMatchObject({ status: 409, body: { reason: 'erasure_not_ready' } });
    expect(ok(await carryOut(frAuditor, erasure))).toMatchObject({ state: 'done' });
  });

  it('is not carried out in a session that has not said what it reads the log for', async () => {
    const person = await gone('gus.groundless');
    const erasure = ok(await ask(world.fr.coordinator, person.id));
    await signInAgain(frAuditor);
    expect(await carryOut(frAuditor, erasure)).toMatchObject({ status: 409, body: { reason: 'log_ground_required' } });
    await readsTheLog(frAuditor);
    expect(ok(await carryOut(frAuditor, erasure))).toMatchObject({ state: 'done' });
  });

  it('is not carried out when its person is back', async () => {
    const person = await gone('rosa.back');
    const erasure = ok(await ask(world.fr.coordinator, person.id));
    ok(await as(world.fr.coordinator).patch(`/agency/people/${person.id}`, { active: true }));
    expect(await carryOut(frAuditor, erasure)).toMatchObject({ status: 409, body: { reason: 'erasure_not_ready' } });
    expect(await log(frAuditor, `person=${person.id}`)).not.toEqual([]);
  });
});

describe('what another side has written about them', () => {
  const blocked = { status: 409, body: { reason: 'held', extra: { holds: [], others: true } } };

  it('blocks it as a question that waits for an answer; answered it stays, without its words', async () => {
    const person = await gone('quin.asked');
    const [record] = await log(nlAuditor, `person=${person.id}`);
    const enquiry = await enquired(record?.id, 'What did Quin want?');
    const erasure = ok(await ask(world.fr.coordinator, person.id));
    expect(await carryOut(frAuditor, erasure)).toMatchObject(blocked);
    await answered(enquiry, 'Quin was told to.');
    expect(ok(await carryOut(frAuditor, erasure))).toMatchObject({ state: 'done' });
    const kept = ok(await as(nlAuditor).get<readonly LogEnquiry[]>('/log/enquiries'));
    expect(kept).toContainEqual(
      expect.objectContaining({ id: enquiry.id, record: record?.id, question: '(erased)', answer: '(erased)' }),
    );
  });

  it('blocks it as an anomaly that oversight escalated; explained it stays, and says of nobody', async () => {
    const person = await gone('esca.lated');
    const says = (state: string, second: number): Promise<void> =>
      asOperator(
        { world },
        `insert into anomaly_answer values ('${newId()}', '${world.nl.id}', true, 'unusual_volume', '${person.id}', '2025-09-15',
           '${state}', 'why Esca', '${nlAuditor.id}', timestamptz '2025-09-15' + interval '${second} seconds')`,
      );
    await says('escalated', 1);
    const erasure = ok(await ask(world.fr.coordinator, person.id));
    expect(await carryOut(frAuditor, erasure)).toMatchObject(blocked);
    await says('explained', 2);
    expect(ok(await carryOut(frAuditor, erasure))).toMatchObject({ state: 'done' });
    const cells = await everyCell(world.server);
    expect(cells).not.toContain('why Esca');
    expect(cells.match(/,unusual_volume,,2025-09-15,\w+,\(?"?\(erased\)/g)).toHaveLength(2);
  });

  it('stays: their kept questions and lifted holds, of which person goes', async () => {
    const person = await gone('kay.kept');
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

  it('of oversight covers the operations that its agency hosts, and blocks', async () => {
    const oversight = await world.nl.person(`over.${newId().slice(-12)}`);
    ok(await as(world.nl.coordinator).patch(`/agency/people/${oversight.id}`, { duties: [], oversight: true }));
    await signInAgain(oversight);
    await readsTheLog(oversight);
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
