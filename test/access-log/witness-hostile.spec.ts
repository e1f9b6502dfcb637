import { once } from 'node:events';
import { connect } from 'node:net';
import { seeded } from '../kit/mutate.js';
import { WitnessHome, type WitnessProcess } from '../kit/witness-process.js';
import { GrownLog } from './independent/grown-log.js';

const seen = 100;
let log: GrownLog;
let home: WitnessHome;
let witness: WitnessProcess;

beforeAll(async () => {
  log = await GrownLog.of(300);
  home = new WitnessHome('witness.example/nl', [log.key]);
  witness = await home.start();
  await witness.ask(await log.request(0, seen));
});
afterAll(async () => {
  await witness.kill();
  home.remove();
});

/** That it has cosigned nothing since the beginning. */
async function expectUnmoved(): Promise<void> {
  expect(await witness.ask(await log.request(0, 300))).toMatchObject({ status: 409, body: `${seen}\n` });
}

/** What a request consists of, and what may be answered where something in that part is wrong. */
const parts = [
  { until: (request: string) => request.indexOf('\n'), statuses: [400, 409] },
  { until: (request: string) => request.indexOf('\n\n'), statuses: [400, 422] },
  { until: (request: string) => request.lastIndexOf('\n\n'), statuses: [400, 403, 404] },
  { until: (request: string) => request.length, statuses: [400, 403] },
];

it('no request with one letter changed is cosigned, and each is refused for what is wrong', async () => {
  const random = seeded(1);
  const letters = 'AZaz09+/=-— \u0000\u00e9.\r';
  const requests = await Promise.all([101, 128, 200, 255, 256, 300].map((size) => log.request(seen, size)));
  for (let round = 0; round < 1_500; round += 1) {
    const request = requests[round % requests.length] ?? '';
    const at = Math.floor(random() * request.length);
    const letter = letters.charAt(Math.floor(random() * letters.length));
    if (request[at] === '\n' || request[at] === letter) continue;
    const changed = request.slice(0, at) + letter + request.slice(at + 1);
    const { status, body } = await witness.ask(changed);
    const allowed = parts.find(({ until }) => at <= until(request))?.statuses;
    expect({ changed, status, isAllowed: allowed?.includes(status) }).toEqual({ changed, status, isAllowed: true });
    expect(body).not.toContain('—');
  }
  await expectUnmoved();
}, 120_000);

