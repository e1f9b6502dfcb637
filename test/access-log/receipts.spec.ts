import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf, openStatement } from '@liaison/access-record';
import { receiptGiven, type Id, type RecordProof } from '@liaison/contracts';
import { askedBy, asOperator, recordsOf, untilSigned } from '../kit/log.js';
import { keysIn, noteOf, Receipting } from '../kit/receipts.js';
import { openRoom, type Room } from '../kit/room.js';
import { made, startThread } from '../kit/talk.js';
import { as, nobody, ok } from '../kit/world.js';

let folder: string;
let room: Room;
let log: Receipting;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'liaison-receipts-'));
  room = await openRoom({ log: folder });
  log = new Receipting(room, folder);
});
afterAll(async () => {
  await room.close();
  await rm(folder, { recursive: true, force: true });
});

it('is given to whoever asks, signed by the log, and to nobody else', async () => {
  expect((await as(room.ana).get('/operations')).headers.has(receiptGiven)).toBe(false);
  const receipt = await log.of(room.ana);
  expect(receipt.at).toEqual(room.world.clock.now());
});

it('names the digest under which the tree holds the record later, as its auditor finds it too', async () => {
  const { record, digest } = await log.of(room.ana);
  const { state, inclusion } = await log.settled(room.ana, record);
  expect(state).toBe('included');
  expect(await log.inclusion(inclusion)).toMatchObject({ record, digest });
  const auditor = await room.world.nl.person('auditor.digest', 'auditor');
  const { recordBytes } = ok(await as(auditor).get<RecordProof>(`/log/records/${record}/proof`));
  expect(digestOf(Buffer.from(recordBytes, 'base64'))).toBe(digest);
});

it('a refusal has one receipt too, as long where something is not there as where it is not yours', async () => {
  const [hidden, absent] = [room.frBe, nobody].map((id) => log.ask(room.ana, 'GET', `/compartments/${id}/readers`));
  const [one, other] = [await hidden, await absent];
  if (!one || !other) throw new Error('no answers');
  expect([one.status, one.text]).toEqual([404, other.text]);
  expect([(await log.in(one)).length, (await log.in(other)).length]).toEqual([1, 1]);
  expect(one.headers.get(receiptGiven)?.length).toBe(other.headers.get(receiptGiven)?.length);
});

/** The receipts beside the answer to a command. */
const receiptsOf = async (answer: object): Promise<readonly Id[]> => {
  const keys = await log.keys();
  const { receipts = [] } = answer as { receipts?: readonly string[] };
  return receipts.map((one) => openStatement('receipt', noteOf(one), keys).record);
};

it('comes with the answer to a command on the socket where it is asked for', async () => {
  const desk = await room.desk(room.ana, room.all);
  const thread = await startThread(desk, room.all, 'Receipts');
  const input = { thread, text: 'Seen.', language: 'en' };
  const plain = await desk.command(room.all, 'message.post', input);
  expect(plain).not.toHaveProperty('receipts');
  const asked = await desk.command(room.all, 'message.post', input, { receipt: true } as object);
  made(asked);
  const [record = ''] = await receiptsOf(asked);
  expect((await log.settled(room.ana, record)).state).toBe('included');
  expect(await desk.command(room.all, 'message.post', input, { receipt: 'yes' } as object)).toMatchObject({
    ok: false,
    error: { code: 'invalid', fields: [{ path: 'receipt' }] },
  });
});

it('comes beside a refusal on the socket', async () => {
  const desk = await room.desk(room.ana, room.all);
  const input = { thread: nobody, text: 'Nowhere.', language: 'en' };
  const refused = await desk.command(room.all, 'message.post', input, { receipt: true } as object);
  expect(refused).toMatchObject({ ok: false, error: { code: 'not_found' } });
  const [record = '', ...more] = await receiptsOf(refused);
  expect([more, (await log.settled(room.ana, record)).state]).toEqual([[], 'included']);
});

it('of a batch of commands, each has its own', async () => {
  const [ana, luc] = [await room.desk(room.ana, room.all), await room.desk(room.luc, room.all)];
  const thread = await startThread(ana, room.all, 'Together');
  const say = async (n: number): Promise<Id> => {
    const [desk, input] = [n % 2 === 0 ? ana : luc, { thread, text: `No. ${n}`, language: 'en' }];
    const answer = await desk.command(room.all, 'message.post', input, { receipt: true } as object);
    const [record = '', ...more] = await receiptsOf(answer);
    expect(more).toEqual([]);
    return record;
  };
  const records = await Promise.all(Array.from({ length: 8 }, (_, n) => say(n)));
  expect(new Set(records).size).toBe(8);
  room.world.clock.stepSeconds(10);
  await untilSigned(room);
  for (const [person, own] of [
    [room.ana, 0],
    [room.luc, 1],
  ] as const) {
    const states = (await log.check(person, ...records)).receipts.map(({ state }) => state);
    expect(states).toEqual(records.map((_, n) => (n % 2 === own ? 'included' : 'unknown')));
  }
});

