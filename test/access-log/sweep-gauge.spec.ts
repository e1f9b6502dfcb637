import { Sweep } from '../../apps/server/src/access-log/erasure/sweep.js';
import { asOperator } from '../kit/log.js';
import { freePort } from '../../apps/server/src/platform/embedded-postgres/access.js';
import { sequenced } from '../kit/sequenced.js';
import { readsTheLog, signInAgain, twoAgencies, type Person, type TwoAgencies } from '../kit/world.js';

let metricsPort: number;
let world: TwoAgencies;
let auditor: Person;

beforeAll(async () => {
  metricsPort = await freePort();
  world = await twoAgencies({ config: { metricsPort } });
  auditor = await world.nl.person('auditor', 'auditor');
  await sequenced(world);
});
afterAll(() => world.close());

const daysBehind = async (): Promise<number> => {
  const figures = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  return Math.round(Number(/^liaison_log_sweep_behind_seconds (\S+)$/m.exec(figures)?.[1]) / 86_400);
};
const sweep = (): Promise<void> => world.server.app.get(Sweep).run();

it('says by how much what is due is overdue, and nothing once it is gone', async () => {
  await sweep();
  expect(await daysBehind()).toBe(0);
  // Of what is kept for three years, sign-ins are there.
  world.clock.stepDays(1_095 + 12);
  await signInAgain(auditor);
  await readsTheLog(auditor);
  await sequenced(world);
  await asOperator({ world }, 'revoke insert on access_record from liaison_app');
  await sweep();
  expect(await daysBehind()).toBe(12);
  await asOperator({ world }, 'grant insert on access_record to liaison_app');
  await sweep();
  expect(await daysBehind()).toBe(0);
});
