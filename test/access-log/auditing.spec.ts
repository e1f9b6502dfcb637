import type { AnomaliesView, AnomalyView, LogEnquiry, SavedLogQuery } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { recordsOf } from '../kit/log.js';
import { ground, registry, sharedWithAll, viewed, type Registry } from '../kit/registry.js';
import { as, ok, type Person } from '../kit/world.js';

let world: Registry;
let auditor: Person;
let colleague: Person;
let frAuditor: Person;
let dataset: string;

beforeAll(async () => {
  world = await registry();
  auditor = await world.nl.person('auditor', 'auditor');
  colleague = await world.nl.person('auditor.two', 'auditor');
  frAuditor = await world.fr.person('auditor', 'auditor');
  ({ dataset } = await sharedWithAll(world));
  await viewed(world.luc, dataset, ground);
});
afterAll(() => world.close());

describe('a kept question', () => {
  const keep = (who: Person, change: object = {}) =>
    as(who).post<SavedLogQuery>('/log/queries', { name: 'Exports', filters: { act: 'register.export' }, ...change });
  const kept = async (who: Person) => ok(await as(who).get<readonly SavedLogQuery[]>('/log/queries'));

  it('is looked at and kept by acts of their own names', async () => {
    const found = await recordsOf({ world }, async () => {
      await kept(auditor);
      const { id } = ok(await keep(auditor));
      ok(await as(auditor).delete(`/log/queries/${id}`));
    });
    expect(found.map(({ act }) => act)).toEqual(['log.view_queries', 'log.keep_query', 'log.keep_query']);
  });

  it('is its keeper’s alone', async () => {
    const { id } = ok(await keep(auditor, { withinHours: 168 }));
    expect(await kept(auditor)).toMatchObject([{ id, filters: { act: 'register.export' }, withinHours: 168 }]);
    expect(await kept(colleague)).toEqual([]);
    expect(await as(colleague).delete(`/log/queries/${id}`)).toMatchObject({ status: 404 });
    ok(await as(auditor).delete(`/log/queries/${id}`));
    expect(await kept(auditor)).toEqual([]);
  });

  it.each([
    ['a filter that is none', { filters: { words: 'x' } }],
    ['a person that is no id', { filters: { person: 'ana' } }],
    ['no name', { name: '' }],
  ])('is refused with %s', async (_name, change) => {
    expect(await keep(auditor, change)).toMatchObject({ status: 400 });
    expect(await kept(auditor)).toEqual([]);
  });
});

describe('an anomaly', () => {
  const find = async (who: Person): Promise<AnomaliesView> => ok(await as(who).get<AnomaliesView>('/log/anomalies'));
  const today = (): string => world.clock.now().toISOString().slice(0, 10);
  const answer = (who: Person, state: string, kind = 'out_of_hours', person = world.ana.id) =>
    as(who).post<AnomalyView>(`/log/anomalies/${kind}/${person}/${today()}`, { state, why: 'On call that night' });

  it('is not looked for out of hours that are not stated: oversight is told of which agencies', async () => {
    const officer = await world.nl.officer();
    const why = 'The hours of DE, FR and NL are not stated: no out-of-hours anomalies for them.';
    const none = { kind: 'out_of_hours', agencies: ['DE', 'FR', 'NL'], why };
    expect((await find(officer)).notLookedFor).toEqual([none]);
    const hours = { zone: 'UTC', weekdays: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 24 };
    for (const { coordinator } of [world.fr, world.de]) ok(await as(coordinator).patch('/agency', { hours }));
    expect((await find(officer)).notLookedFor).toMatchObject([
      { agencies: ['NL'], why: 'The hours of NL are not stated: no out-of-hours anomalies for it.' },
    ]);
  });

  it('out of hours waits until the agency has stated them', async () => {
    const { items, notLookedFor } = await find(auditor);
    expect(items.filter(({ kind }) => kind === 'out_of_hours')).toEqual([]);
    expect(notLookedFor).toMatchObject([{ kind: 'out_of_hours', agencies: ['NL'] }]);
  });

  describe('of one’s own people', () => {
    beforeAll(async () => {
      const weekday = ((world.clock.now().getUTCDay() + 6) % 7) + 1;
      const hours = { zone: 'UTC', weekdays: [(weekday % 7) + 1], from: 8, to: 9 };
      ok(await as(world.nl.coordinator).patch('/agency', { hours }));
    });

    it('is explained with its figures, and told to its own auditors alone', async () => {
      const found = (await find(auditor)).items.find(({ person }) => person.id === world.ana.id);
      expect(found).toMatchObject({ kind: 'out_of_hours', day: today(), state: 'open', answers: [] });
      expect(found?.explanation).toMatch(/^\d+ of \d+ consultations and disclosures on .* outside/);
      expect((await find(frAuditor)).items).toEqual([]);
    });

    it('is explained or escalated by name, with every answer kept and an act each', async () => {
      const records = await recordsOf({ world }, async () => void ok(await answer(auditor, 'escalated')));
      expect(records).toMatchObject([{ class: 'log_access', act: 'log.answer_anomaly', person: auditor.id }]);
      world.clock.stepSeconds(1);
      ok(await answer(colleague, 'explained'));
      const found = (await find(auditor)).items.find(({ person }) => person.id === world.ana.id);
      expect(found).toMatchObject({
        state: 'explained',
        answers: [
          { state: 'escalated', by: { id: auditor.id } },
          { state: 'explained', by: { id: colleague.id }, why: 'On call that night' },
        ],
      });
    });

    it('stays what it was when the agency states other hours afterwards', async () => {
      world.clock.stepSeconds(1);
      const hours = { zone: 'UTC', weekdays: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 24 };
      ok(await as(world.nl.coordinator).patch('/agency', { hours }));
      const found = (await find(auditor)).items.find(({ person }) => person.id === world.ana.id);
      expect(found).toMatchObject({ kind: 'out_of_hours', state: 'explained', answers: [{}, {}] });
    });

    it.each([
      ['of another agency’s person', () => answer(frAuditor, 'explained')],
      ['that there is not', () => answer(auditor, 'explained', 'unusual_volume')],
      ['of nobody', () => answer(auditor, 'explained', 'out_of_hours', newId())],
    ])('is not answered %s', async (_name, act) => {
      expect(await act()).toMatchObject({ status: 404 });
    });
  });

  it('is refused more days than three months', async () => {
    expect(await as(auditor).get('/log/anomalies?from=2025-01-01&to=2025-09-01')).toMatchObject({ status: 400 });
  });
});

