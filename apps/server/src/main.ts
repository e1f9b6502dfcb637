import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { migrate } from '@liaison/persistence';
import { AppModule } from './app.module.js';
import { appOptions, configureApp } from './configure-app.js';
import { FoundInstallation } from './identity/found-installation.js';
import { ConfigError, readConfig, type Config } from './platform/config/config.js';
import { startEmbeddedPostgres } from './platform/embedded-postgres/embedded-postgres.js';
import { defaultDataDir } from './platform/embedded-postgres/place.js';
import { createLog } from './platform/logging/log.js';
import { NestLogger } from './platform/logging/nest-logger.js';

/** The built file lies in dist/apps/server/src. */
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const say = (text: string): void => void process.stdout.write(`liaison: ${text}\n`);

interface Running {
  close(): Promise<void>;
}

/** The embedded database unless another one is configured; its addresses go where the configuration is read. */
async function openDatabase(config: Config): Promise<Running> {
  if (config.databaseUrl !== undefined) return { close: () => Promise.resolve() };
  const dataDir = config.dataDir ?? defaultDataDir(root);
  const database = await startEmbeddedPostgres({ root, dataDir, say, onLost: fail });
  say(`database ready in ${dataDir}`);
  process.env.DATABASE_URL = database.appUrl;
  process.env.DATABASE_OWNER_URL = database.ownerUrl;
  return { close: () => database.stop() };
}

/** The schema is the owner's; without the owner's log in somebody else has to have migrated it. */
async function bringSchemaUpToDate(): Promise<void> {
  const { databaseOwnerUrl } = readConfig(process.env);
  if (databaseOwnerUrl === undefined) return;
  await migrate(databaseOwnerUrl);
  say('schema up to date');
}

async function openServer(config: Config): Promise<Running> {
  await bringSchemaUpToDate();
  const log = createLog(config.logLevel);
  const app = await NestFactory.create<NestExpressApplication>(AppModule, {
    ...appOptions,
    logger: new NestLogger(log),
  });
  await configureApp(app, log, join(root, 'dist/web'));
  await introduceAdministrator(app, config);
  await app.listen(config.port, config.host);
  say(`listening on ${await app.getUrl()}`);
  return app;
}

/** An installation that nobody has entered yet says how to get in, here and nowhere else. */
async function introduceAdministrator(app: NestExpressApplication, config: Config): Promise<void> {
  const first = await app.get(FoundInstallation, { strict: false }).run();
  if (!first || config.demo) return;
  say(`first administrator: ${first.signInName}, set the password within a day at`);
  say(`http://localhost:${config.port}${first.link.path}`);
}

/** Later signals do not interrupt an orderly end, which has its own time limits. */
function endOnSignal(parts: readonly Running[]): void {
  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    say('stopping');
    for (const part of parts) await part.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end().catch(fail));
}

function fail(error: unknown): never {
  const text = error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`liaison: ${text}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
  const config = readConfig(process.env);
  const database = await openDatabase(config);
  const parts: Running[] = [database];
  endOnSignal(parts);
  try {
    parts.unshift(await openServer(config));
  } catch (error) {
    await database.close();
    throw error;
  }
}

await main().catch(fail);
