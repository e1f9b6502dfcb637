import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf, openStatement, type Statement } from '@liaison/access-record';
import {
  inclusionGiven,
  receiptAsked,
  receiptGiven,
  type Id,
  type ReceiptCheck,
  type RecordProof,
} from '@liaison/contracts';
import { parseLogKey, type PublicKey } from '@liaison/transparency-log';
import type { Answer } from '../kit/browser.js';
import { made, startThread } from '../kit/talk.js';
import { askedBy, asOperator, recordsOf } from '../kit/log.js';
import { openRoom, type Room } from '../kit/room.js';
import { as, nobody, ok, type Person } from '../kit/world.js';

let folder: string;
let room: Room;
let keys: readonly PublicKey[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'liaison-receipts-'));
  room = await openRoom({ log: folder });
  keys = (await check(room.ana, nobody)).keys.map(parseLogKey);
});
afterAll(async () => {
  await room.close();
  await rm(folder, { recursive: true, force: true });
});

const note = (base64: string | null | undefined): Uint8Array => Buffer.from(base64 ?? '', 'base64url');

const asking = (who: Person, path: string): Promise<Answer> =>
  as(who).send('GET', path, undefined, { [receiptAsked]: '1' });

/** The receipts in an answer, opened with the log's key. */
const receiptsIn = ({ headers }: Answer): readonly Statement[] =>
  (headers.get(receiptGiven) ?? '')
    .split(', ')
    .filter(Boolean)
    .map((one) => openStatement('receipt', note(one), keys));

/** Of one act that leaves one record. */
async function receiptOf(who: Person, path = '/me'): Promise<Statement> {
  const [receipt, ...more] = receiptsIn(await asking(who, path));
  if (!receipt || more.length > 0) throw new Error(`not one receipt but ${receipt ? more.length + 1 : 0}`);
  return receipt;
}

const check = async (who: Person, ...records: readonly Id[]): Promise<ReceiptCheck> =>
  ok(await as(who).post<ReceiptCheck>('/receipts', { records }));

/** Until the record is no longer waiting; jest's own limit ends a wait in vain. */
async function settled(who: Person, record: Id): Promise<ReceiptCheck['receipts'][number]> {
  for (;;) {
    const [found] = (await check(who, record)).receipts;
    if (found && found.state !== 'waiting') return found;
  }
}

/** What happens while records wait. */
async function beforeTheTree(work: () => Promise<void>): Promise<void> {
  await asOperator(room, 'revoke insert on access_entry from liaison_log');
  try {
    await work();
  } finally {
    await asOperator(room, 'grant insert on access_entry to liaison_log');
  }
}

it('is given to whoever asks, signed by the log, and to nobody else', async () => {
  expect((await as(room.ana).get('/operations')).headers.has(receiptGiven)).toBe(false);
  const receipt = await receiptOf(room.ana, '/operations');
  expect(receipt.at).toEqual(room.world.clock.now());
});

it('names the digest under which the tree holds the record later, as its auditor finds it too', async () => {
  const { record, digest } = await receiptOf(room.ana, '/operations');
  const { state, inclusion } = await settled(room.ana, record);
  expect(state).toBe('included');
  expect(openStatement('inclusion', note(inclusion), keys)).toMatchObject({ record, digest });
  const auditor = await room.world.nl.person('auditor.digest', 'auditor');
  const { recordBytes } = ok(await as(auditor).get<RecordProof>(`/log/records/${record}/proof`));
  expect(digestOf(Buffer.from(recordBytes, 'base64'))).toBe(digest);
});

it('comes with a refusal too, and is of the same length where something is not there and where it is not yours', async () => {
  const [hidden, absent] = [room.frBe, nobody].map((id) => asking(room.ana, `/compartments/${id}/readers`));
  const [one, other] = [await hidden, await absent];
  expect([one?.status, one?.text]).toEqual([404, other?.text]);
  const lengths = [one, other].map((answer) => answer?.headers.get(receiptGiven)?.length);
  expect(lengths[0]).toBeGreaterThan(300);
  expect(lengths[0]).toBe(lengths[1]);
});

