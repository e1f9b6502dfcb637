import { Drain } from '../../apps/server/src/platform/drain/drain.js';
import { FlowingClock } from './clock.js';
import type { Memory, OwnOptions } from './own-process.js';
import { bootServer } from './server.js';

/**
 * The real application as a process of its own, for measuring what it needs and for ending it: run by Node, not by jest.
 * Tells its address, and its memory whenever it is asked.
 */
const given = (name: string): string => process.env[name] ?? '';

const { flowingSince, messageRate } = JSON.parse(given('TEST_SERVER')) as OwnOptions;

const server = await bootServer({
  ...(flowingSince !== undefined && { time: new FlowingClock(flowingSince) }),
  ...(messageRate !== undefined && { config: { messageRate } }),
  database: {
    appUrl: given('TEST_DATABASE_URL'),
    ownerUrl: given('TEST_DATABASE_OWNER_URL'),
    logUrl: given('TEST_DATABASE_LOG_URL'),
    adminUrl: given('TEST_DATABASE_ADMIN_URL'),
    drop: () => Promise.resolve(),
  },
});
process.on('message', () => process.send?.(memory()));
process.on('SIGTERM', () => void leave());
process.send?.({ url: server.url });

async function leave(): Promise<void> {
  await server.app.get(Drain, { strict: false }).run(server.app.getHttpServer());
  await server.close();
  process.exit(0);
}

function memory(): Memory {
  const { rss } = process.memoryUsage();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return { now: rss, peak: process.resourceUsage().maxRSS * 1024, reachable: heapUsed + external };
}
