import { BareSocket, binary, text } from '../../kit/bare-socket.js';
import { pick } from './lies.js';

type Random = () => number;

const valid = [
  '42["hello",{"streams":[]}]',
  '421["fill",{"stream":"x","from":0}]',
  '430[{"ok":true}]',
  '451-["hello",{"_placeholder":true,"num":0}]',
  '40{"token":"x"}',
  '2',
  '3',
];

const made: readonly string[] = [
  '',
  '4',
  '42',
  '42[',
  '42{}',
  '42[]',
  '42[{}]',
  '42[1,2]',
  '42["connect"]',
  '42["error",{}]',
  '42["__proto__",{"__proto__":{"a":1}}]',
  '43',
  '43999999[]',
  '4399999999999999999999[]',
  '40/elsewhere,',
  '41/elsewhere,',
  '41',
  '44{"message":"x"}',
  '4511-["hello",{"_placeholder":true,"num":9}]',
  '45999999-["hello"]',
  '451-["hello",{"_placeholder":true,"num":-1}]',
  '461-1[{"_placeholder":true,"num":0}]',
  '5',
  '6',
  '0{}',
  '1',
  '9',
  'bAAAA',
  '4\u0000',
  '4'.repeat(60_000),
  `42["hello",${'['.repeat(20_000)}${']'.repeat(20_000)}]`,
  `42["hello",${'{"a":'.repeat(8_000)}1${'}'.repeat(8_000)}]`,
  `42["hello",{"streams":[${'0,'.repeat(30_000)}0]}]`,
  `42["${'x'.repeat(60_000)}"]`,
  `42${'9'.repeat(60_000)}["hello"]`,
  'x'.repeat(70_000),
];

/** A valid packet with bytes changed, cut, doubled or put in. */
function damaged(random: Random): Buffer {
  const bytes = [...Buffer.from(pick(valid, random))];
  const at = Math.floor(random() * bytes.length);
  const way = random();
  if (way < 0.4) bytes[at] = Math.floor(random() * 256);
  else if (way < 0.6) bytes.length = at;
  else if (way < 0.8) bytes.splice(at, 0, ...bytes.slice(0, at));
  else bytes.splice(at, 0, ...Array.from({ length: 1 + Math.floor(random() * 64) }, () => Math.floor(random() * 256)));
  return Buffer.from(bytes);
}

/** Frames that break the rules of WebSocket itself. */
const broken: readonly ((socket: BareSocket) => void)[] = [
  (socket) => socket.frame('half', text, false),
  (socket) => socket.frame('a continuation of nothing', 0x0),
  (socket) => socket.frame('reserved', 0x3),
  (socket) => socket.frame('x'.repeat(126), 0x9),
  (socket) => socket.frame(Buffer.from([0xff, 0xfe, 0xc0]), text),
  (socket) => socket.frame(Buffer.from([0x03]), 0x8),
  // Not masked; and a length of 2^62 bytes of which none comes.
  (socket) => socket.raw(Buffer.from([0x81, 0x01, 0x34])),
  (socket) => socket.raw(Buffer.from([0x81, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4])),
  (socket) => socket.raw('GET / HTTP/1.1\r\nHost: x\r\n\r\n'),
];

/** So many packets of garbage, each on a connection that lives; whatever the server does with it, the next begins anew. */
export async function sendGarbage(url: string, cookie: string, count: number, random: Random): Promise<number> {
  let closed = 0;
  let socket: BareSocket | null = null;
  for (let sent = 1; sent <= count; sent += 1) {
    socket ??= await dial(url, random() < 0.9 ? cookie : null, random);
    const way = random();
    if (way < 0.1) pick(broken, random)(socket);
    else socket.frame(way < 0.5 ? pick(made, random) : damaged(random), random() < 0.1 ? binary : text);
    // The server has read what came before this, or has closed.
    socket.frame(`42${sent}["no:such"]`);
    await socket.hears(`43${sent}[`);
    if (socket.isOpen) continue;
    closed += 1;
    socket = null;
  }
  socket?.leave();
  return closed;
}

/** Mostly signed in; some speak before that. */
async function dial(url: string, cookie: string | null, random: Random): Promise<BareSocket> {
  const socket = await BareSocket.dial({ url, cookie });
  if (cookie === null && random() < 0.5) return socket;
  socket.frame('40');
  await socket.hears('40{"sid"', '44{');
  return socket;
}
