import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { DomainError } from '@liaison/domain';

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];
const ownSites = ['same-origin', 'none'];

/**
 * No other site can make a browser write here: a write needs a header that forms cannot send, and where the browser
 * says where it comes from, that must be one of our own origins.
 */
export function refuseForeignWrites(origins: readonly string[]): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction): void => {
    if (safeMethods.includes(request.method) || isOwn(request, origins)) return next();
    next(new DomainError('forbidden', 'Writes need the header X-Liaison: 1 and must come from this site.'));
  };
}

function isOwn(request: Request, origins: readonly string[]): boolean {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (request.headers['x-liaison'] !== '1') return false;
  if (origin !== undefined && !origins.includes(origin)) return false;
  return site === undefined || (typeof site === 'string' && ownSites.includes(site));
}
