import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RequestMethod, type INestApplication } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { notFound } from '@liaison/domain';
import type { Request, Response } from 'express';
import { Config } from './platform/config/config.js';
import { HttpProblemFilter } from './platform/errors/http-problem.filter.js';
import { inputPipe } from './platform/errors/input.pipe.js';
import { sendProblem } from './platform/errors/send-problem.js';
import { acceptJsonBodies } from './platform/http/json-body.js';
import { serveWebClient } from './platform/http/page.js';
import { refuseForeignWrites } from './platform/http/refuse-foreign-writes.js';
import { securityHeaders } from './platform/http/security-headers.js';
import { rootLog, type Log } from './platform/logging/log.js';
import { requestLog } from './platform/logging/request-log.js';
import { Metrics } from './platform/metrics/metrics.js';
import { RefusedInput } from './platform/rate-limit/refused-input.js';
import { SocketAdapter } from './platform/sockets/socket.adapter.js';
import { SocketGate } from './platform/sockets/socket-gate.js';

/** What the application is made with: its own body parser, and open connections do not hold up the end. */
export const appOptions = { bodyParser: false, forceCloseConnections: true, abortOnError: false } as const;

/** Puts everything before and behind the doors of the tree at `root`; the server and the tests boot through here alike. */
export async function configureApp(app: NestExpressApplication, log: Log, root: string): Promise<void> {
  const { origins, trustedProxies } = app.get(Config, { strict: false });
  rootLog.level = log.level;
  app.disable('x-powered-by');
  app.set('trust proxy', trustedProxies);
  app.use(requestLog(log, app.get(Metrics, { strict: false })), securityHeaders());
  const page = serveWebClient(app, join(root, 'dist/web'));
  app.use(refuseForeignWrites(origins), acceptJsonBodies());
  prefixApi(app);
  app.useGlobalPipes(inputPipe);
  app.useGlobalFilters(new HttpProblemFilter(log, app.get(RefusedInput, { strict: false })));
  const gate = app.get(SocketGate, { strict: false });
  app.useWebSocketAdapter(new SocketAdapter(app, origins, trustedProxies, gate, page));
  serveDescription(app, root);
  await app.init();
  // A register or manifest of a gigabyte may take its time; headers have to come at once, and JSON soon.
  Object.assign(app.getHttpServer(), { requestTimeout: 60 * 60_000, headersTimeout: 10_000 });
  // What no door takes: after init, so that it stands behind them all.
  app.use((_request: Request, response: Response) => sendProblem(response, notFound()));
}

/** Everything but the supervisor's questions is below the version. */
export function prefixApi(app: INestApplication): void {
  app.setGlobalPrefix('api/v1', { exclude: [{ path: 'health/{*part}', method: RequestMethod.GET }] });
}

/** The description is generated, answers included, and compared with the doors on each change: it is served as it is. */
function serveDescription(app: NestExpressApplication, root: string): void {
  const description = readFileSync(join(root, 'docs/generated/openapi.json'), 'utf8');
  app.use('/api/openapi.json', (_request: Request, response: Response) => response.type('json').send(description));
}
