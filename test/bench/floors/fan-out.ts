import { createServer } from 'node:http';
import { Pool } from 'pg';
import { Server } from 'socket.io';
import { floors } from './floors.js';

// One floor as a server of its own: `main.ts <name>`. It is what a good plain implementation without access decisions,
// records and projections would be, on the same socket.io with the same settings.
const [name = ''] = process.argv.slice(2);
const floor = floors.get(name);
if (!floor) throw new Error(`no floor of this name: ${name}`);

const http = createServer();
const io = new Server(http, {
  transports: ['websocket'],
  serveClient: false,
  perMessageDeflate: false,
  httpCompression: false,
  maxHttpBufferSize: 64 * 1024,
});
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
const post = floor(io.to('everybody'), pool);

io.on('connection', (socket) => {
  void socket.join('everybody');
  const author = socket.id;
  socket.on('send', ({ text }: { readonly text: string }, answer: (said: object) => void) =>
    post({ author, text, answer }),
  );
});
http.listen(Number(process.env.PORT), '127.0.0.1', () => process.stdout.write('listening on\n'));
