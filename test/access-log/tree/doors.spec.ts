import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf, fieldDigest, parseEntry, parseRecord, scopeDigest } from '@liaison/access-record';
import type { AccessRecordView, LegalHold, Page, Problem, RecordProof, SignedTree, TreeView } from '@liaison/contracts';
import { parsePolicy, parseProof, verifyProof } from '@liaison/transparency-log';
import { asOperator, recordsOf, rowsOf, untilSigned } from '../../kit/log.js';
import { openRoom, type Room } from '../../kit/room.js';
import { as, nobody, ok, readsTheLog, signInAgain, type Person } from '../../kit/world.js';

let folder: string;
let room: Room;
let nl: Person;
let fr: Person;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'liaison-log-'));
  room = await openRoom({ log: folder });
  nl = await room.world.nl.person('auditor', 'auditor');
  fr = await room.world.fr.person('auditor', 'auditor');
  await untilSigned(room);
});
afterAll(async () => {
  await room.close();
  await rm(folder, { recursive: true, force: true });
});

const treeOf = async (who: Person): Promise<TreeView> => ok(await as(who).get<TreeView>('/log/tree'));
const logOf = async (who: Person): Promise<readonly AccessRecordView[]> =>
  ok(await as(who).get<Page<AccessRecordView>>('/log')).items;
const proofOf = async (who: Person, record: string): Promise<RecordProof> =>
  ok(await as(who).get<RecordProof>(`/log/records/${record}/proof`));

/** Until `done`; jest's own limit ends a wait in vain. */
async function until(done: () => Promise<boolean>): Promise<void> {
  while (!(await done()));
}

it('every record of an auditor’s scope is proven by what the doors give, without asking this installation anything', async () => {
  const { policy } = ok(await as(nl).get<SignedTree>('/log/checkpoint'));
  const records = (await logOf(nl)).slice(-25);
  expect(records).toHaveLength(25);
  for (const { id, act, at } of records) {
    await until(async () => (await as(nl).get(`/log/records/${id}/proof`)).status === 200);
    const given = await proofOf(nl, id);
    const entryBytes = Buffer.from(given.entryBytes, 'base64');
    const recordBytes = Buffer.from(given.recordBytes, 'base64');
    const { size } = verifyProof(entryBytes, parseProof(Buffer.from(given.proof)), parsePolicy(policy));
    expect(given.entry).toBeLessThan(size);
    const entry = parseEntry(entryBytes);
    expect(entry.record).toBe(digestOf(recordBytes));
    expect(parseRecord(recordBytes)).toMatchObject({ act, at: new Date(at) });
    expect(given.numbers.length).toBeGreaterThan(0);
    for (const { salt, ...number } of given.numbers) expect(entry.scopes).toContain(scopeDigest(salt, number));
  }
});

it('a proof opens what its reader is shown of the record, and nothing else', async () => {
  const theirs = ok(await as(nl).get<Page<AccessRecordView>>(`/log?agency=${room.world.fr.id}`)).items[0];
  const own = (await logOf(nl)).find(({ person }) => person === nl.id);
  await untilSigned(room);
  const opened = async (id = ''): Promise<readonly string[]> => {
    const { disclosed, recordBytes } = await proofOf(nl, id);
    const { digests } = parseRecord(Buffer.from(recordBytes, 'base64'));
    for (const [name, { salt, value }] of Object.entries(disclosed))
      expect(digests).toContain(fieldDigest(salt, name, value));
    return Object.keys(disclosed).sort();
  };
  expect(await opened(own?.id)).toEqual(expect.arrayContaining(['address', 'detail', 'person', 'session']));
  const names = ['agency', `objects/${room.world.nl.id}`, 'operation', 'person', 'role'];
  if (theirs) expect(await opened(theirs.id)).toEqual(names.sort());
});

it('how much others do is told to nobody: neither entries that are not signed nor how many wait', async () => {
  const tree = await treeOf(nl);
  expect(Object.keys(tree).sort()).toEqual(
    ['halted', 'late', 'signedAt', 'signedSize', 'witnesses', 'witnessesNeeded'].sort(),
  );
  expect(tree.late).toBe(false);
});

it('a proof shows the numbers of the reader’s own scopes and no other', async () => {
  const byNl = ok(await as(fr).get<Page<AccessRecordView>>(`/log?agency=${room.world.nl.id}`)).items;
  const record = byNl[0]?.id ?? '';
  for (const [who, agency] of [
    [nl, room.world.nl.id],
    [fr, room.world.fr.id],
  ] as const)
    expect((await proofOf(who, record)).numbers.map((number) => number.agency)).toEqual([agency]);
});

it('a record of another agency’s people alone and one that is not there get the same refusal', async () => {
  const foreign = new Set((await logOf(nl)).map(({ id }) => id));
  const [own] = (await logOf(fr)).filter(({ id, class: kind }) => kind === 'log_access' && !foreign.has(id));
  const [hidden, absent] = [
    await as(nl).get(`/log/records/${own?.id}/proof`),
    await as(nl).get(`/log/records/${nobody}/proof`),
  ];
  expect(hidden.status).toBe(404);
  expect(hidden.text).toBe(absent.text);
  expect((await as(nl).get('/log/records/none/proof')).text).toBe(absent.text);
});

