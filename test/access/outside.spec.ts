import { newId } from '@liaison/domain';
import type { Desk } from '../kit/desk.js';
import { openRoom, type Room } from '../kit/room.js';
import { made, said, startThread } from '../kit/talk.js';
import { as, type Person } from '../kit/world.js';

const ground = 'ground=Victim%20identification';
let room: Room;
let inside: Desk;
let thread: string;
let message: string;

beforeAll(async () => {
  room = await openRoom();
  inside = await room.desk(room.luc, room.frBe);
  thread = await startThread(inside, room.frBe, 'Quokka matters');
  message = made(await said(inside, room.frBe, thread, 'numbat words @BE @BE/mia.peeters @NL/ana.visser'));
  await inside.open(thread, 'Victim identification');
});
afterAll(() => room.close());

/** Ids and words of a compartment that the asker is not in. */
const secrets = (): readonly string[] => [room.frBe, thread, message, 'Quokka', 'numbat'];

function tellsNothing(text: string): void {
  for (const secret of secrets()) expect(text).not.toContain(secret);
}

describe.each([
  ['an investigator of another agency in the operation', (): Person => room.ana],
  ['the task lead of the host', (): Person => room.lead],
  ['the host’s coordinator', (): Person => room.world.nl.coordinator],
])('%s, outside the compartment', (_name, who) => {
  it.each([
    ['the list of operations', () => '/operations'],
    ['the operation, its members and compartments', () => room.operation.path],
    ['who is where', () => `${room.operation.path}/compartments/matrix`],
    ['the inbox', () => '/inbox'],
    ['a search for the words', () => `/search?q=numbat&${ground}`],
    ['a search for the title', () => `/search?q=Quokka&${ground}`],
    ['a search in the compartment', () => `/search?q=words&compartment=${room.frBe}&${ground}`],
    ['a search by author', () => `/search?from=${room.luc.id}&${ground}`],
    ['a search by agency', () => `/search?agency=${room.world.fr.id}&${ground}`],
    ['the register', () => `${room.operation.path}/register`],
    ['suggestions', () => `${room.operation.path}/datasets/find?q=Quokka`],
  ])('learns nothing by %s', async (_door, path) => {
    const answer = await as(who()).get(path());
    expect(answer.status).toBeLessThan(500);
    tellsNothing(answer.text);
  });

  it.each([
    ['a permalink', (id: string) => `/threads/${id}/messages?${ground}`, () => thread],
    ['a thread’s actions', (id: string) => `/threads/${id}/actions`, () => thread],
    ['a message', (id: string) => `/messages/${id}/text?${ground}`, () => message],
    ['its versions', (id: string) => `/messages/${id}/versions?${ground}`, () => message],
    ['its actions', (id: string) => `/messages/${id}/actions`, () => message],
    ['its reach', (id: string) => `/messages/${id}/reach`, () => message],
    ['its withheld words', (id: string) => `/messages/${id}/withheld`, () => message],
    ['the readers of the compartment', (id: string) => `/compartments/${id}/readers`, () => room.frBe],
  ])('gets for %s the very bytes of what is not there', async (_door, path, id) => {
    const there = await as(who()).get(path(id()));
    const nowhere = await as(who()).get(path(newId()));
    expect([there.status, there.text]).toEqual([404, nowhere.text]);
    const headers = (answer: { headers: Headers }) =>
      [...answer.headers.keys()].filter((name) => name !== 'date').sort();
    expect(headers(there)).toEqual(headers(nowhere));
  });

  it('cannot write, mark, follow or open there, and is told the same as for nothing', async () => {
    const write = (compartment: string, target: string) =>
      as(who()).send(
        'POST',
        `/compartments/${compartment}/commands`,
        { kind: 'message.post', memberVer: 1, input: { thread: target, text: 'hello', language: 'en' } },
        { 'Idempotency-Key': newId() },
      );
    const answers = [await write(room.frBe, thread), await write(newId(), newId())];
    answers.push(
      await as(who()).post(`/threads/${thread}/read`, { seq: 1 }),
      await as(who()).post(`/threads/${newId()}/read`, { seq: 1 }),
    );
    answers.push(await as(who()).post(`/threads/${thread}/follow`, { mode: 'follow' }));
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect(answers.every((answer) => answer.status === 404)).toBe(true);
  });

  it('hears nothing on a socket, whatever it asks for', async () => {
    const desk = await room.desk(who());
    const nowhere = newId();
    const answers = await desk.follow(room.frBe, nowhere);
    expect(answers.map((answer) => answer.state)).toEqual(['denied', 'denied']);
    const asked = [room.frBe, nowhere].map((id) => desk.ask('fill', { stream: `compartment:${id}`, from: 0 }));
    asked.push(
      ...[thread, newId()].map((id) => desk.ask('thread:open', { thread: id, ground: 'Victim identification' })),
    );
    const [filled, empty, opened, unopened] = await Promise.all(asked);
    expect(filled).toEqual(empty);
    expect(opened).toEqual(unopened);
    // Something is said and somebody comes and goes in there; then a word in the open that this desk does hear.
    await said(inside, room.frBe, thread, 'more numbat words');
    await inside.close(thread);
    await inside.open(thread);
    expect(desk.heard.join()).not.toMatch(/numbat|Quokka/);
    expect(desk.frames).toEqual([]);
  });
});

it('those inside are mentioned and find it', async () => {
  const inbox = await as(room.mia).get('/inbox');
  expect(inbox.text).toContain(message);
  const found = await as(room.mia).get(`/search?q=numbat&${ground}`);
  expect(found.text).toContain(message);
});
