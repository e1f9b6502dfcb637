import type { IncomingMessage } from 'node:http';

/** The address a request came from, for the access record and for limits. Behind a trusted proxy express knows better. */
export const addressOf = (request: IncomingMessage & { readonly ip?: string }): string =>
  request.ip ?? request.socket.remoteAddress ?? 'unknown';
