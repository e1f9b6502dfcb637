import type { IncomingMessage } from 'node:http';

/** The address a request came from, for the access record and for limits: that which trusted proxies forward, else the peer's. */
export const addressOf = (request: IncomingMessage & { readonly ip?: string }): string =>
  request.ip ?? request.socket.remoteAddress ?? 'unknown';
