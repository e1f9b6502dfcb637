import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Witness, WitnessAnswer } from '@liaison/transparency-log';
import { oneLine } from '../terminal/text.js';

/** 63 hashes and a note with every signature that a log and its witnesses may have put under it. */
const mostBytes = 64 * 1024;
const mostConnections = 64;
/** Of a request that is refused unread so much is thrown away, and for so many milliseconds, for its sender to read why. */
const mostThrownAway = 1024 * 1024;
const throwingAway = 2_000;

/** Who says nothing, or only little by little, is cut off. */
const times = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 15_000,
  connectionsCheckingInterval: 1_000,
};

interface Answer {
  readonly status: WitnessAnswer['status'] | 405 | 413 | 500;
  readonly type: WitnessAnswer['type'];
  readonly body: string;
}

/** `POST /add-checkpoint` (C2SP tlog-witness) and `GET /checkpoint/<log>`, what it has cosigned last. `say` takes remarks for who runs it. */
export function witnessServer(witness: Witness, say: (remark: string) => void): Server {
  const server = createServer({ ...times, maxHeaderSize: 8 * 1024 }, (request, response) => {
    const { socket } = request;
    answer(witness, request, say)
      .then(async (said) => {
        if (!request.complete) response.setHeader('Connection', 'close');
        send(response, said);
        await thrownAway(request);
        response.end();
      })
      .catch(() => socket.destroy());
  });
  server.maxConnections = mostConnections;
  server.timeout = times.keepAliveTimeout;
  return server;
}

/** Throws where the client has left. */
async function answer(witness: Witness, request: IncomingMessage, say: (remark: string) => void): Promise<Answer> {
  const { method, url = '' } = request;
  if (method === 'GET' && url.startsWith('/checkpoint/')) return orFailure(() => kept(witness, url.slice(1)), say);
  if (url !== '/add-checkpoint') return refused(404, 'there is nothing here but POST /add-checkpoint');
  if (method !== 'POST') return refused(405, 'only POST is answered');
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) return refused(413, tooLong);
  const body = await bodyOf(request);
  if (!body) return refused(413, tooLong);
  return orFailure(async () => {
    const said = await witness.addCheckpoint(body);
    // Both bear the log's own signature: of the same size they may be proof of another history.
    if (said.status === 409 || said.status === 422) say(`${said.status} ${firstLine(said.body)}`);
    return said;
  }, say);
}

async function kept(witness: Witness, path: string): Promise<Answer> {
  const note = await witness.kept(path);
  if (!note) return refused(404, 'nothing of this log was cosigned here');
  return { status: 200, type: 'text/plain; charset=utf-8', body: Buffer.from(note).toString('utf8') };
}

async function orFailure(work: () => Promise<Answer>, say: (remark: string) => void): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    say(`500 ${error instanceof Error ? error.message : String(error)}`);
    return refused(500, 'the state of this witness cannot be read or kept');
  }
}

/** Null where it is longer than it may be. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Whoever closes a connection on which something still comes takes back the answer that was sent over it. */
async function thrownAway(request: IncomingMessage): Promise<void> {
  if (request.complete) return;
  let size = 0;
  await new Promise<void>((end) => {
    setTimeout(end, throwingAway).unref();
    request.once('close', end).once('end', end);
    request.on('data', (chunk: Buffer) => (size += chunk.length) > mostThrownAway && end());
    request.resume();
  });
}

function send(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'X-Content-Type-Options': 'nosniff',
    ...(status === 405 && { Allow: 'POST' }),
  });
  response.write(body);
}

const tooLong = `more than ${mostBytes} bytes`;

const refused = (status: 404 | 405 | 413 | 500, why: string): Answer => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${why}\n`,
});

const firstLine = (text: string): string => oneLine(text.slice(0, 200).trim());
