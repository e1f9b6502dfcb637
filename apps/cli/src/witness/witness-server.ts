import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Witness, WitnessAnswer } from '@liaison/transparency-log';
import { oneLine } from '../terminal/text.js';

/** 63 hashes and a note with every signature that a log and its witnesses may have put under it. */
const mostBytes = 64 * 1024;
const mostConnections = 64;

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
      .then((said) => {
        // What is still to come of a request that is refused unread is not waited for.
        if (!request.complete) response.setHeader('Connection', 'close').once('finish', () => socket.destroySoon());
        send(response, said);
      })
      .catch(() => socket.destroy());
  });
  server.maxConnections = mostConnections;
  server.timeout = times.keepAliveTimeout;
  return server;
}

/** Throws where the client has left, or sends more than it may. */
async function answer(witness: Witness, request: IncomingMessage, say: (remark: string) => void): Promise<Answer> {
  const { method, url = '' } = request;
  if (method === 'GET' && url.startsWith('/checkpoint/')) return orFailure(() => kept(witness, url.slice(1)), say);
  if (url !== '/add-checkpoint') return refused(404, 'there is nothing here but POST /add-checkpoint');
  if (method !== 'POST') return refused(405, 'only POST is answered');
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) return refused(413, `more than ${mostBytes} bytes`);
  const body = await bodyOf(request);
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

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) throw new Error('the body is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'X-Content-Type-Options': 'nosniff',
    ...(status === 405 && { Allow: 'POST' }),
  });
  response.end(body);
}

const refused = (status: 404 | 405 | 413 | 500, why: string): Answer => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${why}\n`,
});

const firstLine = (text: string): string => oneLine(text.slice(0, 200).trim());
