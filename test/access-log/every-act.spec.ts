import type { AccessRecordView, Page } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import type { Desk } from '../kit/desk.js';
import { asOperator, recordsOf } from '../kit/log.js';
import { openRoom, type Room } from '../kit/room.js';
import { made, said, startThread } from '../kit/talk.js';
import { as, ok, type Person } from '../kit/world.js';

const ground = 'Victim identification';
const stated = `?ground=${encodeURIComponent(ground)}`;
let room: Room;
let ana: Desk;
let luc: Desk;
let thread: string;
let message: string;

beforeAll(async () => {
  room = await openRoom();
  ana = await room.desk(room.ana, room.all);
  luc = await room.desk(room.luc, room.all);
  thread = await startThread(ana, room.all, 'Plate behind the van');
  message = made(await said(ana, room.all, thread, 'marsupial words'));
});
afterAll(() => room.close());

describe('one record for each act', () => {
  it.each([
    [
      'a post',
      () => said(ana, room.all, thread, 'more'),
      { class: 'disclosure', act: 'message.post', outcome: 'success' },
    ],
    [
      'an edit',
      () => ana.command(room.all, 'message.edit', { message, version: 1, text: 'marsupial words 2' }),
      { class: 'alteration', act: 'message.edit' },
    ],
    ['opening a thread', () => luc.open(thread, ground), { class: 'consultation', act: 'thread.open', ground }],
    ['closing it', () => luc.close(thread), { class: 'consultation', act: 'thread.close' }],
    [
      'a page',
      () => as(room.luc).get(`/threads/${thread}/messages`),
      { class: 'consultation', act: 'thread.page', ground },
    ],
    [
      'a search',
      () => as(room.luc).get(`/search${stated}&q=marsupial`),
      { class: 'consultation', act: 'search.run', ground },
    ],
    ['a read mark', () => as(room.luc).post(`/threads/${thread}/read`, { seq: 1 }), { act: 'thread.mark_read' }],
    ['following', () => as(room.luc).post(`/threads/${thread}/follow`, { mode: 'follow' }), { act: 'thread.follow' }],
    ['going on after an absence', () => luc.follow(room.all), { act: 'compartment.view' }],
    [
      'a refusal',
      () => luc.command(room.all, 'message.retract', { message, version: 2, reason: 'other' }),
      { class: 'denial', act: 'message.retract', outcome: 'failure', rule: 'message.retract#no-rule' },
    ],
    [
      'what is not yours',
      () => luc.command(room.nlOnly, 'thread.start', { title: 'x' }),
      { class: 'denial', act: 'thread.start', outcome: 'failure' },
    ],
    [
      'what is not there',
      () => as(room.luc).get(`/threads/${newId()}/messages`),
      { class: 'denial', act: 'thread.page', outcome: 'failure' },
    ],
  ])('%s', async (_name, act, expected) => {
    const records = await recordsOf(room, act);
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ outcome: 'success', ...expected });
  });

  it('names who, what and who received it, and holds no word of the content', async () => {
    const [record] = await recordsOf(room, () =>
      said(ana, room.all, thread, 'wombat words', { contentNote: 'koala note' }),
    );
    expect(record?.person).toBe(room.ana.id);
    expect(record?.recipients).toEqual([room.world.nl.id, room.world.fr.id, room.world.be.id].sort());
    expect(record?.objects.map((object) => object.type)).toEqual(expect.arrayContaining(['thread', 'message']));
    expect(record?.whole).not.toMatch(/wombat|koala/);
  });

  it('of a search keeps the ids shown and a salted digest of the words', async () => {
    const [record] = await recordsOf(room, () => as(room.luc).get(`/search${stated}&q=marsupial`));
    expect(record?.objects).toContainEqual(expect.objectContaining({ type: 'message', id: message }));
    expect(record?.whole).not.toContain('marsupial');
  });

  it('is no record for malformed input', async () => {
    expect(await recordsOf(room, () => as(room.luc).get('/search?q=%00'))).toEqual([]);
    expect(await recordsOf(room, () => luc.ask('thread:open', { thread: 7 }))).toEqual([]);
  });
});

