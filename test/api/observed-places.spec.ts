import type { Id } from '@liaison/contracts';
import { command, made, registered, registry, viewed, type Registry } from '../kit/registry.js';
import type { Answer } from '../kit/browser.js';
import type { Person } from '../kit/world.js';

let world: Registry;
let observer: Person;
let seats: Id;
const strict = {
  classification: 'UNCLASSIFIED-BPL',
  tlp: 'AMBER+STRICT',
  pap: 'AMBER',
  handling: ['H0'],
  h3Text: null,
} as const;

/** An observer's person has a seat beside Ana, who meets that agency nowhere else. */
beforeAll(async () => {
  world = await registry();
  await world.operation.join(world.se, 'observer', '2025-12-31');
  observer = await world.operation.member(world.se, 'sven.berg', 'observer');
  seats = (await world.operation.compartment(world.lead, { seats: [observer, world.ana] })).id;
});
afterAll(() => world.close());

const refused = (answer: Answer): void => {
  expect(answer.status).toBe(400);
  expect(answer.text).toContain('where an observer sits');
};

it('TLP:AMBER+STRICT is refused where an observer has a seat, whoever writes', async () => {
  const start = { title: 'With an observer', message: { text: 'strict words', language: 'en', marking: strict } };
  refused(await command(world, world.ana, seats, 'thread.start', start));
  const thread = await made(command(world, world.ana, seats, 'thread.start', { title: 'With an observer' }));
  const post = { thread, text: 'strict words', language: 'en', marking: strict };
  for (const person of [world.ana, world.lead]) refused(await command(world, person, seats, 'message.post', post));
  const message = await made(
    command(world, world.ana, seats, 'message.post', { thread, text: 'words', language: 'en' }),
  );
  refused(await command(world, world.ana, seats, 'message.tighten', { message, version: 1, marking: strict }));
});

it('a dataset that is TLP:AMBER+STRICT does not go there', async () => {
  const dataset = await registered(world, world.ana, { marking: strict });
  refused(await command(world, world.ana, seats, 'dataset.share', { dataset }));
  expect((await viewed(observer, dataset)).status).toBe(404);
});
