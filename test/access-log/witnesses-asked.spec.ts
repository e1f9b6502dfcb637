import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate as letIn } from 'node:timers/promises';
import {
  formatSignature,
  keyInMemory,
  newSeed,
  openCheckpoint,
  parseNote,
  requireWitnesses,
  signText,
  witnessSigner,
  type KnownWitness,
  type Policy,
} from '@liaison/transparency-log';
import { HttpWitnesses } from '../../apps/server/src/access-log/tree/http-witnesses.js';
import type { Witnessed } from '../../apps/server/src/access-log/tree/witnesses.js';
import { WitnessHome } from '../kit/witness-process.js';
import { GrownLog } from './independent/grown-log.js';

let log: GrownLog;
let homes: WitnessHome[] = [];
let servers: Server[] = [];

beforeAll(async () => (log = await GrownLog.of(300)));
afterEach(() => {
  homes.forEach((home) => home.remove());
  servers.forEach((server) => server.close().closeAllConnections());
  [homes, servers] = [[], []];
});

/** A busy machine is no bad witness. */
const asking = (...witnesses: readonly KnownWitness[]): HttpWitnesses =>
  new HttpWitnesses({ logs: [log.key], witnesses }, 60_000);

const ask = async (witnesses: HttpWitnesses, size: number, of = log): Promise<Witnessed> =>
  witnesses.ask(Buffer.from(await of.checkpoint(size)), (older) => of.consistency(older, size));

/** A checkpoint with what the witnesses said under it. */
const withAll = async (size: number, { cosignatures }: Witnessed): Promise<Uint8Array> =>
  Buffer.from((await log.checkpoint(size)) + cosignatures.map(formatSignature).join(''));

function homeOf(name: string): WitnessHome {
  const home = new WitnessHome(`witness.example/${name}`, [log.key]);
  homes.push(home);
  return home;
}

describe('the witnesses of a policy', () => {
  it('are asked side by side; below k the checkpoint is not yet witnessed, and who comes back is asked from where it stood', async () => {
    const [nl, fr] = [homeOf('nl'), homeOf('fr')];
    const [first, second] = [await nl.start(), await fr.start()];
    const de: KnownWitness = { ...keyInMemory('witness.example/de', newSeed()), url: 'http://127.0.0.1:1' };
    const witnesses = asking(first.known, second.known, de);
    const policy = (threshold: number): Policy => ({
      logs: [log.key],
      witnesses: [first.known, second.known, de],
      threshold,
    });

    const early = await ask(witnesses, 10);
    expect(early.states).toEqual([
      { name: 'witness.example/nl', cosignedSize: 10, at: expect.any(Date) as Date, problem: null },
      { name: 'witness.example/fr', cosignedSize: 10, at: expect.any(Date) as Date, problem: null },
      { name: 'witness.example/de', cosignedSize: null, at: null, problem: 'cannot be reached' },
    ]);
    expect(early.ahead).toEqual([]);
    const opened = openCheckpoint(await withAll(10, early), policy(2));
    expect(() => requireWitnesses(opened, policy(2))).not.toThrow();
    expect(() => requireWitnesses(opened, policy(3))).toThrow('not yet witnessed: 2 witnesses have cosigned, 3 are');

    await second.kill();
    const [still, gone] = (await ask(witnesses, 200)).states;
    expect(still).toMatchObject({ cosignedSize: 200, problem: null });
    expect(gone).toMatchObject({ cosignedSize: 10, problem: expect.stringContaining('cannot be reached') as string });

    const back = await fr.start();
    const afterwards = await ask(asking(first.known, back.known), 300);
    expect(afterwards.states.map(({ problem, cosignedSize }) => [problem, cosignedSize])).toEqual([
      [null, 300],
      [null, 300],
    ]);
    expect((await ask(asking(first.known), 300)).states[0]?.problem).toBeNull();
  });

  it('that show what this log’s key signed and this log does not have are ahead', async () => {
    const { known } = await homeOf('nl').start();
    await ask(asking(known), 100);
    const name = 'witness.example/nl';
    const fork = await log.forked(50, 'restored');
    const aheadOf = async (size: number, of: GrownLog): Promise<Witnessed['ahead']> =>
      (await ask(asking(known), size, of)).ahead;
    const larger = 'holds a tree of 100 that this log’s key has signed, and this one has 60';
    expect(await aheadOf(60, log)).toEqual([{ name, reason: larger }]);
    const other = 'holds another tree of 100 than this log has, and this log’s key has signed it';
    expect(await aheadOf(100, fork)).toEqual([{ name, reason: other }]);
    expect(await aheadOf(120, fork)).toEqual([{ name, reason: other }]);
    expect(await aheadOf(120, log)).toEqual([]);
  });

  it('that have shown it once stay ahead for whoever asked, also while they do not answer', async () => {
    const witness = await homeOf('nl').start();
    const witnesses = asking(witness.known);
    await ask(witnesses, 100);
    expect((await ask(witnesses, 60)).ahead).toHaveLength(1);
    await witness.kill();
    expect((await ask(witnesses, 120)).ahead).toHaveLength(1);
  });
});