describe('without a record', () => {
  it('nothing is shown and nothing is written', async () => {
    await asOperator(room, 'revoke insert on access_record from liaison_app');
    try {
      const page = await as(room.luc).get(`/threads/${thread}/messages`);
      expect(page.status).toBe(503);
      expect(page.text).not.toContain('marsupial');
      expect(await said(ana, room.all, thread, 'unrecorded')).toMatchObject({
        ok: false,
        error: { code: 'unavailable' },
      });
      expect(await luc.open(thread)).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    } finally {
      await asOperator(room, 'grant insert on access_record to liaison_app');
    }
    const page = await as(room.luc).get(`/threads/${thread}/messages`);
    expect(page.text).not.toContain('unrecorded');
  });
});

describe('an auditor', () => {
  let nlAuditor: Person;
  let frAuditor: Person;
  const log = async (who: Person, query = ''): Promise<readonly AccessRecordView[]> =>
    ok(await as(who).get<Page<AccessRecordView>>(`/log${query}`)).items;

  beforeAll(async () => {
    nlAuditor = await room.world.nl.person('auditor', 'auditor');
    frAuditor = await room.world.fr.person('auditor', 'auditor');
    await as(room.luc).get(`/messages/${message}/text${stated}`);
  });

  it('sees every field of the own people', async () => {
    const records = await log(frAuditor, `?person=${room.luc.id}&class=consultation`);
    expect(records.length).toBeGreaterThan(3);
    expect(records[0]).toMatchObject({
      seenAs: 'person',
      personName: 'Luc Martin',
      address: expect.any(String) as string,
      session: expect.any(String) as string,
    });
  });

  it('sees who of others touched the own information, and not from where, why or through which compartment', async () => {
    const records = await log(nlAuditor, `?person=${room.luc.id}&object=${message}`);
    expect(records.length).toBeGreaterThan(0);
    for (const record of records)
      expect(record).toMatchObject({
        seenAs: 'information',
        personName: 'Luc Martin',
        address: null,
        session: null,
        ground: null,
        rule: null,
        compartment: null,
        recipients: null,
      });
    expect(records.some((record) => record.groundStated)).toBe(true);
  });

  it('sees nothing of what others did among themselves, nor their denials', async () => {
    const mine = await log(frAuditor, `?person=${room.ana.id}`);
    expect(mine.every((record) => record.class !== 'denial')).toBe(true);
    const own = await startThread(await room.desk(room.ana, room.nlOnly), room.nlOnly, 'Own matters');
    const after = await log(frAuditor);
    expect(JSON.stringify(after)).not.toContain(own);
  });

  it('leaves a record of every look-up, seen by auditors of the same agency and not by those looked at', async () => {
    const records = await recordsOf(room, () => log(frAuditor, `?person=${room.ana.id}`));
    expect(records).toMatchObject([{ class: 'log_access', act: 'log.read', person: frAuditor.id }]);
    expect((await log(frAuditor, '?class=log_access')).length).toBeGreaterThan(0);
    expect(await log(nlAuditor, `?class=log_access&person=${frAuditor.id}`)).toEqual([]);
  });

  it.each(['ana', 'lead', 'coordinator'] as const)('is nobody who is %s', async (who) => {
    const person = who === 'coordinator' ? room.world.nl.coordinator : room[who];
    const [record] = await recordsOf(room, async () => expect((await as(person).get('/log')).status).toBe(403));
    expect(record).toMatchObject({ class: 'denial', act: 'log.read' });
  });

  it('pages through everything once, newest first', async () => {
    const seen: AccessRecordView[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: Page<AccessRecordView> = ok(
        await as(nlAuditor).get(
          `/log?to=2025-09-16T00:00:00Z${next === '' ? '' : `&next=${encodeURIComponent(next)}`}`,
        ),
      );
      seen.push(...page.items);
      next = page.next;
    }
    expect(new Set(seen.map((record) => record.id)).size).toBe(seen.length);
  });
});
