import { request } from 'node:https';
import { connect } from 'node:tls';
import type { LogLine } from '@liaison/contracts';
import type { Credentials, Destination } from './destinations.js';
import { framed, syslogLine } from './syslog-line.js';

/** Why a destination did not take what was sent, for people: never a word of what it answered. */
export class Undelivered extends Error {
  override readonly name = 'Undelivered';
}

/** How a batch is sent. */
export interface Terms {
  readonly credentials: Credentials;
  /** Name of this installation in syslog. */
  readonly host: string;
  /** After so many milliseconds it counts as not taken. */
  readonly patience: number;
  readonly signal: AbortSignal;
}

/** Resolves when the destination has taken all of the lines; throws `Undelivered` where it is not known to have. */
export async function deliver(to: Destination, lines: readonly LogLine[], terms: Terms): Promise<void> {
  const bytes =
    to.format === 'syslog'
      ? Buffer.concat(lines.map((line) => framed(syslogLine(line, terms.host))))
      : Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  try {
    await (to.format === 'syslog' ? overTls(new URL(to.address), bytes, terms) : byPost(to.address, bytes, terms));
  } catch (error) {
    throw undelivered(error);
  }
}

/**
 * Syslog has no acknowledgement. So each batch has a connection of its own that is closed behind it, and counts as taken when
 * the receiver closes its side in order after all of it was handed to the kernel (RFC 5425, 4.4), as it does when it has read to
 * the end. A reset, an error, silence, or an end while something has not left yet has delivered nothing. One that ends in
 * order and has not read what waits in the kernels' buffers is not told from one that has; nor is what it loses after reading.
 */
function overTls({ hostname, port }: URL, bytes: Buffer, { credentials, patience, signal }: Terms): Promise<void> {
  return new Promise((resolve, reject) => {
    let hasAnswered = false;
    const host = hostname.replace(/^\[|\]$/g, '');
    const socket = connect({ host, port: Number(port), ...credentials, ...secure, ...nameFor(host) });
    const stop = (why: string) => (): void => void socket.destroy(new Undelivered(why));
    const timer = setTimeout(stop('does not answer in time'), patience);
    const abort = stop('was interrupted');
    signal.addEventListener('abort', abort);
    socket.once('secureConnect', () => socket.end(bytes));
    socket.once('end', () => (hasAnswered = socket.writableFinished));
    socket.once('error', reject);
    socket.once('close', () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      if (hasAnswered) resolve();
      else reject(new Undelivered('hung up before it had read everything'));
    });
    socket.resume();
    if (signal.aborted) abort();
  });
}

const secure = { rejectUnauthorized: true, minVersion: 'TLSv1.2' } as const;

/** Names only: an address is no server name (RFC 6066), and its certificate is looked at all the same. */
const nameFor = (host: string): { readonly servername?: string } =>
  /^[\d.]+$|:/.test(host) ? {} : { servername: host };

/** JSON lines: a 2xx acknowledges all of them. Nothing leads to another address. */
function byPost(address: string, bytes: Buffer, { credentials, patience, signal }: Terms): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/x-ndjson', 'Content-Length': bytes.length };
    const terms = { method: 'POST', headers, agent: false, ...credentials, ...secure, signal };
    const sent = request(address, terms, (answer) => {
      const { statusCode: status = 0 } = answer;
      answer.resume();
      if (status >= 200 && status < 300) answer.once('end', resolve);
      else sent.destroy(new Undelivered(`answered ${status}`));
    });
    const timer = setTimeout(() => sent.destroy(new Undelivered('does not answer in time')), patience);
    sent.once('error', reject);
    sent.once('close', () => {
      clearTimeout(timer);
      reject(new Undelivered('hung up before it had answered'));
    });
    sent.end(bytes);
  });
}

function undelivered(error: unknown): Undelivered {
  if (error instanceof Undelivered) return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return new Undelivered(`cannot be reached${typeof code === 'string' ? ` (${code})` : ''}`);
}
