import type { Erasure, LegalHold, LogEnquiry } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import type { Tx } from '@liaison/persistence';
import { Sweep } from '../../apps/server/src/access-log/erasure/sweep.js';
import { asOperator, rowsOf } from '../kit/log.js';
import { recorded } from '../kit/recorded.js';
import { everyCell } from '../kit/rows.js';
import { inSession } from '../kit/second-lock.js';
import { sequenced } from '../kit/sequenced.js';
import { as, ok, readsTheLog, signInAgain, twoAgencies, type Person, type TwoAgencies } from '../kit/world.js';

/** Whatever destroys and whatever keeps stand in one line: nothing comes between a look and what follows it. */
const address = '198.51.100.77';
let world: TwoAgencies;
let auditor: Person;
let nlAuditor: Person;
let gone: Person;
let record: string | undefined;

beforeEach(async () => {
  world = await twoAgencies();
  auditor = await world.fr.person('auditor', 'auditor');
  nlAuditor = await world.nl.person('auditor', 'auditor');
  gone = await world.fr.person('gone');
  const objects = [{ type: 'dataset', id: newId(), version: 1, ref: 'AB-1', owner: world.nl.id }];
  const act = { at: world.clock.now(), person: gone.id, agency: world.fr.id, address, objects };
  [record] = await recorded(world.server, [act]);
  ok(await as(world.fr.coordinator).patch(`/agency/people/${gone.id}`, { active: false }));
  await sequenced(world);
});
afterEach(() => world.close());

const asked = async (): Promise<Erasure> => {
  const input = { person: gone.id, basis: 'order' };
  return ok(await as(world.fr.coordinator).post<Erasure>('/agency/erasures', input));
};
const hold = (who = auditor) =>
  as(who).post<LegalHold>('/log/holds', { kind: 'agency', subject: who.agency.id, reason: 'Proceedings' });
const setsHold = (tx: Tx) =>
  tx.row(`select set_hold($1, 'agency', $2, null, null, 'Proceedings')`, [newId(), world.fr.id]);

const erases = (id: string, own: string) => (tx: Tx) => tx.row('select * from erase_some($1, $2, 1000)', [id, own]);
/** All of it, with the record that has to be there. */
const erasesAll = (id: string) => async (tx: Tx) => {
  const own = newId();
  await erases(id, own)(tx);
  expect(await tx.row('select finish_erasure($1, $2) as done', [id, own])).toEqual({ done: true });
  await tx.run(`insert into access_record values ('${own}', app_now(), 'erasure', 'erasure.carry_out', 'success', '')`);
};

/** A transaction of the auditor's that has done its work and is not over before `end`. */
async function open(work: (tx: Tx) => Promise<unknown>): Promise<{ end: (commit: boolean) => Promise<void> }> {
  let isDone!: () => void;
  let end!: (commit: boolean) => void;
  const [done, ended] = [new Promise<void>((tell) => (isDone = tell)), new Promise<boolean>((tell) => (end = tell))];
  const whole = inSession(world, auditor, async (tx) => {
    await work(tx);
    isDone();
    if (!(await ended)) throw new Error('taken back');
  });
  await Promise.race([done, whole]);
  return {
    end: async (commit) => {
      end(commit);
      await whole.catch(() => undefined);
    },
  };
}

/** Whether it has ended, once it has or stands in line for somebody's lock. */
async function hasEnded(work: Promise<unknown>): Promise<boolean> {
  const state = { ended: false };
  void work.finally(() => (state.ended = true));
  const line = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  for (;;) {
    if (state.ended) return true;
    if ((await rowsOf(world.server.database.adminUrl, line)).length > 0) return false;
  }
}

/** Everything that is there is due. */
async function yearsLater(): Promise<void> {
  world.clock.stepDays(1_100);
  await signInAgain(auditor);
  await readsTheLog(auditor);
  await sequenced(world);
}

it('a hold that is set while an erasure is under way waits for its end', async () => {
  const erasure = await asked();
  const erasing = await open(erases(erasure.id, newId()));
  const setting = hold();
  expect(await hasEnded(setting)).toBe(false);
  await erasing.end(false);
  ok(await setting);
});

it('an erasure that begins while a hold is being set waits, and finds it', async () => {
  const erasure = await asked();
  const setting = await open(setsHold);
  const erasing = as(auditor).post(`/agency/erasures/${erasure.id}/carry-out`);
  expect(await hasEnded(erasing)).toBe(false);
  await setting.end(true);
  expect(await erasing).toMatchObject({ status: 409, body: { reason: 'held' } });
  expect(await everyCell(world.server)).toContain(address);
});

it('a hold that is set while the sweep is under way waits for its end', async () => {
  await yearsLater();
  const ids = Array.from({ length: 5 }, () => newId());
  const sweeping = await open((tx) => tx.rows('select * from sweep_log(1000, $1)', [ids]));
  const setting = hold();
  expect(await hasEnded(setting)).toBe(false);
  await sweeping.end(false);
  ok(await setting);
});

it.each([
  ['leaves what it covers', true],
  ['goes on where it was taken back', false],
])('a sweep that begins while a hold is being set waits, and %s', async (_name, isSet) => {
  await yearsLater();
  const setting = await open(setsHold);
  const sweeping = world.server.app.get(Sweep).run();
  expect(await hasEnded(sweeping)).toBe(false);
  await setting.end(isSet);
  await sweeping;
  expect((await everyCell(world.server)).includes(address)).toBe(isSet);
});

