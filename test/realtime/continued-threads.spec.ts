import type { ThreadHeader } from '@liaison/contracts';
import { Desk } from '../kit/desk.js';
import { room, type Room } from '../kit/operation.js';
import { made, startThread } from '../kit/talk.js';
import type { Person } from '../kit/world.js';

let world: Room;
beforeAll(async () => {
  world = await room();
});
afterAll(() => world.close());

const deskOf = async (person: Person, ...compartments: string[]): Promise<Desk> => {
  const desk = await new Desk(person.browser, world.server).connect();
  await desk.follow(...compartments);
  return desk;
};

it('the thread that another continues is named to who may see it, in state and live, and to nobody who came later', async () => {
  const everybody = [world.operation.lead, world.operation.deputy, world.luc];
  const seats = (await world.operation.compartment(world.ana, { seats: everybody })).id;
  const home = (await world.operation.theirs(world.ana, 'agency')).id;
  const ana = await deskOf(world.ana, seats, home);
  const source = await startThread(ana, seats, 'Of four');
  const thread = made(await ana.command(home, 'thread.start', { title: 'Goes on', continues: source }));
  const late = await world.operation.member(world.nl, 'late.comer');
  const desk = await deskOf(late, home);
  const continues = (whose: Desk): string | null | undefined =>
    (whose.state(`compartment:${home}`).threads.get(thread) as ThreadHeader | undefined)?.continues;
  expect(continues(desk)).toBeNull();

  const renamed = await ana.command(home, 'thread.rename', { thread, version: 1, title: 'Goes on still' });
  if (!renamed.ok) throw new Error(renamed.error.detail);
  for (const one of [ana, desk]) await one.reached(home, renamed.result.seq);
  expect([continues(ana), continues(desk)]).toEqual([source, null]);
  expect(desk.heard.join()).not.toContain(source);
  for (const one of [ana, desk]) one.leave();
});
