import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

const name = /^\/assets\/[\w.-]+\.(js|css)$/;
const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};
const compress = promisify(gzip);

/**
 * Scripts and styles go out compressed, each compressed once: their names carry their digest, so what was read stays
 * true. Answers of the API are never compressed: their length must not tell what is in them (BREACH).
 */
export function compressedAssets(folder: string): RequestHandler {
  const ready = new Map<string, Promise<Buffer>>();
  const compressed = (path: string): Promise<Buffer> => {
    const known = ready.get(path) ?? readFile(join(folder, path)).then((file) => compress(file, { level: 9 }));
    ready.set(path, known);
    return known;
  };
  return (request: Request, response: Response, next: NextFunction): void => {
    const [, kind = ''] = name.exec(request.path) ?? [];
    const wanted = request.method === 'GET' && kind !== '' && request.acceptsEncodings('gzip') === 'gzip';
    if (!wanted) return next();
    compressed(request.path).then(
      (bytes) => {
        response.set({
          'Content-Type': types[kind],
          'Content-Encoding': 'gzip',
          Vary: 'Accept-Encoding',
          'Cache-Control': 'public, max-age=31536000, immutable',
        });
        response.end(bytes);
      },
      () => {
        // Not there: the next one says so. Names are asked for by anybody, so what is not there is not remembered.
        ready.delete(request.path);
        next();
      },
    );
  };
}
