import type { Server } from 'socket.io';

/**
 * What is kept of a message until it is whole. Its bytes are bounded, its pieces are not by default, and each costs two
 * hundred bytes: one of 64 KiB sent byte by byte holds 16 MiB. No browser takes a message of that length to pieces.
 * Pings, which no browser sends either, are answered by us: `ws` answers all, and keeps what nobody reads.
 */
const bounds = { maxFragments: 64, maxBufferedChunks: 1_024, autoPong: false };

/**
 * Engine.IO hands none of these settings on to its WebSocket server, and makes a new one when the HTTP server begins to
 * listen; so they are set before each handshake.
 */
export function boundReceivers(server: Server): void {
  Object.assign((server.engine as unknown as { readonly ws: { readonly options: object } }).ws.options, bounds);
}