describe('a witness that answers badly gives no cosignature and stops nobody', () => {
  const key = keyInMemory('witness.example/nl', newSeed());
  const stranger = keyInMemory('witness.example/nl', newSeed());
  const elsewhere =
    (size: string): RequestListener =>
    (_, response) =>
      response.writeHead(409, { 'Content-Type': 'text/x.tlog.size' }).end(size);
  const answering =
    (status: number, body: string): RequestListener =>
    (_, response) =>
      response.writeHead(status).end(body);
  const signed = async (by: typeof key, time: number, text?: string): Promise<string> => {
    const { signatures } = await signText(text ?? (await log.head(100)), [witnessSigner(by, () => time)]);
    return signatures.map(formatSignature).join('');
  };
  const saying =
    (body: () => Promise<string>): RequestListener =>
    (_, response) =>
      void body().then((text) => response.end(text));
  const endless: RequestListener = (_, response) => {
    const more = (error?: Error | null): unknown => error ?? response.write('x'.repeat(10_000), more);
    more();
  };
  let turns = 0;

  async function listen(answer: RequestListener): Promise<string> {
    const server = createServer(answer).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/prefix/`;
  }

  it.each<readonly [string, string, RequestListener]>([
    ['an error', 'answers 500: broken', answering(500, 'broken\nmore')],
    ['what moves a cursor', 'answers 500: a', answering(500, 'a\u001b\n')],
    ['404', 'answers 404: unknown', answering(404, 'unknown')],
    ['422 where there is nothing to prove', 'answers 422: ', answering(422, '')],
    ['409 without a size', 'answers 409: ', answering(409, 'no')],
    ['409 with no size', 'answers 409: ', elsewhere('many\n')],
    ['409 with the size that was asked from', 'answers 409: 0', elsewhere('0\n')],
    ['409 with another size each time', 'answers 409: ', (_, response) => elsewhere(`${(turns += 1)}\n`)(_, response)],
    ['no signature', 'gives no cosignature', answering(200, 'thanks\n')],
    ['nothing', 'signs with another key', answering(200, '')],
    ['a signature of another key', 'signs with another key', saying(() => signed(stranger, 1))],
    ['a signature of another checkpoint', 'does not hold', saying(async () => signed(key, 1, await log.head(99)))],
    ['a time that is none', 'gives a time that is none', saying(() => signed(key, 9e15))],
    ['without end', 'answers without end', endless],
  ])('%s', async (_, problem, answer) => {
    const witnesses = asking({ ...key, url: await listen(answer) });
    const { cosignatures, states, ahead } = await ask(witnesses, 100);
    expect(cosignatures).toEqual([]);
    expect(states).toEqual([
      { name: key.name, cosignedSize: null, at: null, problem: expect.stringContaining(problem) as string },
    ]);
    expect(states[0]?.problem).not.toContain('\u001b');
    expect(ahead).toEqual([]);
  });

  describe('but claims another history', () => {
    /** Refuses every checkpoint with this claim, and shows this for it. */
    const claiming =
      (claim: RequestListener, shown: () => Promise<string>): RequestListener =>
      (request, response) =>
        request.method === 'GET' ? saying(shown)(request, response) : claim(request, response);
    const notOurs = async (): Promise<string> => (await GrownLog.of(200)).checkpoint(200);
    const cosignedAlone = async (): Promise<string> =>
      `${await (await log.forked(50, 'made up')).head(200)}\n${await signed(key, 1)}`;

    it.each<readonly [string, string, RequestListener]>([
      ['a larger one, and shows nothing', 'shows no checkpoint', elsewhere('200\n')],
      ['a larger one of a stranger’s log', 'none that this log’s key', claiming(elsewhere('200\n'), notOurs)],
      ['a larger one that it signed alone', 'none that this log’s key', claiming(elsewhere('200\n'), cosignedAlone)],
      [
        'a larger one, and shows one that this log has',
        'shows one of 50 that this log has',
        claiming(elsewhere('200\n'), () => log.checkpoint(50)),
      ],
      [
        'another one, and shows one that this log has',
        'shows one of 100 that this log has',
        claiming(elsewhere('100\n'), () => log.checkpoint(100)),
      ],
    ])('%s', async (_, problem, answer) => {
      const { states, ahead } = await ask(asking({ ...key, url: await listen(answer) }), 100);
      expect(states[0]?.problem).toContain(problem);
      expect(ahead).toEqual([]);
    });
  });

  it('not at all: it is waited for once, asked beside what goes on, and waited for again once it answers', async () => {
    let isHanging = true;
    let visits = 0;
    const kept: (() => void)[] = [];
    const cosign = async (body: string): Promise<string> =>
      signed(key, 1, body.slice(body.indexOf('\n\n') + 2, body.lastIndexOf('\n\n') + 1));
    const url = await listen((request, response) => {
      visits += 1;
      void text(request).then((body) => {
        const answer = (): void => void cosign(body).then((line) => response.end(line));
        if (isHanging) kept.push(answer);
        else answer();
      });
    });
    const witnesses = new HttpWitnesses({ logs: [log.key], witnesses: [{ ...key, url }] }, 2_000);
    const begun = performance.now();
    for (let size = 100; size < 120; size += 1) {
      const { states, ahead } = await ask(witnesses, size);
      expect(states[0]).toMatchObject({ problem: 'does not answer in time', cosignedSize: null });
      expect(ahead).toEqual([]);
    }
    expect(performance.now() - begun).toBeLessThan(20 * 2_000);
    expect(visits).toBe(1);
    isHanging = false;
    kept.forEach((answer) => answer());
    let last: Witnessed;
    // In a process of its own the answer would come meanwhile; here it has to be let in.
    for (let size = 120; (last = await ask(witnesses, size)).cosignatures.length === 0; size = Math.min(size + 1, 300))
      await letIn();
    expect(last.states[0]?.problem).toBeNull();
  });

  it('a redirection, which nobody follows', async () => {
    let visits = 0;
    const other = await listen((_, response) => response.end(`${(visits += 1)}`));
    const url = await listen((_, response) => response.writeHead(307, { Location: `${other}add-checkpoint` }).end());
    const { states } = await ask(asking({ ...key, url }), 100);
    expect(states[0]?.problem).toContain('answers 307');
    expect(visits).toBe(0);
  });

  it('no address: it is not asked', async () => {
    const { states } = await ask(asking({ name: key.name, publicKey: key.publicKey }), 100);
    expect(states[0]?.problem).toBe('has no address in the policy');
  });

  it('lines of others beside its own are passed over', async () => {
    const body = async (): Promise<string> => (await signed(stranger, 1)) + (await signed(key, 1_700_000_000));
    const { cosignatures, states } = await ask(asking({ ...key, url: await listen(saying(body)) }), 100);
    expect(states[0]).toMatchObject({ cosignedSize: 100, at: new Date('2023-11-14T22:13:20.000Z') });
    expect(parseNote(await withAll(100, { cosignatures, states, ahead: [] })).signatures).toHaveLength(2);
  });
});
