import type { Desk } from '../kit/desk.js';
import { openRoom, type Room } from '../kit/room.js';
import { made, said, startThread } from '../kit/talk.js';

const ground = 'Victim identification';
let room: Room;
let ana: Desk;

beforeAll(async () => {
  room = await openRoom();
  ana = await room.desk(room.ana, room.all);
});
afterAll(() => room.close());

const withTexts = (desk: Desk): string[] =>
  desk.frames.flatMap(({ texts = [] }) => texts).flatMap(({ texts }) => texts.map(({ text }) => text ?? ''));

describe('a frame', () => {
  it('brings each of two sockets of one person the words of what that socket has open, and the other no byte of them', async () => {
    const north = await startThread(ana, room.all, 'North');
    const south = await startThread(ana, room.all, 'South');
    const [left, right] = [await room.desk(room.luc, room.all), await room.desk(room.luc, room.all)];
    await left.open(north, ground);
    await right.open(south, ground);
    made(await said(ana, room.all, north, 'words of the north'));
    const last = await said(ana, room.all, south, 'words of the south');
    made(last);
    for (const desk of [left, right]) await desk.reached(room.all, last.ok ? last.result.seq : 0);
    expect(withTexts(left)).toEqual(['words of the north']);
    expect(withTexts(right)).toEqual(['words of the south']);
    expect(left.heard.join()).not.toContain('of the south');
    expect(right.heard.join()).not.toContain('of the north');
  });

  it('has header and words in one, with both threads of a socket that has both open', async () => {
    const north = await startThread(ana, room.all, 'North again');
    const south = await startThread(ana, room.all, 'South again');
    const luc = await room.desk(room.luc, room.all);
    for (const thread of [north, south]) await luc.open(thread, ground);
    const messages = await Promise.all([said(ana, room.all, north, 'one'), said(ana, room.all, south, 'two')]);
    for (const answer of messages) await luc.reached(room.all, answer.ok ? answer.result.seq : 0);
    for (const id of messages.map(made)) {
      const frame = luc.frames.find(({ changes }) => changes.messages?.some((one) => one.id === id));
      const words = (frame?.texts ?? []).flatMap(({ texts }) => texts);
      expect(words.map(({ message }) => message)).toContain(id);
    }
  });
});