it('comes with the answer to a command on the socket where it is asked for', async () => {
  const desk = await room.desk(room.ana, room.all);
  const thread = await startThread(desk, room.all, 'Receipts');
  const input = { thread, text: 'Seen.', language: 'en' };
  const plain = await desk.command(room.all, 'message.post', input);
  expect(plain).not.toHaveProperty('receipts');
  const asked = await desk.command(room.all, 'message.post', input, { receipt: true } as object);
  made(asked);
  const [signed] = (asked as { receipts?: readonly string[] }).receipts ?? [];
  const { record } = openStatement('receipt', note(signed), keys);
  expect((await settled(room.ana, record)).state).toBe('included');
  expect(await desk.command(room.all, 'message.post', input, { receipt: 'yes' } as object)).toMatchObject({
    ok: false,
    error: { code: 'invalid', fields: [{ path: 'receipt' }] },
  });
});

it('of somebody else’s record nobody is told more than of one that never was', async () => {
  const { record } = await receiptOf(room.ana, '/operations');
  await settled(room.ana, record);
  for (const other of [room.luc, await room.world.nl.person('colleague')]) {
    const { receipts } = await check(other, record, nobody);
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

it('no answer holds a place in the tree, a size or a number', async () => {
  const { record } = await receiptOf(room.ana, '/operations');
  await settled(room.ana, record);
  const answer = await check(room.ana, record);
  expect(Object.keys(answer).sort()).toEqual(['keys', 'receipts']);
  expect(Object.keys(answer.receipts[0] ?? {}).sort()).toEqual(['inclusion', 'record', 'state']);
  const said = new TextDecoder().decode(note(answer.receipts[0]?.inclusion)).split('\n\n')[0]?.split('\n');
  expect(said?.slice(0, 4)).toEqual(['liaison inclusion v1', keys[0]?.name, record, expect.any(String)]);
  expect(said).toHaveLength(5);
});

it('asking is an act of its own, with a record that names what was asked about', async () => {
  const { record } = await receiptOf(room.ana, '/operations');
  const [left] = await recordsOf(room, () => check(room.ana, record));
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
  await beforeTheTree(async () => {
    const { record } = await receiptOf(room.ana, '/operations');
    expect((await check(room.ana, record)).receipts).toEqual([{ record, state: 'waiting', inclusion: null }]);
    for (const table of ['access_pending', 'access_body'])
      await asOperator(room, `delete from ${table} where record = '${record}'`);
    await asOperator(room, `delete from access_record where id = '${record}'`);
    lost = record;
  });
  expect(await settled(room.ana, lost)).toMatchObject({ state: 'unknown', inclusion: null });
});

it('a record that was changed before the tree took it up has another digest than its receipt', async () => {
  let record = '';
  let digest = '';
  await beforeTheTree(async () => {
    ({ record, digest } = await receiptOf(room.ana, '/operations'));
    await asOperator(
      room,
      `update access_record set bytes = convert_to(replace(convert_from(bytes, 'utf8'), '"version":1', '"version":2'), 'utf8')
       where id = '${record}'`,
    );
  });
  const { inclusion } = await settled(room.ana, record);
  expect(openStatement('inclusion', note(inclusion), keys).digest).not.toBe(digest);
});

it('who gives a duty is answered when the tree holds it, and is shown that', async () => {
  const person = await room.world.nl.person('somebody');
  const answer = await as(room.world.nl.coordinator).patch(`/agency/people/${person.id}`, { duties: ['organiser'] });
  const inclusion = openStatement('inclusion', note(answer.headers.get(inclusionGiven)), keys);
  expect((await check(room.world.nl.coordinator, inclusion.record)).receipts[0]?.state).toBe('included');
});

it('so is the auditor who lifts a hold', async () => {
  const auditor = await room.world.nl.person('auditor.hold', 'auditor');
  const hold = { kind: 'person', subject: room.ana.id, reason: 'A case before a court.' };
  const { id } = ok(await as(auditor).post<{ readonly id: Id }>('/log/holds', hold));
  const answer = await as(auditor).post(`/log/holds/${id}/lift`, { reason: 'The case is closed.' });
  const { record } = openStatement('inclusion', note(answer.headers.get(inclusionGiven)), keys);
  expect(ok(await as(auditor).get<RecordProof>(`/log/records/${record}/proof`)).record).toBe(record);
});

it('and where the tree stands still it is told so, and the duty is given all the same', async () => {
  const person = await room.world.nl.person('somebody.else');
  await beforeTheTree(async () => {
    const answer = await as(room.world.nl.coordinator).patch(`/agency/people/${person.id}`, { duties: ['organiser'] });
    expect([answer.status, answer.headers.get(inclusionGiven)]).toEqual([200, 'waiting']);
  });
});
