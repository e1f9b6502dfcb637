import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Metrics } from '../metrics/metrics.js';
import type { Log } from './log.js';

const idHeader = 'X-Request-Id';

/** The id that the answer goes out under; for logs and for whoever asks an operator, never for a decision. */
export const requestIdOf = (response: Response): string => String(response.getHeader(idHeader));

/**
 * Gives each request an id of ours (one from outside could carry anything), and logs and counts method, route pattern
 * and status: never the address line, whose path and query hold ids and words.
 */
export function requestLog(log: Log, metrics: Metrics): RequestHandler {
  return (request: Request, response: Response, next: NextFunction): void => {
    const id = randomUUID();
    const began = performance.now();
    response.setHeader(idHeader, id);
    response.once('finish', () => {
      const status = response.statusCode;
      const ms = Math.round(performance.now() - began);
      const facts = { requestId: id, route: routeOf(request), status, ms };
      metrics.answered(facts.route, status, ms);
      log[status >= 500 ? 'warn' : 'debug'](facts, 'answered');
    });
    next();
  };
}

function routeOf(request: Request): string {
  const route: unknown = request.route;
  const path = typeof route === 'object' && route !== null && 'path' in route ? String(route.path) : 'unmatched';
  return `${request.method} ${path}`;
}
