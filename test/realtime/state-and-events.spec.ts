import { compartmentEventKinds, type Frame, type MessagePage } from '@liaison/contracts';
import { lowestMarking } from '@liaison/domain';
import { Expiries } from '../../apps/server/src/operations/expiries.js';
import type { Desk } from '../kit/desk.js';
import { openRoom, type Room } from '../kit/room.js';
import { made, said, startThread } from '../kit/talk.js';
import { as, ok, signInAgain } from '../kit/world.js';

let room: Room;
let ana: Desk;
let luc: Desk;
const seen = new Set<string>();

beforeAll(async () => {
  room = await openRoom();
  ana = await room.desk(room.lead, room.all, room.nlOnly);
  luc = await room.desk(room.luc, room.all);
});
afterAll(() => room.close());

/** Whoever followed the stream holds what a newcomer would be given now, headers, messages and words. */
async function holdsWhatANewcomerGets(desk: Desk, compartment: string): Promise<void> {
  const later = await desk.fetch(compartment);
  await desk.reached(compartment, later.position);
  const mine = desk.state(`compartment:${compartment}`);
  expect(mine.picture()).toEqual(later.picture());
  for (const thread of mine.threads.keys()) {
    const page = ok(
      await as(room.ana).get<MessagePage>(`/threads/${thread}/messages?limit=200&ground=Victim%20identification`),
    );
    for (const message of page.messages) expect(mine.messages.get(message.id)).toEqual(message);
  }
  for (const frame of desk.frames) for (const event of frame.events) seen.add(event.kind);
}

describe('state and events', () => {
  it('of talk: what was followed is what a later fetch gives', async () => {
    const thread = await startThread(ana, room.all, 'Packaging of a regional brand');
    const acknowledgeBy = '2025-09-15T12:00:00Z';
    const message = made(await said(ana, room.all, thread, 'see the label @FR', { acknowledgeBy }));
    await luc.command(room.all, 'message.acknowledge', { message });
    await ana.command(room.all, 'message.edit', { message, version: 1, text: 'see the label again' });
    const marking = { ...lowestMarking, tlp: 'AMBER+STRICT' as const, pap: 'RED' as const };
    await ana.command(room.all, 'message.tighten', { message, version: 2, marking });
    await ana.command(room.all, 'thread.rename', { thread, version: 1, title: 'Packaging' });
    await ana.command(room.all, 'thread.resolve', { thread, version: 2, decision: 'north' });
    await ana.command(room.all, 'thread.reopen', { thread, version: 3 });
    await ana.command(room.all, 'message.retract', { message, version: 2, reason: 'not_accurate' });
    await holdsWhatANewcomerGets(luc, room.all);
  });

  it('of datasets: shares, work on them, assessments, withdrawal', async () => {
    const dataset = made(
      await ana.command(room.nlOnly, 'dataset.register', { origin: room.world.nl.id, images: 12, videos: 1 }),
    );
    await ana.command(room.nlOnly, 'dataset.edit', { dataset, version: 1, images: 13 });
    const share = made(await ana.command(room.all, 'dataset.share', { dataset }));
    await luc.until(() => luc.state(`compartment:${room.all}`).shares.has(share));
    await startThreadAbout(dataset);
    await luc.command(room.all, 'share.claim', { share, version: 1 });
    await luc.command(room.all, 'assessment.record', {
      share,
      kind: 'not_country',
      country: 'DE',
      likelihood: 'likely',
      confidence: 'moderate',
    });
    await holdsWhatANewcomerGets(luc, room.all);
    await ana.command(room.all, 'share.withdraw', { share });
    await holdsWhatANewcomerGets(luc, room.all);
    await holdsWhatANewcomerGets(ana, room.nlOnly);
  });

  it('of who is in: people and agencies come, change and go', async () => {
    const { operation, world } = room;
    const marie = await operation.member(world.fr, 'marie.durand');
    const { id } = await operation.membership(world.fr, marie);
    ok(await as(world.fr.coordinator).patch(`${operation.path}/members/${id}`, { role: 'analyst' }));
    await operation.remove(world.fr, marie);
    await holdsWhatANewcomerGets(luc, room.all);
    ok(await as(world.be.coordinator).post(`${operation.path}/participations/${world.be.id}/withdraw`));
    await operation.join(world.be);
    for (const { coordinator } of [world.nl, world.fr])
      ok(await as(coordinator).post(`${operation.path}/admissions/${world.be.id}/answer`, { withItems: true }));
    const { version } = await operation.view(room.lead);
    ok(await as(room.lead).patch(operation.path, { version, purpose: 'Another purpose' }));
    await operation.enter('dissemination');
    await holdsWhatANewcomerGets(luc, room.all);
  });

  it('of a compartment from its first event on', async () => {
    const { id } = await room.operation.compartment(room.luc, { seats: [room.ana] });
    const filled = await luc.ask<{ frames: Frame[] }>('fill', { stream: `compartment:${id}`, from: 0 });
    for (const frame of filled.ok ? filled.frames : []) for (const event of frame.events) seen.add(event.kind);
    await luc.follow(id);
    await holdsWhatANewcomerGets(luc, id);
  });

  it('of an end date that passed while nobody was there', async () => {
    const { operation, world } = room;
    const noah = await world.fr.person('noah.petit');
    ok(await operation.nominate(world.fr, noah, 'analyst', '2025-09-15'));
    world.clock.stepDays(1);
    await world.server.app.get(Expiries, { strict: false }).run();
    for (const person of [room.luc, room.ana]) await signInAgain(person);
    await luc.connect();
    await luc.follow(room.all);
    await holdsWhatANewcomerGets(luc, room.all);
  });

  it('was tried for every kind of event there is', () => {
    expect([...seen].sort()).toEqual([...compartmentEventKinds].sort());
  });
});

async function startThreadAbout(dataset: string): Promise<void> {
  made(await ana.command(room.all, 'thread.start', { title: 'About it', dataset }));
}