it('a question about a record that is being erased waits for the end', async () => {
  const erasure = await asked();
  const erasing = await open(erases(erasure.id, newId()));
  const enquiring = as(nlAuditor).post('/log/enquiries', { record, question: 'Why?' });
  expect(await hasEnded(enquiring)).toBe(false);
  await erasing.end(false);
  ok(await enquiring);
  expect(await as(auditor).post(`/agency/erasures/${erasure.id}/carry-out`)).toMatchObject({
    status: 409,
    body: { reason: 'held', extra: { others: true } },
  });
});

it('what is said of somebody who is being erased waits for the end, and is refused', async () => {
  const erasing = await open(erasesAll((await asked()).id));
  const says = `insert into anomaly_answer select $1, m.reader, m.oversight, 'unusual_volume', $2, '2025-09-15', 'escalated', 'Why', $3,
    app_now() from my_log() m`;
  const saying = inSession(world, nlAuditor, (tx) => tx.run(says, [newId(), gone.id, nlAuditor.id]));
  const said = saying.catch((error: unknown) => error);
  expect(await hasEnded(said)).toBe(false);
  await erasing.end(true);
  expect(await said).toMatchObject({ code: '23505', constraint: 'person_erased' });
});

it('somebody who is made active again while they are being erased is refused at its end', async () => {
  const erasing = await open(erasesAll((await asked()).id));
  const returning = as(world.fr.coordinator).patch(`/agency/people/${gone.id}`, { active: true });
  expect(await hasEnded(returning)).toBe(false);
  await erasing.end(true);
  expect(await returning).toMatchObject({ status: 409, body: { reason: 'person_erased' } });
});

it('somebody who loses a duty while they are being erased waits with nothing in hand that the erasure comes to', async () => {
  await asOperator({ world }, `insert into agency_duty values ('${gone.id}', 'auditor', now())`);
  const erasing = await open(erases((await asked()).id, newId()));
  const changing = as(world.fr.coordinator).patch(`/agency/people/${gone.id}`, { duties: [] });
  expect(await hasEnded(changing)).toBe(false);
  await asOperator({ world }, `select from agency_duty where person = '${gone.id}' for update nowait`);
  await erasing.end(false);
  ok(await changing);
});

type Asks = (who: Person) => Promise<{ readonly status: number }>;
/** Acts that stand in line: whose auditors ask for it, and how, once what it is about is made. */
const acts: readonly [name: string, agency: 'fr' | 'nl', made: () => Promise<Asks>][] = [
  [
    'erasure.carry_out',
    'fr',
    async () => {
      const [erasure] = ok(await as(world.fr.coordinator).get<Erasure[]>('/agency/erasures'));
      return (who) => as(who).post(`/agency/erasures/${erasure?.id ?? ''}/carry-out`);
    },
  ],
  ['hold.set', 'nl', () => Promise.resolve(hold)],
  [
    'hold.lift',
    'nl',
    async () => {
      const { id } = ok(await hold(nlAuditor));
      return (who) => as(who).post(`/log/holds/${id}/lift`, { reason: 'Over' });
    },
  ],
  ['log.enquire', 'nl', () => Promise.resolve((who) => as(who).post('/log/enquiries', { record, question: 'Why?' }))],
  [
    'log.answer_enquiry',
    'nl',
    async () => {
      const objects = [{ type: 'person', id: gone.id, version: null, ref: null, owner: world.fr.id }];
      const act = { at: world.clock.now(), person: world.nl.coordinator.id, agency: world.nl.id, objects };
      const [theirs] = await recorded(world.server, [act]);
      await sequenced(world);
      const input = { record: theirs, question: 'Why?' };
      const { id } = ok(await as(auditor).post<LogEnquiry>('/log/enquiries', input));
      return (who) => as(who).post(`/log/enquiries/${id}/answer`, { answer: 'So.' });
    },
  ],
  [
    'log.answer_anomaly',
    'fr',
    async () => {
      const today = world.clock.now();
      const hours = { zone: 'UTC', weekdays: [((today.getUTCDay() + 1) % 7) + 1], from: 8, to: 9 };
      ok(await as(world.fr.coordinator).patch('/agency', { hours }));
      const anomaly = `out_of_hours/${gone.id}/${today.toISOString().slice(0, 10)}`;
      return (who) => as(who).post(`/log/anomalies/${anomaly}`, { state: 'explained', why: 'On call' });
    },
  ],
];

it.each(acts)(
  'whoever waits with %s for the end of an erasure does not keep others from their acts',
  async (_name, agency, made) => {
    const second = await world[agency].person('second', 'auditor');
    const erasure = await asked();
    const asks = await made();
    const erasing = await open(erases(erasure.id, newId()));
    // As many as one person may ask for at once.
    const waiting = [agency === 'fr' ? auditor : nlAuditor, second].flatMap((who) =>
      Array.from({ length: 8 }, () => asks(who)),
    );
    // Until all of them have come to where they wait.
    for (let n = 0; n < 20; n += 1) ok(await as(world.fr.coordinator).get('/agency/erasures'));
    const acting = as(world.nl.coordinator).patch(`/agency/people/${nlAuditor.id}`, { oversight: false });
    const first = await Promise.race([
      acting.then(() => 'acted'),
      ...waiting.map((one) => one.then(({ status }) => `waited: ${status}`)),
    ]);
    expect(first).toBe('acted');
    await erasing.end(false);
    expect((await Promise.all(waiting)).some(({ status }) => status < 300)).toBe(true);
  },
  60_000,
);
