import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyExtract, type Report } from '@liaison/access-extract';
import type { AccessRecordView, Page, SignedTree } from '@liaison/contracts';
import { parsePolicy } from '@liaison/transparency-log';
import type { Answer } from '../kit/browser.js';
import { CommandLine } from '../kit/command-line.js';
import { asOperator, recordsOf } from '../kit/log.js';
import { recorded } from '../kit/recorded.js';
import { openRoom, type Room } from '../kit/room.js';
import { made, said, startThread } from '../kit/talk.js';
import { as, ok, twoAgencies, type Person } from '../kit/world.js';

const ground = 'Victim identification';
const stated = `?ground=${encodeURIComponent(ground)}`;
const folder = mkdtempSync(join(tmpdir(), 'liaison-extract-'));
let room: Room;
let nlAuditor: Person;
let frAuditor: Person;
let message: string;
let day: string;

beforeAll(async () => {
  room = await openRoom({ log: join(folder, 'log') });
  day = room.world.clock.now().toISOString();
  nlAuditor = await room.world.nl.person('auditor', 'auditor');
  frAuditor = await room.world.fr.person('auditor', 'auditor');
  const ana = await room.desk(room.ana, room.all);
  const luc = await room.desk(room.luc, room.all);
  const thread = await startThread(ana, room.all, 'Plate behind the van');
  message = made(await said(ana, room.all, thread, 'marsupial words'));
  await luc.open(thread, 'A ground of Luc’s own');
  await as(room.luc).get(`/messages/${message}/text${stated}`);
  await as(room.ana).get(`/messages/${message}/text${stated}`);
  room.world.clock.stepMinutes(10);
  // Until the first checkpoint is signed; jest's own limit ends a wait in vain.
  while ((await as(nlAuditor).get('/log/checkpoint')).status !== 200);
});
afterAll(async () => {
  await room.close();
  rmSync(folder, { recursive: true, force: true });
});

const take = (who: Person, input: object = {}): Promise<Answer> =>
  as(who).post('/log/extracts', { from: day, ...input });
const within = () => ({ operation: room.operation.id });

async function policyText(who: Person): Promise<string> {
  return ok(await as(who).get<SignedTree>('/log/checkpoint')).policy;
}

async function checked(who: Person, input: object): Promise<Report> {
  const answer = await take(who, input);
  expect([answer.status, answer.status === 200 ? '' : answer.text]).toEqual([200, '']);
  return verifyExtract(answer.bytes, parsePolicy(await policyText(who)));
}

