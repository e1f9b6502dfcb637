import { verifyExtract, type Report } from '@liaison/access-extract';
import type { Actor } from '@liaison/authz';
import { newId } from '@liaison/domain';
import { appOptions, UnitOfWork, type Act } from '@liaison/persistence';
import { parsePolicy } from '@liaison/transparency-log';
import { DataSource } from 'typeorm';
import { MakeExtract } from '../../apps/server/src/access-log/extract/make-extract.js';
import { PublishedLog } from '../../apps/server/src/platform/log-folder/published-log.js';
import { Config } from '../../apps/server/src/platform/config/config.js';
import { SteppableClock } from '../kit/clock.js';
import { Grove } from '../kit/tree.js';

/** Two agencies, an auditor and somebody who works in each, and acts that write nothing but their record. */
const clock = new SteppableClock();
const begun = clock.now();
const operation = newId();
let grove: Grove;
let dataSource: DataSource;
let unitOfWork: UnitOfWork;
let published: PublishedLog;
let makeExtract: MakeExtract;
let [nl, fr, nlAuditor, frAuditor]: Actor[] = [];

beforeAll(async () => {
  grove = await Grove.plant();
  dataSource = await new DataSource(appOptions(grove.database.appUrl)).initialize();
  unitOfWork = new UnitOfWork(dataSource, clock);
  published = new PublishedLog(new Config({ logDir: grove.path }));
  makeExtract = new MakeExtract(unitOfWork, published);
  [nl, nlAuditor] = await agency('NL');
  [fr, frAuditor] = await agency('FR');
  await grove.takeAll();
});
afterAll(async () => {
  await dataSource.destroy();
  await grove.close();
});

async function agency(code: string): Promise<readonly [Actor, Actor]> {
  const id = newId();
  await grove.admin.query(
    `insert into agency (id, code, name, country, ground_required, presence, created_at) values ($1, $2, $2, $2, true, true, now())`,
    [id, code],
  );
  const person = async (handle: string, ...duties: readonly 'auditor'[]): Promise<Actor> => {
    const who = newId();
    await grove.admin.query(
      `insert into person (id, agency, name, handle, active, authz_epoch, created_at) values ($1, $2, $3, $3, true, 1, now())`,
      [who, id, handle],
    );
    for (const duty of duties) await grove.admin.query(`insert into agency_duty values ($1, $2, now())`, [who, duty]);
    const session = newId();
    await grove.admin.query(
      `insert into session (id, person, token_hash, authz_epoch, device, address, started_at, last_input_at, expires_at)
       values ($1, $2, sha256($3), 1, '', '', now(), now(), now() + interval '1 day')`,
      [session, who, Buffer.from(session)],
    );
    if (duties.includes('auditor'))
      await grove.admin.query(`insert into log_ground values ($1, $2, 'self_monitoring', now())`, [session, who]);
    return {
      person: who,
      agency: id,
      session,
      address: `192.0.2.${code.length}`,
      duties,
      installationDuties: [],
    };
  };
  return [await person('worker'), await person('auditor', 'auditor')];
}

const known = (actor: Actor | undefined): Actor => {
  if (!actor) throw new Error('nobody');
  return actor;
};

/** One act of somebody; a second passes. */
async function act(actor: Actor | undefined, tell: (act: Act) => unknown): Promise<void> {
  await unitOfWork.read(known(actor), 'dataset.view', (_tx, act) => Promise.resolve(tell(act.in(operation))));
  clock.stepSeconds(1);
}

async function taken(
  auditor: Actor | undefined,
  input: { from: string; to?: string; operation?: string },
): Promise<Report & { bytes: Buffer }> {
  const pieces: Uint8Array[] = [];
  // Whoever asks waits until their request is in the log; so somebody has to take it up meanwhile.
  const asked = makeExtract.run(known(auditor), input);
  let isOver = false;
  const over = asked.finally(() => (isOver = true));
  over.catch(() => undefined);
  while (!isOver) await grove.takeAll();
  for await (const piece of await asked) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  return { ...verifyExtract(bytes, parsePolicy((await published.policy()).text)), bytes };
}

