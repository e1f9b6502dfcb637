import type { MessagePage } from '@liaison/contracts';
import type { Desk } from '../kit/desk.js';
import { openRoom, type Room } from '../kit/room.js';
import { asIf } from '../kit/second-lock.js';
import { made, said, startThread } from '../kit/talk.js';
import { as, ok, type Person } from '../kit/world.js';

const ground = 'Victim identification';
const stated = `ground=${encodeURIComponent(ground)}`;
let room: Room;
let ana: Desk;

beforeEach(async () => {
  room = await openRoom();
  ana = await room.desk(room.ana, room.all);
});
afterEach(() => room.close());

describe('a removed person', () => {
  it('hears nothing more, at once, on the socket that was open', async () => {
    const thread = await startThread(ana, room.all, 'Before and after');
    const luc = await room.desk(room.luc, room.all, room.frBe);
    await luc.open(thread, ground);
    const before = made(await said(ana, room.all, thread, 'words before'));
    await luc.until(() => luc.wordsOf(before) !== undefined);
    await room.operation.remove(room.world.fr, room.luc);
    const heard = luc.heard.length;
    made(await said(ana, room.all, thread, 'words after'));
    await luc.until(() => luc.state(`compartment:${room.all}`).denied);
    await luc.until(() => luc.state(`compartment:${room.frBe}`).denied);
    const later = luc.heard.slice(heard).join();
    expect(later).not.toContain('words after');
    expect(later).not.toContain(thread);
  });

  it('finds every door closed, with the answer of what is not there', async () => {
    const thread = await startThread(ana, room.all, 'Doors');
    const message = made(await said(ana, room.all, thread, 'behind the door'));
    const luc = await room.desk(room.luc, room.all);
    const mine = made(await said(luc, room.all, thread, 'my own words'));
    const commandId = '01a20000-0000-7000-8000-000000000001';
    await said(luc, room.all, thread, 'once more', {}, { commandId });
    await room.operation.remove(room.world.fr, room.luc);
    for (const path of [
      `/threads/${thread}/messages?${stated}`,
      `/messages/${message}/text?${stated}`,
      `/messages/${mine}/text?${stated}`,
    ])
      expect((await as(room.luc).get(path)).status).toBe(404);
    expect((await as(room.luc).get(`/search?q=behind&${stated}`)).text).not.toContain(message);
    expect((await as(room.luc).get('/operations')).text).not.toContain(room.operation.id);
    // The repeated command gets the denial, not the old answer.
    expect(await said(luc, room.all, thread, 'once more', {}, { commandId })).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
    expect((await luc.follow(room.all)).map((answer) => answer.state)).toEqual(['denied']);
  });

  it('stays out when the answer, the edit and the retraction of what they read go on', async () => {
    const thread = await startThread(ana, room.all, 'Goes on');
    const message = made(await said(ana, room.all, thread, 'version one'));
    const luc = await room.desk(room.luc, room.all);
    await luc.open(thread, ground);
    await room.operation.remove(room.world.fr, room.luc);
    const heard = luc.heard.length;
    await ana.command(room.all, 'message.edit', { message, version: 1, text: 'version two' });
    await ana.command(room.all, 'message.retract', { message, version: 2, reason: 'other' });
    await ana.reached(room.all, ana.state(`compartment:${room.all}`).position);
    expect(luc.heard.slice(heard).join()).not.toContain('message');
  });
});

describe('an agency that leaves', () => {
  it('loses sight of every compartment at once, while the others talk on', async () => {
    const thread = await startThread(ana, room.all, 'All of us');
    const luc = await room.desk(room.luc, room.all, room.frBe);
    const mia = await room.desk(room.mia, room.all, room.frBe);
    ok(await as(room.world.fr.coordinator).post(`${room.operation.path}/participations/${room.world.fr.id}/withdraw`));
    await luc.until(() => luc.state(`compartment:${room.all}`).denied && luc.state(`compartment:${room.frBe}`).denied);
    const message = made(await said(ana, room.all, thread, 'without FR'));
    await mia.until(() => mia.state(`compartment:${room.all}`).messages.has(message));
    expect(luc.heard.join()).not.toContain(message);
  });
});

