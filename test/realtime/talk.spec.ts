import type { MessagePage, MessageText, Problem, WithheldMessage } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { as, ok } from '../kit/world.js';
import { openRoom, type Room } from '../kit/room.js';
import { made, said, startThread } from '../kit/talk.js';
import type { Desk } from '../kit/desk.js';

const ground = 'Victim identification';
let room: Room;
let ana: Desk;
let luc: Desk;

beforeAll(async () => {
  room = await openRoom();
  ana = await room.desk(room.ana, room.all);
  luc = await room.desk(room.luc, room.all);
});
afterAll(() => room.close());

describe('two agencies in one compartment', () => {
  it('talk live: headers reach everybody there, words whoever has the thread open', async () => {
    const thread = await startThread(ana, room.all, 'Timetable on the wall');
    await luc.until(() => luc.state(`compartment:${room.all}`).threads.has(thread));
    const unread = made(await said(ana, room.all, thread, 'first words'));
    await luc.until(() => luc.state(`compartment:${room.all}`).messages.has(unread));
    expect(luc.heard.join()).not.toContain('first words');
    expect(await luc.open(thread, ground)).toMatchObject({ ok: true });
    const message = made(await said(ana, room.all, thread, 'second words'));
    await luc.until(() => luc.wordsOf(message) !== undefined);
    expect(luc.wordsOf(message)).toMatchObject({ text: 'second words', version: 1 });
    await luc.close(thread);
    const later = made(await said(ana, room.all, thread, 'words after closing'));
    await luc.until(() => luc.state(`compartment:${room.all}`).messages.has(later));
    expect(luc.heard.join()).not.toContain('words after closing');
  });

  it('say a ground once a shift, from the operation’s list', async () => {
    const thread = await startThread(ana, room.all, 'Receipts');
    const refused = await luc.open(thread);
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'conflict', reason: 'ground_required', extra: { freeText: false } },
    });
    expect(await luc.open(thread, 'because')).toMatchObject({ ok: false, error: { code: 'invalid' } });
    expect(await luc.open(thread, ground)).toMatchObject({ ok: true });
    expect((await as(room.luc).get(`/threads/${thread}/messages`)).status).toBe(200);
  });

  it('edit with the version they saw, and keep every version', async () => {
    const thread = await startThread(ana, room.all, 'Wall sockets');
    const message = made(await said(ana, room.all, thread, 'type F'));
    expect(await ana.command(room.all, 'message.edit', { message, version: 1, text: 'type E' })).toMatchObject({
      ok: true,
    });
    const stale = await ana.command(room.all, 'message.edit', { message, version: 1, text: 'type C' });
    expect(stale).toMatchObject({ ok: false, error: { reason: 'stale_version', extra: { version: 2 } } });
    expect(await luc.command(room.all, 'message.edit', { message, version: 2, text: 'mine' })).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
    const versions = ok(
      await as(room.luc).get<{ text: string }[]>(`/messages/${message}/versions?ground=${encodeURIComponent(ground)}`),
    );
    expect(versions.map((one) => one.text)).toEqual(['type F', 'type E']);
  });

  it('are told apart from names that are not of the compartment', async () => {
    const thread = await startThread(ana, room.nlOnly, 'Own matters');
    const message = made(
      await said(ana, room.nlOnly, thread, `@FR/luc.martin @FR @NL/${room.lead.handle} @lead a@NL.example`),
    );
    const page = ok(
      await as(room.ana).get<MessagePage>(`/threads/${thread}/messages?ground=${encodeURIComponent(ground)}`),
    );
    expect(page.messages.find((one) => one.id === message)?.mentions).toEqual({
      people: [room.lead.id],
      roles: ['lead'],
      agencies: [],
    });
  });
});

