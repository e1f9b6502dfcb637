import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import type { LogLine } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { deliver, Undelivered } from '../../apps/server/src/access-log/subscriptions/deliver.js';
import type { Credentials, Destination } from '../../apps/server/src/access-log/subscriptions/destinations.js';
import { Certified, JsonReceiver, SyslogReceiver } from '../kit/receivers.js';

const certified = new Certified();
const [ca, cert, key] = ['ca.pem', 'cert.pem', 'key.pem'].map((name) => certified.read(name)) as [
  Buffer,
  Buffer,
  Buffer,
];
afterAll(() => certified.remove());

const line = (ground: string): LogLine => ({
  id: newId(),
  at: '2025-09-15T08:00:00.000Z',
  class: 'consultation',
  act: 'dataset.view',
  outcome: 'success',
  operation: null,
  agency: newId(),
  person: newId(),
  personName: 'Ana Visser',
  role: null,
  objects: [],
  groundStated: true,
  ground,
  address: '192.0.2.7',
  session: null,
  recipients: null,
  rule: null,
  compartment: null,
  seenAs: 'person',
  n: 7,
  detail: null,
  erased: [],
});
const to = (format: Destination['format'], port: number): Destination => ({
  name: 'nl-siem',
  agency: 'NL',
  for: 'auditors',
  format,
  address: format === 'syslog' ? `tls://127.0.0.1:${port}` : `https://127.0.0.1:${port}/in`,
});
const sent = (
  where: Destination,
  lines: readonly LogLine[],
  credentials: Credentials = { ca, cert, key },
  patience = 30_000,
): Promise<void> =>
  deliver(where, lines, { credentials, host: 'liaison.test', patience, signal: new AbortController().signal });

describe.each(['syslog', 'json'] as const)('by %s', (format) => {
  const receiver = format === 'syslog' ? new SyslogReceiver(certified) : new JsonReceiver(certified);
  beforeAll(() => receiver.listen());
  afterAll(() => receiver.close());

  it('a destination that says nothing has taken nothing when patience is over', async () => {
    receiver.manner = 'deaf';
    const waiting = sent(to(format, receiver.port), [line('x')], { ca, cert, key }, 50);
    await expect(waiting).rejects.toEqual(new Undelivered('does not answer in time'));
    receiver.manner = 'well';
    await sent(to(format, receiver.port), [line('x')]);
    expect(receiver.lines()).toHaveLength(1);
  });

  it.each([
    ['an authority', { ca: Buffer.from('no') }],
    ['a certificate', { ca, cert: Buffer.from('no'), key }],
    ['a key', { ca, cert, key: Buffer.from('no') }],
  ])('%s that is none is told as the destination’s fault, not as the database’s', async (_name, credentials) => {
    const sending = sent(to(format, receiver.port), [line('x')], credentials);
    await expect(sending).rejects.toBeInstanceOf(Undelivered);
    await expect(sending).rejects.toThrow(/^cannot be reached \(/);
  });
});

describe('a receiver of syslog that reads one piece, and ends', () => {
  const server = createServer({ ca, cert, key }, (socket: TLSSocket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.pause();
      socket.end();
    });
  });
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => void server.close());
  const port = (): number => (server.address() as AddressInfo).port;

  it('has not taken what had not even left', async () => {
    const much = Array.from({ length: 4_000 }, () => line('x'.repeat(8_000)));
    await expect(sent(to('syslog', port()), much)).rejects.toBeInstanceOf(Undelivered);
  });
});