describe('an enquiry', () => {
  const list = async (who: Person) => ok(await as(who).get<readonly LogEnquiry[]>('/log/enquiries'));
  const recordOf = async (who: Person): Promise<string> => {
    const path = `/log?object=${dataset}&person=${world.luc.id}&act=dataset.view`;
    return ok(await as(who).get<{ items: readonly { id: string }[] }>(path)).items[0]?.id ?? '';
  };
  let enquiry: LogEnquiry;

  it('goes to the auditors of the record’s person, and names nobody of the other side', async () => {
    const record = await recordOf(auditor);
    enquiry = ok(await as(auditor).post<LogEnquiry>('/log/enquiries', { record, question: 'On which task was this?' }));
    expect(enquiry).toMatchObject({ mine: 'asking', asked: { code: 'FR' }, askedBy: { id: auditor.id }, answer: null });
    expect(await list(frAuditor)).toMatchObject([
      { id: enquiry.id, record, recordAct: 'dataset.view', mine: 'asked', askedBy: null },
    ]);
    expect((await as(frAuditor).get('/log/enquiries')).text).not.toContain(auditor.id);
  });

  it('is one at a time about a record', async () => {
    const input = { record: enquiry.record, question: 'And again?' };
    expect(await as(colleague).post('/log/enquiries', input)).toMatchObject({ status: 409, body: { reason: 'asked' } });
    expect(await list(frAuditor)).toHaveLength(1);
  });

  it('is answered once, by the side that was asked, and both are records', async () => {
    const path = `/log/enquiries/${enquiry.id}/answer`;
    expect(await as(auditor).post(path, { answer: 'mine' })).toMatchObject({ status: 404 });
    const records = await recordsOf(
      { world },
      async () => void ok(await as(frAuditor).post(path, { answer: 'A claim.' })),
    );
    expect(records).toMatchObject([{ act: 'log.answer_enquiry', person: frAuditor.id, recipients: [world.nl.id] }]);
    expect(records[0]?.whole).not.toContain('A claim.');
    expect(await as(frAuditor).post(path, { answer: 'again' })).toMatchObject({ status: 409 });
    expect(await list(auditor)).toMatchObject([{ answer: 'A claim.', answeredBy: null }]);
  });

  it('is not made of one’s own people’s records, nor of what is not shown', async () => {
    const own = await recordOf(frAuditor);
    const put = (who: Person, record: string) => as(who).post('/log/enquiries', { record, question: 'Why?' });
    expect(await put(frAuditor, own)).toMatchObject({ status: 404 });
    expect(await put(auditor, newId())).toMatchObject({ status: 404 });
    const deAuditor = await world.de.person('auditor', 'auditor');
    expect(await put(deAuditor, own)).toMatchObject({ status: 404 });
    expect(await list(deAuditor)).toEqual([]);
  });
});

it('the record of a look-up says what it showed', async () => {
  const path = `/log?object=${dataset}`;
  const { items } = ok(await as(auditor).get<{ items: readonly { id: string }[] }>(path));
  const first = items[0]?.id ?? '';
  const next = `${world.clock.now().toISOString()}/${first}`;
  const found = await recordsOf({ world }, async () => {
    ok(await as(auditor).get(path));
    ok(await as(auditor).get(`${path}&next=${encodeURIComponent(next)}`));
    ok(await as(auditor).get('/log/counts?zone=Europe/Paris'));
  });
  const details = found.map(({ whole }) => whole);
  for (const told of [`"records": ${items.length}`, `"first": "${first}"`, `"last": "${items.at(-1)?.id}"`])
    expect(details[0]).toContain(told);
  expect(details[1]).toContain(`"next": "${next}"`);
  expect(details[2]).toContain('"zone": "Europe/Paris"');
});
