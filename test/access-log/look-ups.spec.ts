import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fieldDigest, parseEntry, parseRecord, scopeDigest } from '@liaison/access-record';
import type {
  AccessRecordDetail,
  AccessRecordView,
  LegalHold,
  LogCounts,
  OpenedLine,
  Page,
  RecordProof,
  SavedLogQuery,
} from '@liaison/contracts';
import { parsePolicy, parseProof, verifyProof } from '@liaison/transparency-log';
import { askedBy, rowsOf, untilSigned } from '../kit/log.js';
import { recorded } from '../kit/recorded.js';
import { openRoom, type Room } from '../kit/room.js';
import { made, said, startThread } from '../kit/talk.js';
import { as, nobody, ok, type Agency, type Person } from '../kit/world.js';

let folder: string;
let room: Room;
/** Takes part in no operation that NL hosts. */
let se: Agency;
/** Auditors, and who oversees what NL hosts. */
let fr: Person;
let outside: Person;
let oversight: Person;
let ofSe: Person;

const log = async (who: Person, query = ''): Promise<readonly AccessRecordView[]> =>
  ok(await as(who).get<Page<AccessRecordView>>(`/log?${query}`)).items;
const lookUps = (who: Person, by: Person): Promise<readonly AccessRecordView[]> => log(who, `person=${by.id}`);
const secret = 'kangaroo';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'liaison-log-'));
  room = await openRoom({ log: folder });
  se = await room.world.agency('SE');
  fr = await room.world.fr.person('auditor', 'auditor');
  outside = await se.person('auditor', 'auditor');
  oversight = await room.world.nl.officer();
  ofSe = await se.officer();
  for (const auditor of [fr, outside]) {
    ok(await as(auditor).get(`/log?person=${room.luc.id}&outcome=success`));
    ok(await as(auditor).post<SavedLogQuery>('/log/queries', { name: secret, filters: { person: room.luc.id } }));
    expect(await as(auditor).get(`/log/records/${nobody}`)).toMatchObject({ status: 404 });
  }
  await untilSigned(room);
});
afterAll(async () => {
  await room.close();
  await rm(folder, { recursive: true, force: true });
});

