import type { AccessRecordView, LegalHold, Page, RetentionPeriod } from '@liaison/contracts';
import { Sweep } from '../../apps/server/src/access-log/erasure/sweep.js';
import { databaseSays } from '../kit/database.js';
import { asOperator, askedBy, recordsOf } from '../kit/log.js';
import { recorded } from '../kit/recorded.js';
import { ground, registry, sharedWithAll, viewed, type Registry } from '../kit/registry.js';
import { everyCell } from '../kit/rows.js';
import { sequenced } from '../kit/sequenced.js';
import { as, ok, readsTheLog, signInAgain, type Person } from '../kit/world.js';

const day = 86_400_000;
let world: Registry;
let nlAuditor: Person;
let frAuditor: Person;
let dataset: string;

beforeEach(async () => {
  world = await registry();
  nlAuditor = await world.nl.person('auditor', 'auditor');
  frAuditor = await world.fr.person('auditor', 'auditor');
  ({ dataset } = await sharedWithAll(world));
});
afterEach(() => world.close());

const periods = async (who: Person) => ok(await as(who).get<readonly RetentionPeriod[]>('/agency/retention'));
const set = (who: Person, of: string, days: number) =>
  as(who).send<RetentionPeriod>('PUT', `/agency/retention/${of}`, { days });
const log = async (who: Person, query: string) => ok(await as(who).get<Page<AccessRecordView>>(`/log?${query}`)).items;
const read = `act=dataset.view&object=`;

const theDatabaseSays = (time: string): Promise<void> => databaseSays(world.server.database, `timestamptz '${time}'`);

/** So many days later; everybody here signs in again, and their records bring the time into the log. */
async function later(days: number): Promise<void> {
  world.clock.stepSeconds(days * 86_400);
  for (const who of [nlAuditor, frAuditor, world.nl.coordinator, world.fr.coordinator]) await signInAgain(who);
  for (const who of [nlAuditor, frAuditor]) await readsTheLog(who);
  await sequenced(world);
}
const sweep = async (): Promise<void> => {
  await world.server.app.get(Sweep).run();
  await sequenced(world);
};

/** Luc of FR reads what is NL's, from an address and with words that are found again. */
async function reading(): Promise<void> {
  await recorded(world.server, [
    {
      at: world.clock.now(),
      person: world.luc.id,
      agency: world.fr.id,
      operation: world.operation.id,
      address: '198.51.100.77',
      ground: 'words of Luc',
      objects: [{ type: 'dataset', id: dataset, version: 1, ref: 'QUAGGA-1', owner: world.nl.id }],
    },
  ]);
  await sequenced(world);
}

describe('an agency’s period', () => {
  it('is three years for a consultation, and what its coordinator sets', async () => {
    expect(await periods(frAuditor)).toContainEqual({
      class: 'consultation',
      days: 1_095,
      defaultDays: 1_095,
      announced: null,
    });
    const acts = await recordsOf({ world }, async () => {
      ok(await set(world.fr.coordinator, 'consultation', 2_000));
    });
    expect(acts).toMatchObject([{ act: 'retention.set', class: 'privileged_action' }]);
    expect(await periods(frAuditor)).toContainEqual(expect.objectContaining({ class: 'consultation', days: 2_000 }));
    expect(await periods(nlAuditor)).toContainEqual(expect.objectContaining({ class: 'consultation', days: 1_095 }));
  });

  it('is shortened with thirty days’ notice', async () => {
    const from = new Date(world.clock.now().getTime() + 30 * day).toISOString();
    expect(ok(await set(world.fr.coordinator, 'consultation', 365))).toMatchObject({
      days: 1_095,
      announced: { days: 365, from },
    });
    await later(31);
    expect(await periods(frAuditor)).toContainEqual(
      expect.objectContaining({ class: 'consultation', days: 365, announced: null }),
    );
  });

  it('announces what comes into force first, also behind another announcement', async () => {
    const from = new Date(world.clock.now().getTime() + 30 * day).toISOString();
    ok(await set(world.fr.coordinator, 'consultation', 400));
    await later(29);
    expect(ok(await set(world.fr.coordinator, 'consultation', 399))).toMatchObject({
      days: 1_095,
      announced: { days: 400, from },
    });
    await later(2);
    expect(await periods(frAuditor)).toContainEqual(
      expect.objectContaining({
        class: 'consultation',
        days: 400,
        announced: expect.objectContaining({ days: 399 }) as unknown,
      }),
    );
  });

  it('is announced no more when a longer one was set behind it', async () => {
    ok(await set(world.fr.coordinator, 'consultation', 400));
    world.clock.stepSeconds(60);
    expect(ok(await set(world.fr.coordinator, 'consultation', 1_095))).toMatchObject({ days: 1_095, announced: null });
  });

  it('is not set by a server whose clock is behind: its notice would have begun before anybody saw it', async () => {
    await theDatabaseSays(world.clock.now().toISOString());
    world.clock.stepDays(-31);
    // More of its own records than anybody would compare it with.
    const behind = { at: world.clock.now(), person: world.luc.id, agency: world.fr.id };
    await recorded(
      world.server,
      Array.from({ length: 1_001 }, () => behind),
    );
    await signInAgain(world.fr.coordinator);
    expect(await set(world.fr.coordinator, 'consultation', 365)).toMatchObject({
      status: 503,
      body: { detail: expect.stringContaining('clock is behind') as string },
    });
    world.clock.stepDays(31);
    await signInAgain(frAuditor);
    expect(await periods(frAuditor)).toContainEqual(expect.objectContaining({ class: 'consultation', days: 1_095 }));
  });

  it.each([
    ['under a year', () => world.fr.coordinator, 'consultation', 364, 400],
    ['over ten years', () => world.fr.coordinator, 'consultation', 3_651, 400],
    ['of no class', () => world.fr.coordinator, 'gossip', 400, 400],
    ['by an auditor', () => frAuditor, 'consultation', 400, 403],
    ['by a member', () => world.luc, 'consultation', 400, 403],
  ])('is not set %s', async (_name, who, of, days, status) => {
    expect(await set(who(), of, days)).toMatchObject({ status });
  });
});

