import type { AccessRecordView, LogGroundView, Page } from '@liaison/contracts';
import { logGrounds } from '@liaison/domain';
import { recordsOf } from '../kit/log.js';
import { as, ok, signInAgain, twoAgencies, type Person, type TwoAgencies } from '../kit/world.js';

let world: TwoAgencies;
let auditor: Person;

beforeAll(async () => {
  world = await twoAgencies();
  // Becomes one without saying why, unlike the kit's auditors.
  auditor = await world.nl.person('new.auditor');
  ok(await as(world.nl.coordinator).patch(`/agency/people/${auditor.id}`, { duties: ['auditor'] }));
  await signInAgain(auditor);
});
afterAll(() => world.close());

const questions = [
  '/log',
  '/log.csv',
  '/log/counts',
  '/log/counts.csv',
  '/log/volumes',
  '/log/volumes.csv',
  `/log/opened?object=0199502e-1111-7222-8333-444455556666`,
  `/log/could-see?person=0199502e-1111-7222-8333-444455556666&at=2025-01-01`,
  '/log/records/0199502e-1111-7222-8333-444455556666',
  '/log/queries',
  '/log/anomalies',
  '/log/enquiries',
  '/log/tree',
  '/log/checkpoint',
  '/log/records/0199502e-1111-7222-8333-444455556666/proof',
  '/log/holds',
  '/log/subscriptions',
];

describe('before a session has said what it reads the log for', () => {
  it.each(questions)('%s is refused with the list of grounds', async (path) => {
    const answer = await as(auditor).get(path);
    expect(answer).toMatchObject({
      status: 409,
      body: { reason: 'log_ground_required', extra: { grounds: logGrounds } },
    });
  });

  it('neither is an extract taken', async () => {
    const answer = await as(auditor).post('/log/extracts', { from: '2025-01-01T00:00:00Z' });
    expect(answer).toMatchObject({ status: 409, body: { reason: 'log_ground_required' } });
  });

  it('it may ask whether it has', async () => {
    expect(ok(await as(auditor).get<LogGroundView>('/log/ground'))).toEqual({ ground: null, at: null });
  });

  it('nothing but the list of the directive is taken', async () => {
    const answer = await as(auditor).post('/log/ground', { ground: 'curiosity' });
    expect(answer).toMatchObject({ status: 400, body: { fields: [{ path: 'ground' }] } });
  });
});

describe('once it has', () => {
  it('that is a record, and so is the ground with every look-up', async () => {
    const records = await recordsOf({ world }, async () => {
      ok(await as(auditor).post('/log/ground', { ground: 'lawfulness' }));
      ok(await as(auditor).get<Page<AccessRecordView>>('/log'));
    });
    expect(records).toMatchObject([
      { class: 'log_access', act: 'log.state_ground', ground: 'lawfulness' },
      { class: 'log_access', act: 'log.read', ground: 'lawfulness' },
    ]);
  });

  it('another one needs another session', async () => {
    ok(await as(auditor).post('/log/ground', { ground: 'lawfulness' }));
    const answer = await as(auditor).post('/log/ground', { ground: 'criminal_proceedings' });
    expect(answer).toMatchObject({ status: 409, body: { reason: 'log_ground_stated' } });
    await signInAgain(auditor);
    expect(await as(auditor).get('/log')).toMatchObject({ status: 409 });
    ok(await as(auditor).post('/log/ground', { ground: 'criminal_proceedings' }));
    expect((await as(auditor).get('/log')).status).toBe(200);
  });
});

it('nobody but auditors and oversight states one', async () => {
  const [record] = await recordsOf({ world }, async () => {
    const answer = await as(world.nl.coordinator).post('/log/ground', { ground: 'lawfulness' });
    expect(answer.status).toBe(403);
  });
  expect(record).toMatchObject({ class: 'denial', act: 'log.state_ground' });
});
