import type { DraftView, MessagePage } from '@liaison/contracts';
import { command, ground, made, registered, registry, shared, shareIn, type Registry } from '../kit/registry.js';
import { as, ok, type Person } from '../kit/world.js';

let world: Registry;
let leaving: Person;
let dataset: string;
let thread: string;
let message: string;

/** FR's Marie has claimed a dataset of NL, is asked to acknowledge a message, and has words not sent yet. */
beforeEach(async () => {
  world = await registry();
  leaving = await world.operation.member(world.fr, 'marie.durand');
  dataset = await registered(world, world.ana);
  await shared(world, world.ana, dataset, world.all);
  const share = await shareIn(leaving, dataset, world.all);
  ok(await command(world, leaving, world.all, 'share.claim', { share: share.id, version: share.version }));
  thread = await made(command(world, world.lead, world.all, 'thread.start', { title: 'Please read' }));
  const asked = { text: 'Read this', language: 'en', acknowledgeBy: '2025-09-16T12:00:00.000Z' };
  message = await made(command(world, world.lead, world.all, 'message.post', { thread, ...asked }));
  ok(await as(leaving).put(`/drafts/${thread}`, { text: 'Not sent yet' }));
});
afterEach(() => world.close());

const asked = async (person: Person): Promise<readonly string[] | undefined> => {
  const path = `/threads/${thread}/messages?ground=${encodeURIComponent(ground)}`;
  const { messages } = ok(await as(person).get<MessagePage>(path));
  return messages.find(({ id }) => id === message)?.acknowledgement?.asked;
};

it('goes to the successor: claims, due acknowledgements, drafts', async () => {
  const successor = await world.fr.person('noah.petit');
  const { id } = await world.operation.membership(world.fr, leaving);
  const path = `${world.operation.path}/members/${id}/replace`;
  ok(await as(world.fr.coordinator).post(path, { successor: successor.id }));
  expect(await shareIn(world.ana, dataset, world.all)).toMatchObject({ claimedBy: successor.id, status: 'claimed' });
  const people = await asked(world.ana);
  expect(people).toContain(successor.id);
  expect(people).not.toContain(leaving.id);
  const drafts = ok(await as(successor).get<DraftView[]>('/drafts'));
  expect(drafts.map(({ place, text }) => [place, text])).toEqual([[thread, 'Not sent yet']]);
});

it('without a successor ends: nobody who has gone holds a claim or owes an answer', async () => {
  await world.operation.remove(world.fr, leaving);
  expect(await shareIn(world.ana, dataset, world.all)).toMatchObject({ claimedBy: null, status: 'triaged' });
  expect(await asked(world.ana)).not.toContain(leaving.id);
});

it('ends when the whole agency is taken out', async () => {
  ok(await as(world.lead).delete(`${world.operation.path}/participations/${world.fr.id}`));
  expect(await shareIn(world.ana, dataset, world.all)).toMatchObject({ claimedBy: null, status: 'triaged' });
});
