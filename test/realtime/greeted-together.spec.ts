import type { Frame, HelloAnswer, Id, StreamName, StreamPosition } from '@liaison/contracts';
import { Desk } from '../kit/desk.js';
import { recordsOf } from '../kit/log.js';
import { room, type Room } from '../kit/operation.js';
import { made, said, startThread } from '../kit/talk.js';
import type { Person } from '../kit/world.js';

let world: Room;
beforeAll(async () => {
  world = await room();
});
afterAll(() => world.close());

const deskOf = async (person: Person, ...compartments: Id[]): Promise<Desk> => {
  const desk = await new Desk(person.browser, world.server).connect();
  await desk.follow(...compartments);
  return desk;
};

/** Comes back, so many events ago in each, and answers what came of each by compartment. */
async function back(desk: Desk, missed: number, ...compartments: Id[]): Promise<readonly HelloAnswer[]> {
  const streams = compartments.map((id): StreamPosition => {
    const { epoch, position } = desk.state(`compartment:${id}`);
    return { stream: `compartment:${id}`, epoch, position: position - missed };
  });
  return hello(desk, streams);
}

async function hello(desk: Desk, streams: readonly StreamPosition[]): Promise<readonly HelloAnswer[]> {
  const answer = await desk.ask<{ streams: HelloAnswer[] }>('hello', { streams });
  if (!answer.ok) throw new Error(answer.error.detail);
  return answer.streams;
}

const framesIn = (answer: HelloAnswer | undefined): readonly Frame[] =>
  answer?.state === 'resume' ? answer.frames : [];

describe('people who come back at the same time', () => {
  it('each get what they missed and may see, from their own place on, with a record each of just that', async () => {
    const everybody = [world.operation.lead, world.operation.deputy, world.luc];
    const seats = (await world.operation.compartment(world.ana, { seats: everybody })).id;
    const home = (await world.operation.theirs(world.ana, 'agency')).id;
    const ana = await deskOf(world.ana, seats, home);
    const luc = await deskOf(world.luc, seats);
    const source = await startThread(ana, seats, 'Of four');
    const thread = made(await ana.command(home, 'thread.start', { title: 'Goes on', continues: source }));
    const late = await world.operation.member(world.nl, 'late.comer');
    const newcomer = await deskOf(late, home);
    const first = made(await said(ana, home, thread, 'first'));
    const second = made(await said(ana, home, thread, 'second'));
    const theirs = made(await said(luc, seats, source, 'of the four'));
    for (const desk of [ana, newcomer]) await desk.until(() => desk.state(`compartment:${home}`).messages.has(second));
    for (const desk of [ana, luc]) await desk.until(() => desk.state(`compartment:${seats}`).messages.has(theirs));
    // Knows the compartment's place without being in it.
    newcomer.state(`compartment:${seats}`).epoch = ana.state(`compartment:${seats}`).epoch;
    newcomer.state(`compartment:${seats}`).position = ana.state(`compartment:${seats}`).position;

    let answers: readonly (readonly HelloAnswer[])[] = [];
    const records = await recordsOf({ world }, async () => {
      // The first is on its way alone; the others come meanwhile.
      const alone = back(ana, 0, home);
      const together = [back(ana, 2, home, seats), back(newcomer, 1, home, seats), back(luc, 1, seats)];
      await alone;
      answers = await Promise.all(together);
    });
    const [toAna = [], toNewcomer = [], toLuc = []] = answers;
    const messagesIn = (answer: HelloAnswer | undefined): Id[] =>
      framesIn(answer).flatMap(({ changes }) => (changes.messages ?? []).map(({ id }) => id));
    expect(messagesIn(toAna[0])).toEqual([first, second]);
    expect(messagesIn(toAna[1])).toEqual([theirs]);
    expect(messagesIn(toNewcomer[0])).toEqual([second]);
    expect(messagesIn(toLuc[0])).toEqual([theirs]);
    expect(toNewcomer[1]).toEqual({ stream: `compartment:${seats}`, state: 'denied' });
    expect(framesIn(toAna[0])[0]).toMatchObject({ prev: ana.state(`compartment:${home}`).position - 2 });
    expect(framesIn(toAna[0])[0]?.changes.threads).toMatchObject([{ id: thread, continues: source }]);
    expect(framesIn(toNewcomer[0])[0]?.changes.threads).toMatchObject([{ id: thread, continues: null }]);
    expect(JSON.stringify(toNewcomer)).not.toContain(source);

    const shownTo = (person: Person, outcome: string): string[][] =>
      records
        .filter((one) => one.act === 'compartment.view' && one.person === person.id && one.outcome === outcome)
        .map(({ objects }) => objects.map(({ id }) => id));
    expect(shownTo(world.ana, 'success')).toContainEqual([home, thread, first, second, seats, source, theirs]);
    expect(shownTo(late, 'success')).toEqual([[home, thread, second]]);
    expect(shownTo(late, 'failure')).toEqual([[seats]]);
    expect(shownTo(world.luc, 'success')).toEqual([[seats, source, theirs]]);
    for (const desk of [ana, luc, newcomer]) desk.leave();
  });

  it('go on in their own streams, each from their own place', async () => {
    const home = (await world.operation.theirs(world.ana, 'agency')).id;
    const people = [world.ana, await world.operation.member(world.nl, 'second.person'), world.operation.lead];
    const desks = await Promise.all(people.map((person) => deskOf(person, home)));
    const streamOf = ({ id }: Person): StreamName => `person:${id}`;
    const whole = await Promise.all(
      desks.map((desk, at) => hello(desk, [{ stream: streamOf(people[at] ?? world.ana), epoch: null, position: 0 }])),
    );
    const own = whole.map(([one]): StreamPosition => {
      if (one?.state !== 'snapshot') throw new Error('not let in');
      const { stream, epoch, position } = one.snapshot;
      return { stream, epoch, position: position - 1 };
    });
    const stream: StreamName = `compartment:${home}`;
    const asked = desks.map((desk, at) => {
      const { epoch, position } = desk.state(stream);
      return [{ stream, epoch, position: position - 1 }, ...own.slice(at, at + 1)];
    });
    const answers = await Promise.all(desks.map((desk, at) => hello(desk, asked[at] ?? [])));
    for (const [at, [, answer]] of answers.entries()) {
      const { stream, position } = own[at] ?? {};
      expect(answer).toMatchObject({ stream, state: 'resume' });
      expect(framesIn(answer)).toMatchObject([{ stream, prev: position, through: (position ?? 0) + 1 }]);
    }
    for (const desk of desks) desk.leave();
  });
});
