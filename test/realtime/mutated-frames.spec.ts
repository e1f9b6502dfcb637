import type { Problem } from '@liaison/contracts';
import { mutate } from '../faults/mutations.js';
import { attackedServer, type Attacked } from '../faults/mutations/attacked.js';
import { validInputs } from '../faults/mutations/lies.js';
import { mutated, seeded } from '../kit/mutate.js';
import { as } from '../kit/world.js';

const seed = Number(process.env.SEED ?? 20250915);
const count = Number(process.env.FRAMES ?? 2_000);
const mebibyte = 1024 * 1024;
let attacked: Attacked;

beforeAll(async () => {
  attacked = await attackedServer();
});
afterAll(() => attacked.close());

it(`${count} mutated frames are each answered, none breaks anything (seed ${seed})`, async () => {
  const { ana, room } = attacked;
  const before = await attacked.memory();
  const report = await mutate({ ...attacked, seed, count });
  const { taken = 0, ...refused } = report.answers;
  const answered = Object.values(report.answers).reduce((sum, number) => sum + number, 0);
  expect(answered + report.garbage).toBe(report.sent);
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThan(answered * 0.2);
  expect(refused).toMatchObject({ invalid: expect.any(Number) as number, not_found: expect.any(Number) as number });
  expect(ana.connected).toBe(true);
  expect((await attacked.memory()).reachable - before.reachable).toBeLessThan(32 * mebibyte);
  // What was taken was whole: a newcomer's picture is that of whoever followed.
  const later = await ana.fetch(room.all);
  await ana.reached(room.all, later.position);
  expect(ana.state(`compartment:${room.all}`).picture()).toEqual((await ana.fetch(room.all)).picture());
}, 120_000);

it(`${count / 4} mutated bodies over HTTP get the same refusals, and no 5xx`, async () => {
  const random = seeded(seed + 1);
  const commands = validInputs(attacked.ground).filter(([event]) => event === 'command');
  for (let sent = 0; sent < count / 4; sent += 1) {
    const [, input] = commands[Math.floor(random() * commands.length)] ?? ['', {}];
    const { commandId, compartment, ...body } = input as { commandId: string; compartment: string };
    const answer = await as(attacked.room.ana).send<Problem>(
      'POST',
      `/compartments/${compartment}/commands`,
      mutated(body, random),
      { 'Idempotency-Key': commandId },
    );
    expect(answer.status).toBeLessThan(500);
  }
}, 60_000);
