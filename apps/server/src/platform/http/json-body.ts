import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { json, type RequestHandler } from 'express';

/** JSON bodies only, small, not compressed, in valid UTF-8. Imports stream their own body under another media type. */
export function acceptJsonBodies(): RequestHandler {
  return json({ limit: 64 * 1024, strict: true, inflate: false, type: 'application/json', verify: refuseOtherText });
}

function refuseOtherText(_request: IncomingMessage, _response: unknown, body: Buffer, encoding: string): void {
  if (encoding.toLowerCase() === 'utf-8' && isUtf8(body)) return;
  // Without a status the parser would make it 403.
  throw Object.assign(new Error('not UTF-8'), { status: 400 });
}