it('no request cut off, with lines swapped, doubled, left out, taken from others or bits turned is cosigned', async () => {
  const random = seeded(2);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const genuine = await Promise.all([101, 150, 256, 300].map((size) => log.request(seen, size)));
  const early = await Promise.all([1, 50, 99, 100].map((size) => log.request(0, size)));
  const ways: readonly ((request: string) => string)[] = [
    (request) => request.slice(0, Math.floor(random() * request.length)),
    (request) => request.slice(Math.floor(random() * request.length) + 1),
    (request) => withLines(request, (lines) => lines.splice(Math.floor(random() * lines.length), 1)),
    (request) =>
      withLines(request, (lines) => lines.splice(Math.floor(random() * lines.length), 0, pick(unsigned(lines)))),
    (request) => withLines(request, (lines) => lines.splice(Math.floor(random() * lines.length), 1, pick(lines))),
    (request) =>
      withLines(request, (lines) =>
        lines.splice(Math.floor(random() * lines.length), 1, pick(pick(genuine).split('\n'))),
      ),
    (request) => withLines(request, (lines) => lines.splice(1, 0, ...Array.from({ length: 70 }, () => pick(lines)))),
    (request) => request + pick(early),
    () => pick(early),
  ];
  for (let round = 0; round < 1_500; round += 1) {
    const changed = pick(ways)(pick(genuine));
    if (genuine.includes(changed)) continue;
    const { status, body } = await witness.ask(changed);
    expect({ changed, isRefused: [400, 403, 404, 409, 422].includes(status) }).toEqual({ changed, isRefused: true });
    expect(body).not.toContain('—');
  }
  for (let round = 0; round < 500; round += 1) {
    const bytes = Buffer.from(pick(genuine));
    const at = Math.floor(random() * bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    expect((await witness.ask(bytes)).status).toBeGreaterThanOrEqual(400);
  }
  await expectUnmoved();
}, 120_000);

/** A signature may stand there twice. */
const unsigned = (lines: readonly string[]): readonly string[] => lines.filter((line) => !line.startsWith('—'));

function withLines(request: string, change: (lines: string[]) => unknown): string {
  const lines = request.split('\n');
  change(lines);
  return lines.join('\n');
}

/** What comes back over a bare connection until the other side ends it. */
async function heard(...pieces: readonly (string | Uint8Array)[]): Promise<string> {
  const { hostname, port } = new URL(witness.url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.on('error', () => undefined);
  for (const piece of pieces) socket.write(piece);
  await new Promise((resolve) => socket.once('close', resolve));
  return text;
}

const head = (...lines: readonly string[]): string =>
  `${['POST /add-checkpoint HTTP/1.1', 'Host: witness', ...lines].join('\r\n')}\r\n\r\n`;

it.each([70_000, 300_000])('a body of %s bytes is answered with 413 and a sentence', async (size) => {
  const body = (): ReadableStream<Uint8Array> => ReadableStream.from([new Uint8Array(size)]);
  for (let round = 0; round < 10; round += 1) {
    const answers = [
      await witness.ask(Buffer.alloc(size)),
      await fetch(`${witness.url}/add-checkpoint`, { method: 'POST', body: body(), duplex: 'half' }).then(
        async (answer) => ({ status: answer.status, body: await answer.text() }),
      ),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ status: 413, body: 'more than 65536 bytes\n' });
  }
});

describe('a client is cut off', () => {
  it.each([
    ['that says a body will be too long', /^HTTP\/1.1 413 /, () => [head('Content-Length: 65537')]],
    [
      'that sends without end',
      /^HTTP\/1.1 413 .*more than 65536 bytes\n$/s,
      () => [head('Transfer-Encoding: chunked'), `20000\r\n${'x'.repeat(0x20000)}`],
    ],
    ['whose headers are too long', /^HTTP\/1.1 431 /, () => [head(`X: ${'x'.repeat(9_000)}`)]],
    [
      'that lies about a chunk',
      /^HTTP\/1.1 400 /,
      () => [head('Transfer-Encoding: chunked'), 'zz\r\nold 0\r\n0\r\n\r\n'],
    ],
    [
      'that sends more than a chunk',
      /^HTTP\/1.1 400 /,
      () => [head('Transfer-Encoding: chunked'), '3\r\nold 0\r\n0\r\n\r\n'],
    ],
    ['that gives two lengths', /^HTTP\/1.1 400 /, () => [head('Content-Length: 5', 'Content-Length: 6'), 'old 0\n']],
    [
      'that gives length and chunks',
      /^HTTP\/1.1 400 /,
      () => [head('Content-Length: 5', 'Transfer-Encoding: chunked'), 'old 0\n'],
    ],
    ['that speaks no HTTP', /^HTTP\/1.1 400 /, () => ['old 0\n\n']],
    ['that never ends its headers', /^HTTP\/1.1 408 /, () => ['POST /add-checkpoint HTTP/1.1\r\nHost: witness\r\n']],
    ['that sends less than it says', /^HTTP\/1.1 408 /, () => [head('Content-Length: 500'), 'old 0\n']],
  ] as const)('%s', async (_, answered, pieces) => {
    const [text] = await Promise.all([heard(...pieces()), expectUnmoved()]);
    expect(text).toMatch(answered);
    expect(text).not.toContain('—');
  });

  it('who leaves in the middle of a request does no harm', async () => {
    const { hostname, port } = new URL(witness.url);
    const request = await log.request(seen, 300);
    for (let length = 0; length < request.length; length += 37) {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      socket.write(head(`Content-Length: ${Buffer.byteLength(request)}`) + request.slice(0, length));
      socket.destroy();
    }
    await expectUnmoved();
  });
});