it('nothing is said of a record before it is ten seconds old, so that nobody sees how large the batches are', async () => {
  const { record } = await log.of(room.ana);
  await untilSigned(room);
  room.world.clock.stepSeconds(9);
  expect((await log.check(room.ana, record)).receipts).toEqual([{ record, state: 'waiting', inclusion: null }]);
  room.world.clock.stepSeconds(1);
  expect((await log.check(room.ana, record)).receipts).toMatchObject([{ state: 'included' }]);
});

it('of somebody else’s record nobody is told more than of one that never was', async () => {
  const { record } = await log.of(room.ana);
  await log.settled(room.ana, record);
  for (const other of [room.luc, await room.world.nl.person('colleague')]) {
    const { receipts } = await log.check(other, record, nobody);
    expect(receipts.map(({ state, inclusion }) => [state, inclusion])).toEqual([
      ['unknown', null],
      ['unknown', null],
    ]);
  }
  const asLuc = await askedBy(room.world, room.luc, 'select * from own_records($1)', [[record]]);
  expect([asLuc, await askedBy(room.world, room.ana, 'select * from own_records($1)', [[record]])]).toMatchObject([
    [],
    [{ record }],
  ]);
});

it('an answer holds the record, its digest and a time, and nothing else: no place in the tree and no size', async () => {
  const { record } = await log.of(room.ana);
  await log.settled(room.ana, record);
  const answer = await log.check(room.ana, record);
  expect(Object.keys(answer).sort()).toEqual(['keys', 'receipts']);
  expect(Object.keys(answer.receipts[0] ?? {}).sort()).toEqual(['inclusion', 'record', 'state']);
  const said = new TextDecoder().decode(noteOf(answer.receipts[0]?.inclusion)).split('\n\n')[0]?.split('\n');
  expect(said?.slice(0, 4)).toEqual(['liaison inclusion v1', keysIn(answer)[0]?.name, record, expect.any(String)]);
  expect(said).toHaveLength(5);
});

it('asking is an act of its own, with a record that names what was asked about', async () => {
  const { record } = await log.of(room.ana);
  const [left] = await recordsOf(room, () => log.check(room.ana, record));
  expect(left).toMatchObject({ class: 'log_access', act: 'receipt.check', person: room.ana.id });
  expect(left?.objects).toMatchObject([{ type: 'record', id: record }]);
});

it.each([
  ['none', []],
  ['more than 32', Array.from({ length: 33 }, (_, n) => nobody.replace(/..$/, String(n + 10)))],
  ['the same twice', [nobody, nobody]],
  ['what is no id', ['x']],
])('asking about %s is refused', async (_what, records) => {
  const answer = await as(room.ana).post('/receipts', { records });
  expect(answer).toMatchObject({ status: 400, body: { fields: [{ path: 'records' }] } });
});

it('what waits is said to wait; what the log has lost is unknown to it', async () => {
  let lost = '';
  await log.beforeTheTree(async () => {
    const { record } = await log.of(room.ana);
    expect((await log.check(room.ana, record)).receipts).toEqual([{ record, state: 'waiting', inclusion: null }]);
    for (const table of ['access_pending', 'access_body'])
      await asOperator(room, `delete from ${table} where record = '${record}'`);
    await asOperator(room, `delete from access_record where id = '${record}'`);
    lost = record;
  });
  expect(await log.settled(room.ana, lost)).toMatchObject({ state: 'unknown', inclusion: null });
});

it('a record that was changed before the tree took it up has another digest than its receipt', async () => {
  let record = '';
  let digest = '';
  await log.beforeTheTree(async () => {
    ({ record, digest } = await log.of(room.ana));
    await asOperator(
      room,
      `update access_record set bytes = convert_to(replace(convert_from(bytes, 'utf8'), '"version":1', '"version":2'), 'utf8')
       where id = '${record}'`,
    );
  });
  const { inclusion } = await log.settled(room.ana, record);
  expect((await log.inclusion(inclusion)).digest).not.toBe(digest);
});