describe('look-ups outside of operations, by an agency that takes part in one', () => {
  it('oversight of its host sees who looked, for which agency, when, by which act, and how it ended', async () => {
    const seen = (await lookUps(oversight, fr)).filter(({ act }) => act.startsWith('log.'));
    expect(seen.map(({ act, outcome }) => [act, outcome])).toEqual([
      ['log.view', 'failure'],
      ['log.keep_query', 'success'],
      ['log.read', 'success'],
      ['log.state_ground', 'success'],
    ]);
    for (const one of seen)
      expect(one).toMatchObject({ person: fr.id, personName: fr.name, agency: room.world.fr.id, seenAs: 'look_up' });
    const whole = await lookUps(fr, fr);
    for (const { id, at } of seen) expect(whole.find((one) => one.id === id)?.at).toBe(at);
  });

  it('and no hold, which is its side’s alone, nor a look at the own agency’s erasures', async () => {
    const held = { kind: 'person', subject: room.luc.id, reason: 'Proceedings 7' };
    const { id } = ok(await as(fr).post<LegalHold>('/log/holds', held));
    ok(await as(fr).get('/log/holds'));
    ok(await as(fr).post(`/log/holds/${id}/lift`, { reason: 'Over' }));
    ok(await as(fr).get('/agency/erasures'));
    const acts = async (who: Person): Promise<readonly string[]> =>
      (await lookUps(who, fr)).map(({ act }) => act).filter((act) => /^(hold|erasure)/.test(act));
    expect(await acts(fr)).toEqual(['erasure.list', 'hold.lift', 'hold.list', 'hold.set']);
    expect(await acts(oversight)).toEqual([]);
  });

  it('and nothing of what was asked, from where and why', async () => {
    for (const { id } of await lookUps(oversight, fr)) {
      const answer = await as(oversight).get<AccessRecordDetail>(`/log/records/${id}`);
      const nothing = { objects: [], ground: null, address: null, session: null, rule: null, detail: null };
      expect(ok(answer)).toMatchObject({ ...nothing, recipients: null, explanation: null, couldSee: null });
      expect(answer.text).not.toContain(room.luc.id);
      expect(answer.text).not.toContain(secret);
    }
    expect(await log(oversight, `person=${fr.id}&object=${nobody}`)).toEqual([]);
    expect((await as(oversight).get(`/log.csv?person=${fr.id}`)).text).not.toContain(room.luc.id);
  });

  it('whoever was looked at, other agencies’ auditors and oversight of others see none of them', async () => {
    const be = await room.world.be.person('auditor', 'auditor');
    for (const other of [outside, be, ofSe]) expect(await lookUps(other, fr)).toEqual([]);
    expect(await lookUps(oversight, outside)).toEqual([]);
    expect(await as(room.luc).get('/log')).toMatchObject({ status: 403 });
    // The own agency's oversight hosts nothing that it takes part in.
    expect(await lookUps(ofSe, outside)).toEqual([]);
  });

  it('each is proven to oversight by a number of its own there, and the proof opens who it was and nothing else', async () => {
    const { policy } = ok(await as(oversight).get<{ policy: string }>('/log/checkpoint'));
    for (const { id } of await lookUps(oversight, fr)) {
      const { numbers, disclosed, recordBytes, ...given } = ok(
        await as(oversight).get<RecordProof>(`/log/records/${id}/proof`),
      );
      const entryBytes = Buffer.from(given.entryBytes, 'base64');
      verifyProof(entryBytes, parseProof(Buffer.from(given.proof)), parsePolicy(policy));
      const [number, ...others] = numbers;
      expect(others).toEqual([]);
      expect(number).toMatchObject({ kind: 'oversight', agency: room.world.nl.id, operation: null });
      if (number) expect(parseEntry(entryBytes).scopes).toContain(scopeDigest(number.salt, number));
      expect(Object.keys(disclosed).sort()).toEqual(['agency', 'operation', 'person', 'role']);
      const { digests } = parseRecord(Buffer.from(recordBytes, 'base64'));
      for (const [name, { salt, value }] of Object.entries(disclosed))
        expect(digests).toContain(fieldDigest(salt, name, value));
    }
  });

  it('stand in both locks: the database shows oversight the same, and a session without a ground nothing', async () => {
    const [one] = await lookUps(oversight, fr);
    const asks = `select * from records_of_my_scope(array['${one?.id}'::uuid])`;
    expect(await askedBy(room.world, oversight, asks)).toMatchObject([
      { seen_as: 'look_up', detail: null, address: null },
    ]);
    expect(await askedBy(room.world, oversight, asks, [], 'none')).toEqual([]);
    for (const other of [ofSe, outside, room.luc]) expect(await askedBy(room.world, other, asks)).toEqual([]);
  });

  it('the numbers of that scope are gapless, and nothing in the log contradicts another', async () => {
    const { numbers, gapless, astray } = (
      await rowsOf<{ numbers: number; gapless: boolean; astray: number }>(
        room.world.server.database.adminUrl,
        `select count(*)::int as numbers, count(*) = max(n) and min(n) = 1 as gapless,
           (select count(*)::int from lines_astray(0, 1000000)) as astray
         from access_scope where kind = 'oversight' and agency = $1`,
        [room.world.nl.id],
      )
    )[0] ?? { numbers: 0, gapless: false, astray: 1 };
    expect({ many: numbers > 4, gapless, astray }).toEqual({ many: true, gapless: true, astray: 0 });
  });
});

describe.each([
  ['unknown', () => nobody],
  ['another’s', () => room.operation.id],
])('a look-up within an operation that is %s', (_name, operation) => {
  it.each([
    ['log.read', (id: string) => as(outside).get(`/log?operation=${id}`), 200],
    ['log.count', (id: string) => as(outside).get(`/log/counts?operation=${id}`), 200],
    ['log.export', (id: string) => as(outside).get(`/log.csv?operation=${id}`), 200],
    [
      'log.extract',
      (id: string) => as(outside).post('/log/extracts', { operation: id, from: '2020-01-01T00:00:00.000Z' }),
      404,
    ],
  ] as const)(
    'is its agency’s record, with the id as asked, and none of the operation’s: %s',
    async (act, asks, status) => {
      expect((await asks(operation())).status).toBe(status);
      const [record] = await log(outside, `person=${outside.id}&act=${act}`);
      expect(record).toMatchObject({ operation: null, outcome: status === 200 ? 'success' : 'failure' });
      const { detail } = ok(await as(outside).get<AccessRecordDetail>(`/log/records/${record?.id}`));
      expect(detail).toMatchObject({ operation: operation() });
      expect(await lookUps(oversight, outside)).toEqual([]);
    },
  );
});

it('a look-up within one’s own operation is the operation’s', async () => {
  ok(await as(fr).get(`/log?operation=${room.operation.id}`));
  const [record] = await log(oversight, `person=${fr.id}&operation=${room.operation.id}&act=log.read`);
  expect(record).toMatchObject({ operation: room.operation.id, seenAs: 'oversight' });
});

