import { Client } from 'pg';
import { untilWaitedFor } from '../kit/locks.js';
import { command, made, registered, registry, shared, type Registry } from '../kit/registry.js';

let world: Registry;
let operator: Client;

beforeAll(async () => {
  world = await registry();
  operator = new Client({ connectionString: world.server.database.adminUrl });
  await operator.connect();
});
afterAll(async () => {
  await operator.end();
  await world.close();
});

it('an edit takes the compartments of its dataset in ascending order, whichever it is sent to', async () => {
  const dataset = await registered(world, world.ana);
  for (const compartment of [world.nlFr, world.all]) await shared(world, world.ana, dataset, compartment);
  const places = [await world.home(world.ana), world.nlFr, world.all].sort();
  const [lowest = '', ...higher] = places;
  const lock = 'select id from compartment where id = any($1) for no key update';
  for (const [round, place] of higher.entries()) {
    await operator.query('begin');
    await operator.query(lock, [[lowest]]);
    const edit = made(command(world, world.ana, place, 'dataset.edit', { dataset, version: round + 1, images: round }));
    await untilWaitedFor(operator);
    // Whoever waits at the first holds none of the later ones, so nobody can wait for it in turn.
    expect((await operator.query(`${lock} skip locked`, [higher])).rowCount).toBe(higher.length);
    await operator.query('rollback');
    await edit;
  }
});
