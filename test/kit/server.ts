import type { Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import type { Clock } from '@liaison/domain';
import { AppModule } from '../../apps/server/src/app.module.js';
import { appOptions, configureApp } from '../../apps/server/src/configure-app.js';
import { CLOCK } from '../../apps/server/src/platform/clock.js';
import { Config } from '../../apps/server/src/platform/config/config.js';
import { freePort } from '../../apps/server/src/platform/embedded-postgres/access.js';
import { createLog } from '../../apps/server/src/platform/logging/log.js';
import { NestLogger } from '../../apps/server/src/platform/logging/nest-logger.js';
import { SteppableClock } from './clock.js';
import { databaseSays, freshDatabase, type TestDatabase } from './database.js';

/** The real application on a port of its own with a database of its own; only the clock is a stand-in. */
export interface TestServer {
  readonly url: string;
  readonly app: NestExpressApplication;
  readonly clock: SteppableClock;
  readonly database: TestDatabase;
  close(): Promise<void>;
}

export interface BootOptions {
  readonly config?: Partial<Config>;
  /** Modules beside AppModule, for specs of the platform itself. */
  readonly extra?: readonly Type[];
  /** A database that exists already, for several servers on one. */
  readonly database?: TestDatabase;
  /** A folder in which this server makes the tree of the access log; else nobody does. */
  readonly log?: string;
  /** In place of the clock that stands still. */
  readonly time?: Clock;
}

export async function bootServer(options: BootOptions = {}): Promise<TestServer> {
  const database = options.database ?? (await freshDatabase());
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const clock = new SteppableClock();
  const config = new Config({
    port,
    databaseUrl: database.appUrl,
    origins: [url],
    logLevel: 'silent',
    // The clock stands still, and buckets do not fill again.
    messageRate: 100_000,
    ...(options.log !== undefined && { logDir: options.log, databaseLogUrl: database.logUrl }),
    ...options.config,
  });
  const close = async (app?: NestExpressApplication): Promise<void> => {
    await app?.close();
    if (!options.database) await database.drop();
  };
  try {
    if (!options.database) await databaseSays(database, 'app_now()');
    const app = await build(config, options.time ?? clock, options.extra ?? []);
    await app.listen(port, '127.0.0.1');
    return { url, app, clock, database, close: () => close(app) };
  } catch (error) {
    await close();
    throw error;
  }
}

async function build(config: Config, clock: Clock, extra: readonly Type[]): Promise<NestExpressApplication> {
  const log = createLog(process.env.TEST_LOG_LEVEL ?? config.logLevel);
  const module = Test.createTestingModule({ imports: [AppModule, ...extra] });
  module
    .overrideProvider(Config)
    .useValue(config)
    .overrideProvider(CLOCK)
    .useValue(clock)
    .setLogger(new NestLogger(log));
  const built = await module.compile();
  const app = built.createNestApplication<NestExpressApplication>({ ...appOptions, logger: new NestLogger(log) });
  try {
    await configureApp(app, log, process.cwd());
  } catch (error) {
    await app.close();
    throw error;
  }
  return app;
}
