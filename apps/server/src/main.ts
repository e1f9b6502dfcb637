import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { claimDemonstration, ForeignSchema, migrate, schemaProblem } from '@liaison/persistence';
import { checkLog } from './access-log/tree/check-log.js';
import { AppModule } from './app.module.js';
import { appOptions, configureApp } from './configure-app.js';
import { prepareDemonstration } from './demo/demonstration.js';
import { FoundInstallation } from './identity/found-installation.js';
import { ConfigError, readConfig, type Config } from './platform/config/config.js';
import { prepare } from './prepare.js';
import { Drain } from './platform/drain/drain.js';
import { startEmbeddedPostgres } from './platform/embedded-postgres/embedded-postgres.js';
import { defaultDataDir } from './platform/embedded-postgres/place.js';
import { createLog } from './platform/logging/log.js';
import { NestLogger } from './platform/logging/nest-logger.js';
import { WarmUp } from './relay/warm-up.js';

/** The built file lies in dist/apps/server/src. */
const root = fileURLToPath(new URL('../../../..', import.meta.url));
/** Whatever hangs: a supervisor that waits for half a minute does not have to kill. */
const endWithin = 25_000;
const say = (text: string): void => void process.stdout.write(`liaison: ${text}\n`);

interface Running {
  /** Sends elsewhere whoever is here. */
  drain?(): Promise<void>;
  close(): Promise<void>;
}

const dataDirOf = (config: Config): string => config.dataDir ?? defaultDataDir(root);

/** The embedded database unless another one is configured; what was found out goes where the configuration is read. */
async function openDatabase(config: Config): Promise<Running> {
  process.env.LIAISON_DEMO = String(config.demo);
  if (config.databaseUrl !== undefined) return { close: () => Promise.resolve() };
  const dataDir = dataDirOf(config);
  const database = await startEmbeddedPostgres({ root, dataDir, say, onLost: fail });
  say(`database ready in ${dataDir}`);
  process.env.DATABASE_URL = database.appUrl;
  process.env.DATABASE_OWNER_URL = database.ownerUrl;
  process.env.DATABASE_LOG_URL = database.logUrl;
  process.env.LIAISON_DATA_DIR = dataDir;
  return { close: () => database.stop() };
}

/** The schema is the owner's; without the owner's log in somebody else has to have migrated it. */
async function bringSchemaUpToDate({ databaseUrl = '', databaseOwnerUrl }: Config): Promise<void> {
  if (databaseOwnerUrl !== undefined) return migrate(databaseOwnerUrl);
  const problem = await schemaProblem(databaseUrl);
  if (problem !== null) throw new ConfigError(problem);
}

async function openServer(): Promise<Running> {
  const config = readConfig(process.env);
  await bringSchemaUpToDate(config);
  say('schema up to date');
  const log = createLog(config.logLevel);
  const claim = config.demo && config.databaseOwnerUrl ? await claimDemonstration(config.databaseOwnerUrl) : null;
  if (claim?.cleared) say('took away a demonstration whose loading had been cut short');
  try {
    const app = await NestFactory.create<NestExpressApplication>(AppModule, {
      ...appOptions,
      logger: new NestLogger(log),
    });
    await configureApp(app, log, root);
    await introduce(app, config);
    await app.get(WarmUp, { strict: false }).run();
    await app.listen(config.port, config.listenOn);
    say(`listening on ${await app.getUrl()}`);
    const drain = app.get(Drain, { strict: false });
    return { drain: () => drain.run(app.getHttpServer()), close: () => app.close() };
  } finally {
    await claim?.release();
  }
}

/** An installation that nobody has entered yet says how to get in, here and nowhere else; a demonstration always. */
async function introduce(app: NestExpressApplication, config: Config): Promise<void> {
  const first = await app.get(FoundInstallation, { strict: false }).run();
  if (config.demo) return prepareDemonstration(app, first, dataDirOf(config), say);
  if (!first) return;
  say(`first administrator: ${first.signInName}, set the password within a day at`);
  say(`http://localhost:${config.port}${first.link.path}`);
}

/**
 * A supervisor's SIGTERM sends people elsewhere first; whoever ends it by hand does not wait for that. Later signals do
 * not interrupt an orderly end, which has its own time limits.
 */
function endOnSignal(parts: readonly Running[]): void {
  let ending = false;
  const end = async (signal: string): Promise<void> => {
    if (ending) return;
    ending = true;
    say('stopping');
    setTimeout(() => fail(new Error('the end took too long')), endWithin).unref();
    if (signal === 'SIGTERM') for (const part of parts) await part.drain?.();
    for (const part of parts) await part.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(signal).catch(fail));
}

function fail(error: unknown): never {
  const isPlain = error instanceof ConfigError || error instanceof ForeignSchema;
  const text = isPlain ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`liaison: ${text}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
  const config = readConfig(process.env);
  if (process.argv[2] === 'prepare') return prepare(config, say);
  const isChecking = process.argv[2] === 'check-log';
  if (isChecking && config.databaseLogUrl !== undefined) process.exit((await checkLog(config, say)) ? 0 : 1);
  const database = await openDatabase(config);
  const parts: Running[] = [database];
  endOnSignal(parts);
  if (isChecking) {
    const isWhole = await checkLog(readConfig(process.env), say).finally(() => database.close());
    process.exit(isWhole ? 0 : 1);
  }
  try {
    parts.unshift(await openServer());
  } catch (error) {
    await database.close();
    throw error;
  }
}

await main().catch(fail);