describe('an extract that an auditor takes', () => {
  it('is clean, and holds just the records that the log shows this auditor', async () => {
    for (const who of [nlAuditor, frAuditor]) {
      const report = await checked(who, within());
      expect(report).toMatchObject({ outcome: 'clean', faults: [] });
      const before = new Date(room.world.clock.now().getTime() - 60_000).toISOString();
      const shown = ok(
        await as(who).get<Page<AccessRecordView>>(`/log?operation=${room.operation.id}&from=${day}&to=${before}`),
      ).items;
      const line = (one: { act: string; person: string | null; at: string }) =>
        `${one.at} ${one.person ?? ''} ${one.act}`;
      const told = report.records.map(({ record, shown }) =>
        line({ act: record?.act ?? '', at: record?.at.toISOString() ?? '', person: shown.person as string | null }),
      );
      expect(told.sort()).toEqual(shown.map(line).sort());
      expect(told.length).toBeGreaterThan(3);
    }
  });

  it('shows own people whole, and of others who, when, what act and one’s own objects', async () => {
    const { bytes } = await take(nlAuditor, within());
    const { records, names } = verifyExtract(bytes, null);
    const [theirs] = records.filter(({ shown }) => shown.person === room.luc.id);
    const [ours] = records.filter(({ shown }) => shown.person === room.ana.id);
    const objects = `objects/${room.world.nl.id}`;
    expect(Object.keys(theirs?.shown ?? {}).sort()).toEqual(['agency', objects, 'operation', 'person', 'role'].sort());
    expect(ours?.shown).toHaveProperty('address');
    expect(names).toMatchObject({ [room.luc.id]: 'Luc Martin', [room.world.nl.id]: 'NL' });
    const text = Buffer.from(bytes).toString('utf8');
    expect(text).not.toContain('A ground of Luc’s own');
    expect(text).not.toMatch(/marsupial|Plate behind/);
    const luc = records.filter(({ shown, record }) => shown.person === room.luc.id && record?.groundStated);
    expect(luc.length).toBeGreaterThan(0);
  });

  it('of what belongs to no operation, and of a range in which nothing was, is clean too', async () => {
    expect(await checked(frAuditor, {})).toMatchObject({ outcome: 'clean' });
    const empty = { from: '2025-01-01T00:00:00Z', to: '2025-01-02T00:00:00Z' };
    expect(await checked(frAuditor, { ...within(), ...empty })).toMatchObject({ outcome: 'clean', records: [] });
    const later = new Date(room.world.clock.now().getTime() - 300_000).toISOString();
    expect(await checked(frAuditor, { ...within(), from: later })).toMatchObject({ outcome: 'clean', records: [] });
  });

  it('holds all of the range where records were numbered in another order than their times', async () => {
    const at = (minutes: number): Date => new Date(Date.parse(day) + minutes * 60_000);
    const act = (minutes: number) => ({
      at: at(minutes),
      person: room.luc.id,
      agency: room.world.fr.id,
      act: 'dataset.flag',
    });
    await recorded(room.world.server, [8, 5, 1, 5.5, 9].map(act));
    // Which waits until they have their numbers.
    const { outcome, records } = await checked(frAuditor, { from: at(4), to: at(6) });
    const told = records.filter(({ record }) => record?.act === 'dataset.flag').map(({ record }) => record?.at);
    expect({ outcome, told }).toEqual({ outcome: 'clean', told: [at(5), at(5.5)] });
  });

  it('is one record, of the class of looks at the log, that the next extract holds', async () => {
    const [record, ...more] = await recordsOf(room, () => take(nlAuditor, within()));
    expect(more).toEqual([]);
    expect(record).toMatchObject({ class: 'log_access', act: 'log.extract', outcome: 'success', person: nlAuditor.id });
    room.world.clock.stepMinutes(2);
    const { records } = await checked(nlAuditor, within());
    expect(records.filter((one) => one.record?.act === 'log.extract').length).toBeGreaterThan(0);
    const theirs = await checked(frAuditor, within());
    expect(theirs.records.filter(({ shown }) => shown.person === nlAuditor.id)).toEqual([]);
  });

  it('is verified at the command line, and refused there with one byte changed', async () => {
    const { bytes } = await take(nlAuditor, within());
    const line = new CommandLine('http://127.0.0.1:9');
    writeFileSync(join(folder, 'policy'), await policyText(nlAuditor));
    const verify = (content: Uint8Array) => {
      writeFileSync(join(folder, 'extract.zip'), content);
      return line.run(['log', 'verify', join(folder, 'extract.zip'), '--policy', join(folder, 'policy')]);
    };
    expect(await verify(bytes)).toMatchObject({ exit: 0, err: '' });
    const place = Buffer.from(bytes).lastIndexOf(room.ana.id);
    expect(place).toBeGreaterThan(0);
    const changed = Uint8Array.from(bytes, (byte, at) => (at === place ? byte ^ 1 : byte));
    expect((await verify(changed)).exit).toBe(1);
    line.close();
  });
});

describe('no extract', () => {
  it('of the last minute, of nothing, or of what is no moment', async () => {
    const now = room.world.clock.now().toISOString();
    const cases = [
      [{ to: now }, 'to must be at least a minute ago'],
      [{ from: now }, 'from must be before'],
      [{ from: 'yesterday' }, 'from must be an instant'],
      [{ operation: 'x' }, 'operation must be an id'],
      [{ agency: room.world.fr.id }, 'holds a field that is not known here'],
    ] as const;
    for (const [input, reason] of cases) {
      const answer = await take(nlAuditor, input);
      const { fields = [] } = answer.body as { fields?: readonly { path: string; reason: string }[] };
      expect(answer.status).toBe(400);
      expect(fields.map(({ path, reason }) => `${path} ${reason}`).join()).toContain(reason);
    }
  });

  it('for whoever is no auditor; and that is a denial', async () => {
    for (const who of [room.ana, room.world.nl.coordinator, room.lead]) {
      const [record] = await recordsOf(room, async () => expect((await take(who)).status).toBe(403));
      expect(record).toMatchObject({ class: 'denial', act: 'log.extract', outcome: 'failure' });
    }
  });

  it('of more than a browser holds: it is said how to take it', async () => {
    await asOperator(
      room,
      `insert into access_scope select 'agency', '${room.world.fr.id}', null, 1000000 + g, (select id from access_record limit 1),
         timestamptz '2025-02-01T00:00:00Z', 'x' from generate_series(1, 50001) g`,
    );
    const answer = await take(frAuditor, { from: '2025-02-01T00:00:00Z', to: '2025-02-02T00:00:00Z' });
    expect(answer).toMatchObject({ status: 409, body: { reason: 'extract_too_large' } });
    expect(answer.text).toContain('shorter range');
  });

  it('from a server that does not have the log', async () => {
    const world = await twoAgencies();
    try {
      const auditor = await world.nl.person('auditor', 'auditor');
      const answer = await take(auditor);
      expect(answer.status).toBe(503);
      expect(answer.text).toContain('does not have the folder of the access log');
    } finally {
      await world.close();
    }
  });
});