it('a record that waits is refused with the advice to ask again, to its auditor alone', async () => {
  await asOperator(room, 'revoke insert on access_entry from liaison_log');
  const [look] = await logOf(nl);
  const [latest] = await logOf(nl);
  expect(latest?.id).not.toBe(look?.id);
  const waiting = await as(nl).get<Problem>(`/log/records/${latest?.id}/proof`);
  expect([waiting.status, waiting.body.reason]).toEqual([409, 'not_signed_yet']);
  expect((await as(fr).get(`/log/records/${latest?.id}/proof`)).status).toBe(404);
  await asOperator(room, 'grant insert on access_entry to liaison_log');
  await untilSigned(room);
  await proofOf(nl, latest?.id ?? '');
});

it.each(['/log/tree', '/log/checkpoint', `/log/records/${nobody}/proof`])(
  'GET %s is for those who read the log, and leaves a record',
  async (path) => {
    expect((await as(room.ana).get(path)).status).toBe(403);
    const [record] = await recordsOf(room, () => as(nl).get(path));
    expect(record?.person).toBe(nl.id);
    expect(record?.class).toBe(path.endsWith('proof') ? 'denial' : 'log_access');
  },
);

it('the database tells nobody else how the tree stands, nor whose record has which entry', async () => {
  await asOperator(
    room,
    `do $$ begin
       set local role liaison_app;
       perform set_config('app.person', '${room.ana.id}', true);
       if exists (select from log_state()) then raise 'state'; end if;
       if exists (select from places_of_record((select '${(await logOf(nl))[0]?.id}'::uuid))) then raise 'place'; end if;
       if awaits_entry('${(await logOf(nl))[0]?.id}') then raise 'waits'; end if;
     end $$`,
  );
});

describe('when the log contradicts itself', () => {
  const ready = async (): Promise<{ status: string }> =>
    (await (await fetch(`${room.world.server.url}/health/ready`)).json()) as { status: string };

  /** Whichever it meets first: the checkpoint of this size, or entries that are not published yet. */
  const reason = /another than the signed one|do not lead to its head/;

  const head = async (): Promise<{ readonly haltedAt: string }> => {
    const at = `to_char(halted_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as "haltedAt"`;
    const [found] = await rowsOf<{ haltedAt: string }>(
      room.world.server.database.adminUrl,
      `select ${at} from log_head`,
    );
    return found ?? { haltedAt: '' };
  };

  it('nobody writes, reading goes on and is recorded, and it goes on once the cause is mended', async () => {
    // In one transaction, so that no batch comes in between.
    await asOperator(
      room,
      `lock table log_head; create table kept as select root from log_head; update log_head set root = sha256('x')`,
    );
    await logOf(nl);
    await until(async () => (await ready()).status === 'read_only');
    // Who asks without having signed in learns no more.
    expect(Object.keys(await ready())).toEqual(['status', 'since']);
    const somebody = { name: 'Some Body', handle: 'some.body', signInName: 'some.body@nl' };
    const refused = await as(room.world.nl.coordinator).post<Problem>('/agency/people', somebody);
    const { haltedAt } = await head();
    const same = {
      code: 'unavailable',
      reason: 'log_halted',
      detail: `The access log has been halted since ${haltedAt} UTC, because its parts contradict each other. Nothing is changed until that is settled; reading goes on, and is recorded. Tell your agency’s auditor and the operator.`,
    };
    expect({ ...refused.body, status: refused.status }).toMatchObject({ ...same, status: 503 });
    const desk = await room.desk(room.ana, room.all);
    const command = await desk.command(room.all, 'thread.start', { title: 'Nothing of this' });
    expect(command).toMatchObject({ ok: false, error: same });
    const read = await recordsOf(room, () => logOf(nl));
    expect(read.map(({ act }) => act)).toEqual(['log.read']);
    await signInAgain(nl);
    await readsTheLog(nl);
    expect((await treeOf(nl)).halted?.reason).toMatch(reason);
    const hold = { kind: 'agency', subject: room.world.nl.id, reason: 'Proceedings' };
    const { id } = ok(await as(nl).post<LegalHold>('/log/holds', hold));
    for (const refused of [
      await as(nl).post('/log/extracts', { from: '2025-09-15T07:00:00Z', to: '2025-09-15T07:30:00Z' }),
      await as(nl).post(`/log/holds/${id}/lift`, { reason: 'Over' }),
      await as(nl).post('/log/subscriptions', { destination: 'nl-siem', fingerprint: 'a'.repeat(64) }),
      await as(nl).post(`/log/subscriptions/${nobody}/resend`, { from: '2025-09-15T08:00:00Z' }),
      await as(nl).delete(`/log/subscriptions/${nobody}`),
    ])
      expect({ ...(refused.body as Problem), status: refused.status }).toMatchObject({ ...same, status: 503 });

    await asOperator(
      room,
      'update log_head set root = (select root from kept), halted = null, halted_at = null; drop table kept',
    );
    await until(async () => (await ready()).status !== 'read_only');
    await untilSigned(room);
    expect((await treeOf(nl)).halted).toBeNull();
    expect(await desk.command(room.all, 'thread.start', { title: 'It goes on' })).toMatchObject({ ok: true });
  });
});