it('each agency is shown its own people whole, of others its own objects; and every extract is clean', async () => {
  const ours = { type: 'dataset', id: newId() };
  const theirs = { type: 'dataset', id: newId() };
  const nobodys = { type: 'session', id: newId() };
  for (let round = 0; round < 4; round += 1) {
    await act(fr, (one) =>
      one
        .touch(ours.type, ours.id, { owner: known(nl).agency, version: 2, ref: 'VIDTF17-7K3Q' })
        .touch(theirs.type, theirs.id, { owner: known(fr).agency })
        .touch(nobodys.type, nobodys.id)
        .because('A ground of FR')
        .note('words', 'only FR’s'),
    );
    await act(nl, (one) => one.touch(ours.type, ours.id, { owner: known(nl).agency }));
    await act(fr, (one) => one.touch(theirs.type, theirs.id, { owner: known(fr).agency }));
  }
  clock.stepMinutes(5);
  await grove.takeAll();
  const ask = { from: begun.toISOString(), operation };

  const forNl = await taken(nlAuditor, ask);
  expect(forNl.faults).toEqual([]);
  expect(forNl.outcome).toBe('clean');
  expect(forNl.records).toHaveLength(8);
  const name = `objects/${known(nl).agency}`;
  const [other] = forNl.records;
  expect(other?.record?.groundStated).toBe(true);
  expect(Object.keys(other?.shown ?? {}).sort()).toEqual(['agency', name, 'operation', 'person', 'role']);
  expect(other?.shown[name]).toEqual([{ ...ours, owner: known(nl).agency, version: 2, ref: 'VIDTF17-7K3Q' }]);
  const text = forNl.bytes.toString('utf8');
  for (const secret of ['A ground of FR', 'only FR’s', theirs.id, nobodys.id]) expect(text).not.toContain(secret);
  expect(forNl.names).toMatchObject({ [known(fr).agency]: 'FR', [known(fr).person]: 'worker' });

  const forFr = await taken(frAuditor, ask);
  expect([forFr.outcome, forFr.records.length]).toEqual(['clean', 8]);
  expect(forFr.records[0]?.shown).toMatchObject({ ground: 'A ground of FR', detail: { words: 'only FR’s' } });
});

it('ranges within, before and after, and what belongs to no operation', async () => {
  const at = (seconds: number): string => new Date(begun.getTime() + seconds * 1_000).toISOString();
  const some = await taken(nlAuditor, { from: at(1), to: at(7), operation });
  expect([some.outcome, some.records.length]).toEqual(['clean', 4]);
  const before = await taken(nlAuditor, {
    from: '2025-01-01T00:00:00.000Z',
    to: '2025-01-02T00:00:00.000Z',
    operation,
  });
  expect([before.faults, before.records.length]).toEqual([[], 0]);
  const after = await taken(nlAuditor, { from: at(120), to: at(180), operation });
  expect([after.faults, after.records.length]).toEqual([[], 0]);
  const none = await taken(nlAuditor, { from: at(0) });
  expect([none.faults, none.records.length]).toEqual([[], 0]);
});

it('no range of the last minute, none by who is no auditor, none larger than a browser holds', async () => {
  const from = begun.toISOString();
  await expect(makeExtract.run(known(nlAuditor), { from, to: clock.now().toISOString() })).rejects.toMatchObject({
    code: 'invalid',
    fields: [{ path: 'to' }],
  });
  await expect(makeExtract.run(known(nl), { from })).rejects.toMatchObject({ code: 'forbidden' });
  await grove.admin.query(
    `insert into access_scope select 'agency', $1, null, 1000000 + g, (select id from access_record limit 1),
       timestamptz '2025-02-01T00:00:00Z', 'x' from generate_series(1, 50001) g`,
    [known(frAuditor).agency],
  );
  const large = { from: '2025-02-01T00:00:00Z', to: '2025-02-02T00:00:00Z' };
  await expect(makeExtract.run(known(frAuditor), large)).rejects.toMatchObject({ reason: 'extract_too_large' });
});

it('none of more bytes than a browser holds, however few its records are', async () => {
  await grove.admin.query(
    `update access_body set detail = jsonb_build_object('words', repeat('x', 95000000)) where record in (
       select record from access_body where agency = $1 and operation = $2 limit 3)`,
    [known(nl).agency, operation],
  );
  const refused = { reason: 'extract_too_large', message: expect.stringContaining('256 MiB') as string };
  await expect(makeExtract.run(known(nlAuditor), { from: begun.toISOString(), operation })).rejects.toMatchObject(
    refused,
  );
});
