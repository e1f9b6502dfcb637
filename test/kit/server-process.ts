import { bootServer } from './server.js';

/**
 * The real application as a process of its own, for measuring what it needs: run by Node, not by jest. Tells its address,
 * and its memory whenever it is asked.
 */
const given = (name: string): string => process.env[name] ?? '';

const server = await bootServer({
  database: {
    appUrl: given('TEST_DATABASE_URL'),
    ownerUrl: given('TEST_DATABASE_OWNER_URL'),
    adminUrl: given('TEST_DATABASE_ADMIN_URL'),
    drop: () => Promise.resolve(),
  },
});
process.on('message', () => process.send?.(memory()));
process.send?.({ url: server.url });

/** In bytes: now, and the most there ever was. */
function memory(): { readonly now: number; readonly peak: number } {
  return { now: process.memoryUsage().rss, peak: process.resourceUsage().maxRSS * 1024 };
}