describe('a retracted message', () => {
  it('is nowhere: page, versions, search, quote, fill, sockets', async () => {
    const thread = await startThread(ana, room.all, 'Wrong reference');
    await luc.open(thread, ground);
    const message = made(await said(ana, room.all, thread, 'zanzibar zebra'));
    await said(luc, room.all, thread, 'an answer', { quotes: message });
    await luc.until(() => luc.wordsOf(message) !== undefined);
    const gone = await ana.command(room.all, 'message.retract', { message, version: 1, reason: 'wrong_reference' });
    expect(gone).toMatchObject({ ok: true });
    await luc.reached(room.all, gone.ok ? gone.result.seq : 0);
    const doors = [
      as(room.luc).get(`/threads/${thread}/messages`),
      as(room.luc).get(`/messages/${message}/text`),
      as(room.luc).get(`/messages/${message}/versions`),
      as(room.luc).get(`/search?q=zanzibar&ground=${encodeURIComponent(ground)}`),
      as(room.ana).get(`/search?q=zanzibar&ground=${encodeURIComponent(ground)}`),
      as(room.luc).get(`/messages/${message}/withheld`),
    ];
    for (const answer of await Promise.all(doors)) expect(answer.text).not.toContain('zanzibar');
    const filled = await luc.ask('fill', { stream: `compartment:${room.all}`, from: 0 });
    expect(JSON.stringify(filled)).not.toContain('zanzibar');
    const page = ok(await as(room.luc).get<MessagePage>(`/threads/${thread}/messages`));
    expect(page.messages[0]?.retracted).toMatchObject({ reason: 'wrong_reference' });
  });

  it('stays readable for a coordinator of its author’s agency, and its author learns how many had it open', async () => {
    const thread = await startThread(ana, room.all, 'Taken back');
    await luc.open(thread, ground);
    const message = made(await said(ana, room.all, thread, 'to be taken back'));
    await ana.command(room.all, 'message.retract', { message, version: 1, reason: 'other' });
    const words = ok(await as(room.world.nl.coordinator).get<{ text: string }[]>(`/messages/${message}/withheld`));
    expect(words.map((one) => one.text)).toEqual(['to be taken back']);
    expect((await as(room.world.fr.coordinator).get(`/messages/${message}/withheld`)).status).toBe(404);
    const listed = ok(await as(room.world.nl.coordinator).get<WithheldMessage[]>('/agency/withheld'));
    expect(listed).toContainEqual(expect.objectContaining({ id: message, author: room.ana.id, reason: 'other' }));
    expect(JSON.stringify(listed)).not.toContain('to be taken back');
    expect(ok(await as(room.world.fr.coordinator).get('/agency/withheld'))).toEqual([]);
    expect((await as(room.ana).get('/agency/withheld')).status).toBe(403);
    expect(ok(await as(room.ana).get(`/messages/${message}/reach`))).toEqual({ opened: 1 });
    expect((await as(room.luc).get(`/messages/${message}/reach`)).status).toBe(403);
  });

  it('goes to the right audience in the same act', async () => {
    const here = await startThread(ana, room.all, 'For everybody');
    const there = await startThread(ana, room.nlOnly, 'For us');
    const message = made(await said(ana, room.all, here, 'not for everybody'));
    const to = { compartment: room.nlOnly, memberVer: 1, thread: there };
    const moved = await ana.command(room.all, 'message.repost', { message, version: 1, to });
    expect(moved).toMatchObject({ ok: true });
    expect((await as(room.luc).get(`/messages/${message}/text?ground=${encodeURIComponent(ground)}`)).status).toBe(404);
    expect((await as(room.luc).get(`/messages/${made(moved)}/text`)).status).toBe(404);
    const text = ok(
      await as(room.ana).get<MessageText>(`/messages/${made(moved)}/text?ground=${encodeURIComponent(ground)}`),
    );
    expect(text.text).toBe('not for everybody');
  });
});

