import { NestFactory } from '@nestjs/core';
import { migrate } from '@liaison/persistence';
import { AppModule } from './app.module.js';
import { FoundInstallation } from './identity/found-installation.js';
import { ConfigError, type Config } from './platform/config/config.js';

/**
 * What needs the owner's log in, and nothing else: migrations, and the first administrator's link. The servers are then
 * started without it.
 */
export async function prepare(config: Config, say: (text: string) => void): Promise<void> {
  if (config.databaseOwnerUrl === undefined || config.databaseUrl === undefined)
    throw new ConfigError('DATABASE_URL and DATABASE_OWNER_URL must be set to prepare a database');
  if (config.demo) throw new ConfigError('LIAISON_DEMO must be false: a demonstration is loaded by a server');
  await migrate(config.databaseOwnerUrl);
  say('schema up to date');
  const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
  try {
    const first = await app.get(FoundInstallation, { strict: false }).run();
    if (!first) return;
    say(`first administrator: ${first.signInName}, set the password within a day at`);
    say(`${config.origins[0] ?? ''}${first.link.path}`);
  } finally {
    await app.close();
  }
}
