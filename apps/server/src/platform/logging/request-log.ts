import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { pinoHttp } from 'pino-http';
import type { Log } from './log.js';
import { withRequestId } from './request-context.js';

/**
 * Gives each request an id of ours (one from outside could carry anything) and logs method, route pattern and status:
 * never the address line, whose path and query hold ids and words.
 */
export function requestLog(log: Log): RequestHandler {
  const logged = pinoHttp({
    logger: log,
    genReqId: () => randomUUID(),
    quietReqLogger: true,
    customAttributeKeys: { reqId: 'requestId' },
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'error' : 'debug'),
    customSuccessMessage: () => 'answered',
    customErrorMessage: () => 'failed',
    customProps: (request) => ({ route: routeOf(request as Request) }),
    serializers: { req: () => undefined, res: (response: { statusCode: number }) => response.statusCode, err: () => undefined },
  });
  return (request: Request, response: Response, next: NextFunction): void => {
    logged(request, response);
    response.setHeader('X-Request-Id', String(request.id));
    withRequestId(String(request.id), next);
  };
}

function routeOf(request: Request): string {
  const route: unknown = request.route;
  const path = typeof route === 'object' && route !== null && 'path' in route ? String(route.path) : 'unmatched';
  return `${request.method} ${path}`;
}