describe('a command', () => {
  it('that is repeated has one effect and one answer; the same id for something else is refused', async () => {
    const thread = await startThread(ana, room.all, 'Twice');
    const commandId = newId();
    const first = await said(ana, room.all, thread, 'once', {}, { commandId });
    expect(await said(ana, room.all, thread, 'once', {}, { commandId })).toEqual(first);
    const other = await said(ana, room.all, thread, 'something else', {}, { commandId });
    expect(other).toMatchObject({ ok: false, error: { code: 'conflict', reason: 'command_reused' } });
    const page = ok(
      await as(room.ana).get<MessagePage>(`/threads/${thread}/messages?ground=${encodeURIComponent(ground)}`),
    );
    expect(page.texts.map((text) => text.text)).toEqual(['once']);
  });

  it('has one handler behind both doors', async () => {
    const thread = await startThread(ana, room.all, 'By HTTP');
    const commandId = newId();
    const body = { memberVer: 99, kind: 'message.post', input: { thread, text: 'over HTTP', language: 'en' } };
    const post = () =>
      as(room.ana).send<{ id: string }>('POST', `/compartments/${room.all}/commands`, body, {
        'Idempotency-Key': commandId,
      });
    const answer = ok(await post());
    expect(ok(await post())).toEqual(answer);
    await luc.until(() => luc.state(`compartment:${room.all}`).messages.has(answer.id));
    const nobody = await room.world
      .stranger()
      .send('POST', `/compartments/${room.all}/commands`, body, { 'Idempotency-Key': newId() });
    expect(nobody.status).toBe(401);
  });

  it.each([
    ['an unknown kind', { kind: 'message.teleport' }, 'kind'],
    ['an unknown field', { input: { thread: newId(), text: 'a', language: 'en', sudo: true } }, 'input'],
    ['a bidirectional override', { input: { thread: newId(), text: 'a\u202Eb', language: 'en' } }, 'input.text'],
    ['too many characters', { input: { thread: newId(), text: 'x'.repeat(10_001), language: 'en' } }, 'input.text'],
    ['an id that is none', { commandId: 'x' }, 'commandId'],
  ])('with %s is refused by field, alike on both doors', async (_name, change, path) => {
    const whole = {
      commandId: newId(),
      compartment: room.all,
      memberVer: 1,
      kind: 'message.post',
      input: { thread: newId(), text: 'a', language: 'en' },
      ...change,
    };
    const answer = await ana.ask('command', whole);
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid', fields: [{ path }] } });
    const { commandId, compartment, ...body } = whole;
    const http = await as(room.ana).send<Problem>('POST', `/compartments/${compartment}/commands`, body, {
      'Idempotency-Key': commandId,
    });
    expect(http.body.fields).toEqual(answer.ok ? null : answer.error.fields);
  });
});

describe('an acknowledgement', () => {
  it('is asked by leads and coordinators, and shows who has and who has not', async () => {
    const lead = await room.desk(room.lead, room.all);
    const thread = await startThread(lead, room.all, 'Morning briefing');
    const acknowledgeBy = '2025-09-15T11:00:00Z';
    const message = made(await said(lead, room.all, thread, 'Please read', { acknowledgeBy }));
    expect(await said(ana, room.all, thread, 'me too', { acknowledgeBy })).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
    const inbox = ok(await as(room.luc).get<{ kind: string; message: string }[]>('/inbox'));
    expect(inbox).toContainEqual(expect.objectContaining({ kind: 'acknowledgement', message }));
    expect(await luc.command(room.all, 'message.acknowledge', { message })).toMatchObject({ ok: true });
    expect(await luc.command(room.all, 'message.acknowledge', { message })).toMatchObject({
      ok: false,
      error: { reason: 'acknowledged' },
    });
    await ana.until(() =>
      JSON.stringify(ana.state(`compartment:${room.all}`).messages.get(message) ?? '').includes(room.luc.id),
    );
    const page = ok(
      await as(room.ana).get<MessagePage>(`/threads/${thread}/messages?ground=${encodeURIComponent(ground)}`),
    );
    const state = page.messages[0]?.acknowledgement;
    expect(state?.done.map((one) => one.person)).toEqual([room.luc.id]);
    expect(state?.asked).toEqual(expect.arrayContaining([room.ana.id, room.luc.id]));
    expect(state?.asked).not.toContain(room.lead.id);
  });
});
