import type { IncomingMessage } from 'node:http';
import { DomainError } from '@liaison/domain';
import { Unreadable } from '../reading/unreadable.js';

/** The largest file that is read. */
const largestFile = 1024 ** 3;

const mediaTypes = ['application/octet-stream', 'text/csv', 'text/plain'];

/** A file as it comes over the wire: bytes that are read once, and never faster than they are used. */
export interface ImportBody {
  readonly bytes: AsyncIterable<Buffer>;
  /** As the sender says; null when it does not. */
  readonly length: number | null;
  /** Lets the rest pass unread, so that the sender gets to hear the answer. */
  letGo(): void;
}

/** The body of a request as a file, or a refusal before a byte of it is read. */
export function importBody(request: IncomingMessage, largest = largestFile): ImportBody {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (!mediaTypes.includes(type) || encoding !== 'identity')
    throw new DomainError('invalid', `Send the file as it is, as one of ${mediaTypes.join(', ')}.`, {
      reason: 'media_type',
    });
  const length = request.headers['content-length'] === undefined ? null : Number(request.headers['content-length']);
  if (length !== null && length > largest)
    throw new DomainError('invalid', 'The file is too large. Send it in several parts.', { reason: 'body_too_large' });
  // Stopping early must not close the connection on which the answer goes out.
  const source = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  return { bytes: atMost(source, largest), length, letGo: () => void request.resume() };
}

async function* atMost(source: AsyncIterable<Buffer>, largest: number): AsyncGenerator<Buffer> {
  let read = 0;
  for await (const chunk of source) {
    read += chunk.length;
    if (read > largest) throw new Unreadable('The file is too large. Send it in several parts.', `byte ${largest}`);
    yield chunk;
  }
}

/** The whole of a small body. */
export async function readWhole(body: ImportBody): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body.bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}