/** The number from where on something in the compartment of all may be this person's. */
const beginsFor = (person: Person): Promise<number> =>
  asIf(room.world, person, async (tx) =>
    Number((await tx.row<{ seq: string }>('select readable_from($1) as seq', [room.all]))?.seq),
  );

describe('a late joiner', () => {
  it('reads what the agency reads, when a person of an agency that was in all along', async () => {
    const thread = await startThread(ana, room.all, 'From the start');
    const message = made(await said(ana, room.all, thread, 'said early'));
    const eva = await room.operation.member(room.world.fr, 'eva.blanc');
    const page = ok(await as(eva).get<MessagePage>(`/threads/${thread}/messages?${stated}`));
    expect(page.messages.map((one) => one.id)).toEqual([message]);
  });

  it('of an agency admitted after the start reads nothing of before, by page, edit, fill, quote or search', async () => {
    const thread = await startThread(ana, room.all, 'Before admission');
    const early = made(await said(ana, room.all, thread, 'platypus said early'));
    const dk = await room.world.agency('DK');
    ok(await room.operation.invite(dk));
    ok(await room.operation.accept(dk));
    for (const agency of [room.world.nl, room.world.fr, room.world.be])
      ok(await as(agency.coordinator).post(`${room.operation.path}/admissions/${dk.id}/answer`, { withItems: true }));
    const ole = await room.operation.member(dk, 'ole.holm');
    const desk = await room.desk(ole, room.all);
    expect(desk.state(`compartment:${room.all}`).threads.has(thread)).toBe(true);
    await ana.follow(room.all);
    await ana.until(() => ana.state(`compartment:${room.all}`).memberVer > 1);
    await ana.command(room.all, 'message.edit', { message: early, version: 1, text: 'platypus said early, edited' });
    const late = made(await said(ana, room.all, thread, 'said late', { quotes: early }));
    await desk.until(() => desk.state(`compartment:${room.all}`).messages.has(late));
    const page = ok(await as(ole).get<MessagePage>(`/threads/${thread}/messages?${stated}`));
    expect(page.messages.map((one) => one.id)).toEqual([late]);
    // However long others had talked before: looking ends where nothing can be theirs any more.
    const begins = await beginsFor(ole);
    expect(
      ok(await as(room.ana).get<MessagePage>(`/threads/${thread}/messages?${stated}`)).messages[0]?.seq,
    ).toBeLessThan(begins);
    expect(page.messages[0]?.seq).toBeGreaterThanOrEqual(begins);
    expect(await beginsFor(room.ana)).toBe(1);
    for (const path of [`/messages/${early}/text?${stated}`, `/messages/${early}/versions?${stated}`])
      expect((await as(ole).get(path)).status).toBe(404);
    expect((await as(ole).get(`/search?q=platypus&${stated}`)).text).not.toContain('platypus said');
    const filled = await desk.ask('fill', { stream: `compartment:${room.all}`, from: 0 });
    expect(JSON.stringify(filled)).not.toMatch(/platypus/);
    expect(desk.heard.join()).not.toContain('platypus');
  });
});

describe('an audience that grew', () => {
  it('since the author looked is told to them, and nothing is sent', async () => {
    const thread = await startThread(ana, room.all, 'Who reads this');
    const seen = ana.state(`compartment:${room.all}`).memberVer;
    const dk = await room.world.agency('DK');
    ok(await room.operation.invite(dk));
    ok(await room.operation.accept(dk));
    for (const agency of [room.world.nl, room.world.fr, room.world.be])
      ok(await as(agency.coordinator).post(`${room.operation.path}/admissions/${dk.id}/answer`, { withItems: true }));
    const answer = await said(ana, room.all, thread, 'for three', {}, { memberVer: seen });
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'conflict', reason: 'audience_changed', extra: { added: [{ agency: dk.id, person: null }] } },
    });
    const page = ok(await as(room.ana).get<MessagePage>(`/threads/${thread}/messages?${stated}`));
    expect(page.messages).toEqual([]);
  });
});
