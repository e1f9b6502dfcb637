import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { static as filesOf, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { compressedAssets } from './compressed-assets.js';
import { nonceOf } from './security-headers.js';

const otherDoors = /^\/(api|health|socket\.io)(\/|$)/;
const assets = /^\/assets(\/|$)/;

/**
 * Serves the built web client: hashed files may be kept for ever, the page itself never. Returns the digest that tells
 * this page from any other; null where none is built.
 */
export function serveWebClient(app: NestExpressApplication, folder: string): string | null {
  const index = join(folder, 'index.html');
  if (!existsSync(index)) return null;
  const template = readFileSync(index, 'utf8');
  // It names its scripts and styles, whose names carry their digests.
  const digest = createHash('sha256').update(template).digest('base64url').slice(0, 22);
  app.use(compressedAssets(folder));
  app.use(serveFiles(folder));
  app.use(servePage(template.replaceAll('__PAGE__', digest)));
  return digest;
}

/** Whoever asks another door waits for no look into the folder. */
function serveFiles(folder: string): RequestHandler {
  const serve = filesOf(folder, { index: false, redirect: false, setHeaders: keepHashedFiles });
  return (request: Request, response: Response, next: NextFunction): void =>
    otherDoors.test(request.path) ? next() : void serve(request, response, next);
}

function keepHashedFiles(response: { setHeader(name: string, value: string): void }, path: string): void {
  const hashed = /[\\/]assets[\\/]/.test(path);
  response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
}

/** Every path that is not another door's is a place inside the client, which routes it itself. */
function servePage(template: string): RequestHandler {
  return (request: Request, response: Response, next: NextFunction): void => {
    const wantsPage = request.method === 'GET' && request.accepts('html') !== false;
    if (!wantsPage || otherDoors.test(request.path) || assets.test(request.path)) return next();
    response.type('html').send(template.replaceAll('__NONCE__', nonceOf(response)));
  };
}