describe('by the words of a ground', () => {
  let thread: string;
  let message: string;
  let nl: Person;
  beforeAll(async () => {
    nl = await room.world.nl.person('auditor', 'auditor');
    const ana = await room.desk(room.ana, room.all);
    thread = await startThread(ana, room.all, 'Meeting');
    message = made(await said(ana, room.all, thread, 'Tomorrow'));
    const luc = await room.desk(room.luc, room.all);
    ok(await as(room.luc).get(`/threads/${thread}/messages?ground=${encodeURIComponent('Victim identification')}`));
    luc.leave();
  });
  const pages = (who: Person, words: string): Promise<readonly AccessRecordView[]> =>
    log(who, `act=thread.page&groundText=${encodeURIComponent(words)}`);

  it.each([
    ['while the record waits', () => Promise.resolve()],
    ['once it has its entry', () => untilSigned(room)],
  ])('own people’s acts are found by whole words in any case and order, %s', async (_name, before) => {
    await before();
    for (const words of ['victim', 'IDENTIFICATION victim', 'Victim identification'])
      expect(await pages(fr, words)).toMatchObject([{ person: room.luc.id, ground: 'Victim identification' }]);
    for (const words of ['vict', 'victim kangaroo', '…']) expect(await pages(fr, words)).toEqual([]);
    const counts = ok(await as(fr).get<LogCounts>('/log/counts?act=thread.page&groundText=victim'));
    expect(counts.total).toBe(1);
    const opened = ok(await as(fr).get<Page<OpenedLine>>(`/log/opened?object=${message}&groundText=victim`)).items;
    expect(opened).toMatchObject([{ person: room.luc.id }]);
  });

  it('also by a part of a number that a ground names', async () => {
    const act = { at: room.world.clock.now(), person: room.luc.id, agency: room.world.fr.id, address: '192.0.2.7' };
    await recorded(room.world.server, [{ ...act, ground: 'Case ABC-123/7', objects: [] }]);
    for (const words of ['123', 'abc', 'ABC-123', 'abc-123/7', 'case 7'])
      expect([words, (await log(fr, `groundText=${encodeURIComponent(words)}`)).length]).toEqual([words, 1]);
    expect(await log(fr, 'groundText=12')).toEqual([]);
  });

  it('and nobody’s whose words are not shown', async () => {
    expect(await log(nl, `act=thread.page&person=${room.luc.id}`)).toMatchObject([
      { groundStated: true, ground: null },
    ]);
    expect(await pages(nl, 'victim')).toEqual([]);
    expect(ok(await as(nl).get<Page<OpenedLine>>(`/log/opened?object=${message}&groundText=victim`)).items).toEqual([]);
    const asked = await log(oversight, `person=${fr.id}&groundText=self`);
    expect(asked.map(({ seenAs }) => seenAs)).not.toContain('look_up');
  });

  it('the words asked for stand in the record of the look-up as a salted digest and a length', async () => {
    await pages(fr, secret);
    const [asked] = await log(fr, `person=${fr.id}&act=log.read`);
    const { detail } = ok(await as(fr).get<AccessRecordDetail>(`/log/records/${asked?.id}`));
    const { words, salt, length } = detail ?? {};
    expect([length, words]).toEqual([
      secret.length,
      createHash('sha256').update(String(salt)).update(secret).digest('base64url'),
    ]);
    expect(JSON.stringify(detail)).not.toContain(secret);
  });
});

it('whoever looked up is erased for oversight too, and its scope stays what the record says', async () => {
  const gone = await room.world.fr.person('gone.auditor', 'auditor');
  ok(await as(gone).get('/log'));
  await untilSigned(room);
  const before = await lookUps(oversight, gone);
  expect(before.map(({ act }) => act)).toContain('log.read');
  ok(await as(room.world.fr.coordinator).patch(`/agency/people/${gone.id}`, { duties: [], active: false }));
  const input = { person: gone.id, basis: 'right_to_erasure' };
  const { id } = ok(await as(room.world.fr.coordinator).post<{ id: string }>('/agency/erasures', input));
  ok(await as(fr).post(`/agency/erasures/${id}/carry-out`));
  await untilSigned(room);
  expect(await lookUps(oversight, gone)).toEqual([]);
  const [look] = before;
  const erased = ok(await as(oversight).get<AccessRecordDetail>(`/log/records/${look?.id}`));
  expect(erased).toMatchObject({ seenAs: 'look_up', person: null, agency: room.world.fr.id });
  const astray = await rowsOf(room.world.server.database.adminUrl, 'select * from lines_astray(0, 1000000)');
  expect(astray).toEqual([]);
});
