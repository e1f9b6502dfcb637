import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { Pool } from 'pg';
import { Server } from 'socket.io';

// What signing in, catching up and paging cost at the least: a session looked up by its cookie's digest, and one SELECT
// by the primary key, on bare socket.io and bare HTTP.
const http = createServer();
const io = new Server(http, {
  transports: ['websocket'],
  serveClient: false,
  perMessageDeflate: false,
  httpCompression: false,
  maxHttpBufferSize: 64 * 1024,
});
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 20 });

const session = { name: 'session', text: 'select person from session where token_hash = $1 and expires_at > now()' };
const after = { name: 'after', text: 'select * from message where stream = $1 and seq > $2 order by seq limit 200' };
const before = {
  name: 'before',
  text: 'select * from message where stream = $1 and seq < $2 order by seq desc limit 50',
};

async function isSignedIn({ headers }: IncomingMessage): Promise<boolean> {
  const token = /liaison=([^;]+)/.exec(headers.cookie ?? '')?.[1] ?? '';
  const hash = createHash('sha256').update(token).digest();
  return (await pool.query({ ...session, values: [hash] })).rowCount === 1;
}

async function answerPage(request: IncomingMessage, values: readonly (string | null)[]): Promise<string> {
  if (!(await isSignedIn(request))) return '[]';
  const { rows } = await pool.query<object>({ ...before, values: [...values] });
  return JSON.stringify(rows.reverse());
}

io.use((socket, next) => {
  isSignedIn(socket.request).then((signedIn) => next(signedIn ? undefined : new Error('unauthenticated')), next);
});

io.on('connection', (socket) => {
  socket.on('hello', ({ stream, position }: { stream: number; position: number }, answer: (said: object) => void) => {
    void pool
      .query({ ...after, values: [stream, position] })
      .then(({ rows }) => answer({ ok: true, state: 'resume', messages: rows }));
  });
});

http.on('request', (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://floor');
  if (pathname !== '/page') return;
  void answerPage(request, [searchParams.get('stream'), searchParams.get('before')]).then((json) =>
    response.setHeader('Content-Type', 'application/json').end(json),
  );
});
http.listen(Number(process.env.PORT), '127.0.0.1', () => process.stdout.write('listening on\n'));
