import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { json, type NextFunction, type Request, type RequestHandler, type Response } from 'express';

/** 64 KiB come over the slowest line by then; a sender who drips is cut off. */
const within = 20_000;

/** JSON bodies only, small, not compressed, in valid UTF-8. Imports stream their own body under another media type. */
export function acceptJsonBodies(): RequestHandler {
  const read = json({
    limit: 64 * 1024,
    strict: true,
    inflate: false,
    type: 'application/json',
    verify: refuseOtherText,
  });
  return (request: Request, response: Response, next: NextFunction): void => {
    const late = setTimeout(() => request.destroy(), within).unref();
    read(request, response, (error: unknown) => {
      clearTimeout(late);
      next(error);
    });
  };
}

function refuseOtherText(_request: IncomingMessage, _response: unknown, body: Buffer, encoding: string): void {
  if (encoding.toLowerCase() === 'utf-8' && isUtf8(body)) return;
  // Without a status the parser would make it 403.
  throw Object.assign(new Error('not UTF-8'), { status: 400 });
}
