import { createHash, randomBytes } from 'node:crypto';
import { foundInstallation } from '@liaison/persistence';
import { Browser } from './browser.js';
import type { TestServer } from './server.js';

const password = 'correct horse battery';

/** Founds the installation and signs in its administrator through the one-time link, as an operator does. */
export async function firstPerson(server: TestServer): Promise<Browser> {
  const token = randomBytes(32).toString('base64url');
  const at = server.clock.now();
  const linkHash = createHash('sha256').update(token).digest();
  const linkExpiresAt = new Date(at.getTime() + 86_400_000);
  await foundInstallation(server.database.ownerUrl, { demonstration: false, at, linkHash, linkExpiresAt });
  const browser = new Browser(server);
  await browser.post('/set-password', { token, password });
  await browser.post('/session', { signInName: 'administrator@platform', password });
  return browser;
}