describe('the sweep', () => {
  it('takes the actor’s fields by the actor’s agency’s period, the object’s by its owner’s', async () => {
    ok(await set(world.fr.coordinator, 'consultation', 400));
    await reading();
    await later(399);
    await sweep();
    expect(await everyCell(world.server)).toContain('words of Luc');
    await later(2);
    const acts = await recordsOf({ world }, sweep);
    expect(acts).toContainEqual(expect.objectContaining({ class: 'erasure', act: 'log.sweep', person: null }));
    const cells = await everyCell(world.server);
    expect(cells).not.toContain('words of Luc');
    expect(cells).not.toContain('198.51.100.77');
    expect(cells).toContain('QUAGGA-1');
    expect(await log(nlAuditor, read + dataset)).toContainEqual(expect.objectContaining({ person: null }));
    await later(700);
    await sweep();
    expect(await everyCell(world.server)).not.toContain('QUAGGA-1');
    expect(await log(nlAuditor, read + dataset)).toEqual([]);
  });

  it('is not behind while nobody does anything: its time stands still with the log', async () => {
    await reading();
    await sweep();
    world.clock.stepDays(1_100);
    expect(await askedBy(world, frAuditor, 'select sweep_behind() as seconds')).toEqual([{ seconds: 0 }]);
    await later(1);
    const [behind] = await askedBy<{ seconds: number }>(world, frAuditor, 'select sweep_behind() as seconds');
    expect(behind?.seconds).toBeGreaterThan(0);
  });

  it('leaves what a hold covers, and takes it when that is lifted', async () => {
    await reading();
    const hold = ok(
      await as(nlAuditor).post<LegalHold>('/log/holds', { kind: 'object', subject: dataset, reason: 'Proceedings' }),
    );
    await later(1_100);
    await sweep();
    expect(await everyCell(world.server)).toContain('words of Luc');
    ok(await as(nlAuditor).post(`/log/holds/${hold.id}/lift`, { reason: 'Over' }));
    await sweep();
    expect(await everyCell(world.server)).not.toContain('words of Luc');
  });

  it('takes what is nobody’s too, and all of it in batches', async () => {
    const at = world.clock.now();
    const stranger = {
      at,
      person: null,
      agency: null,
      class: 'sign_in',
      act: 'session.start',
      address: '203.0.113.9',
    } as const;
    await recorded(
      world.server,
      Array.from({ length: 2_500 }, () => stranger),
    );
    await sequenced(world);
    await later(1_100);
    await sweep();
    expect(await everyCell(world.server)).not.toContain('203.0.113.9');
  });

  it('is not hastened by a record of a clock that is ahead', async () => {
    await theDatabaseSays('2026-01-01');
    await reading();
    const ahead = new Date(world.clock.now().getTime() + 20_000 * day);
    await recorded(world.server, [{ at: ahead, person: world.luc.id, agency: world.fr.id }]);
    await sequenced(world);
    await sweep();
    world.clock.stepDays(20_000);
    await sweep();
    expect(await everyCell(world.server)).toContain('words of Luc');
  });

  it('is not held up by one either', async () => {
    const ahead = new Date(world.clock.now().getTime() + 20_000 * day);
    await recorded(world.server, [{ at: ahead, person: world.luc.id, agency: world.fr.id, address: '203.0.113.99' }]);
    await sequenced(world);
    for (let n = 0; n < 12; n += 1) await reading();
    await later(1_100);
    await sweep();
    const cells = await everyCell(world.server);
    expect(cells).not.toContain('words of Luc');
    expect(cells).not.toContain('203.0.113.99');
  });

  it('takes nothing while the log is halted, and no hold is lifted then', async () => {
    await reading();
    const hold = ok(
      await as(nlAuditor).post<LegalHold>('/log/holds', {
        kind: 'agency',
        subject: world.nl.id,
        reason: 'Proceedings',
      }),
    );
    await later(1_100);
    await asOperator({ world }, `update log_head set halted = 'a tile is gone'`);
    await world.server.app.get(Sweep).run();
    expect(await everyCell(world.server)).toContain('words of Luc');
    const lift = (): Promise<unknown> => askedBy(world, nlAuditor, `select lift_hold($1, 'Over') as lifted`, [hold.id]);
    expect(await lift()).toEqual([{ lifted: false }]);
    await asOperator({ world }, 'update log_head set halted = null');
    expect(await lift()).toEqual([{ lifted: true }]);
    await sweep();
    expect(await everyCell(world.server)).not.toContain('words of Luc');
  });

  it('erases nothing where its record cannot be written', async () => {
    await viewed(world.luc, dataset, ground);
    await reading();
    await later(1_100);
    await asOperator({ world }, 'revoke insert on access_record from liaison_app');
    await world.server.app.get(Sweep).run();
    expect(await everyCell(world.server)).toContain('words of Luc');
    await asOperator({ world }, 'grant insert on access_record to liaison_app');
    await sweep();
    expect(await everyCell(world.server)).not.toContain('words of Luc');
  });
});
