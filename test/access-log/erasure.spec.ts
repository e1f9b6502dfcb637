import type { AccessRecordDetail, LogEnquiry, LogVolumes } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { address, ask, carryOut, elsewhere, erasing, gone as goneOf, hold, log, type Erasing } from '../kit/erasing.js';
import { asOperator, recordsOf, rowsOf } from '../kit/log.js';
import { recorded } from '../kit/recorded.js';
import { command, ground, made } from '../kit/registry.js';
import { everyCell } from '../kit/rows.js';
import { sequenced } from '../kit/sequenced.js';
import { as, ok, readsTheLog, signInAgain, type Person } from '../kit/world.js';

let room: Erasing;
let world: Erasing['world'];
let nlAuditor: Person;
let frAuditor: Person;

beforeAll(async () => {
  room = await erasing();
  ({ world, nlAuditor, frAuditor } = room);
});
afterAll(() => world.close());

const gone = (handle: string): Promise<Person> => goneOf(room, handle);
const enquired = async (record: string | undefined, question: string): Promise<LogEnquiry> =>
  ok(await as(nlAuditor).post<LogEnquiry>('/log/enquiries', { record, question }));
const answered = async ({ id }: LogEnquiry, answer: string): Promise<unknown> =>
  ok(await as(frAuditor).post(`/log/enquiries/${id}/answer`, { answer }));

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
    expect(seen.objects).toContainEqual(expect.objectContaining({ type: 'dataset', id: room.dataset }));
    expect(await log(nlAuditor, `object=${room.dataset}&agency=${world.fr.id}`)).toContainEqual(
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

  it('is named field by field wherever the record is shown, and a ground that was stated stays stated', async () => {
    const person = await gone('sara.sealed');
    const records = await log(frAuditor, `person=${person.id}&act=dataset.view&ground=stated`);
    const words = records.find(({ ground }) => ground === 'words of sara.sealed');
    const id = words?.id ?? '';
    ok(await carryOut(frAuditor, ok(await ask(world.fr.coordinator, person.id))));
    const own = ok(await as(frAuditor).get<AccessRecordDetail>(`/log/records/${id}`));
    const fields = ['address', 'compartment', 'detail', 'ground', 'person', 'recipients', 'role', 'rule', 'session'];
    expect(own).toMatchObject({ erased: fields, groundStated: true, detail: null, recipients: null, ground: null });
    const seen = ok(await as(nlAuditor).get<AccessRecordDetail>(`/log/records/${id}`));
    expect(seen).toMatchObject({ erased: ['person', 'role'], groundStated: true, seenAs: 'information' });
    expect(await log(frAuditor, 'act=dataset.view&ground=stated')).toContainEqual(expect.objectContaining({ id }));

    const rows = (await as(frAuditor).get('/log.csv?act=dataset.view')).text.split('\r\n');
    const row = rows.find((one) => one.startsWith(id))?.split(';') ?? [];
    const header = rows[0]?.split(';') ?? [];
    for (const name of ['person', 'name', 'role', 'ground', 'address', 'session', 'rule', 'compartment'])
      expect([name, row[header.indexOf(name)]]).toEqual([name, 'erased']);
    expect(row[header.indexOf('ground stated')]).toBe('yes');

    const { people } = ok(await as(frAuditor).get<LogVolumes>('/log/volumes?act=dataset.view'));
    expect(people.filter((one) => one.erased)).toMatchObject([{ person: null, agency: world.fr.id }]);
    expect((await as(frAuditor).get('/log/volumes.csv?act=dataset.view')).text).toContain('FR;erased;erased;');
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

  it('is not asked for where the agency has no auditor who could carry it out', async () => {
    const dk = await world.agency('DK');
    const person = await dk.person('noor.nobody');
    const auditor = await dk.person('ada.away', 'auditor');
    for (const { id } of [person, auditor])
      ok(await as(dk.coordinator).patch(`/agency/people/${id}`, { active: false }));
    expect(await ask(dk.coordinator, person.id)).toMatchObject({ status: 409, body: { reason: 'no_auditor' } });
    expect(ok(await as(dk.coordinator).get('/agency/erasures'))).toEqual([]);
    ok(await as(dk.coordinator).patch(`/agency/people/${auditor.id}`, { active: true }));
    expect(ok(await ask(dk.coordinator, person.id))).toMatchObject({ state: 'asked' });
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

  it('takes a colleague’s search for what they wrote along', async () => {
    const person = await gone('sia.searched');
    ok(await as(world.luc).get(`/search?from=${person.id}&ground=${encodeURIComponent(ground)}`));
    await sequenced(world);
    const namedIn = () =>
      rowsOf(world.server.database.adminUrl, 'select 1 from access_body where position($1 in detail::text) > 0', [
        person.id,
      ]);
    expect(await namedIn()).toHaveLength(1);
    ok(await carryOut(frAuditor, ok(await ask(world.fr.coordinator, person.id))));
    expect(await namedIn()).toEqual([]);
  });

  it('is not carried out by an auditor who was made one after it was asked for', async () => {
    const person = await gone('lena.late');
    const erasure = ok(await ask(world.fr.coordinator, person.id));
    // Whatever a server's clock says: this one's is behind.
    world.clock.stepMinutes(-10);
    const late = await world.fr.person(`late.${newId().slice(-12)}`, 'auditor');
    world.clock.stepMinutes(10);
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

describe('who is erased', () => {
  it('is nobody of whom something new is said: no hold, no second erasure, and the answer says why', async () => {
    const person = await gone('nell.never');
    ok(await carryOut(frAuditor, ok(await ask(world.fr.coordinator, person.id))));
    const refused = { status: 409, body: { reason: 'person_erased' } };
    for (const who of [frAuditor, nlAuditor]) expect(await hold(who, { subject: person.id })).toMatchObject(refused);
    expect(await ask(world.fr.coordinator, person.id)).toMatchObject(refused);
    const back = as(world.fr.coordinator).patch(`/agency/people/${person.id}`, { active: true });
    expect(await back).toMatchObject(refused);
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

  it('and what their own has asked is closed with it: nobody answers any more', async () => {
    const person = await gone('olga.object');
    const objects = [{ type: 'person', id: person.id, version: null, ref: null, owner: world.fr.id }];
    const [record] = await recorded(world.server, [
      { at: world.clock.now(), person: world.nl.coordinator.id, agency: world.nl.id, objects },
    ]);
    await sequenced(world);
    const enquiry = ok(await as(frAuditor).post<LogEnquiry>('/log/enquiries', { record, question: 'Why Olga?' }));
    ok(await carryOut(frAuditor, ok(await ask(world.fr.coordinator, person.id))));
    const late = as(nlAuditor).post(`/log/enquiries/${enquiry.id}/answer`, { answer: 'Olga had called.' });
    expect(await late).toMatchObject({ status: 409, body: { reason: 'answered' } });
    expect(ok(await as(nlAuditor).get<readonly LogEnquiry[]>('/log/enquiries'))).toContainEqual(
      expect.objectContaining({ id: enquiry.id, question: '(erased)', answer: '(erased)', answeredBy: null }),
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
});
