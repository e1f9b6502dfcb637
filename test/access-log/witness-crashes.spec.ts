import { renameSync } from 'node:fs';
import { seeded } from '../kit/mutate.js';
import { WitnessHome, WitnessProcess } from '../kit/witness-process.js';
import { GrownLog } from './independent/grown-log.js';

const name = 'witness.example/nl';
let log: GrownLog;
let home: WitnessHome;

beforeAll(async () => (log = await GrownLog.of(400)));
beforeEach(() => (home = new WitnessHome(name, [log.key])));
afterEach(() => home.remove());

/** Every cosignature that was ever given, by size. It throws at the second root of one size. */
class Checker {
  private readonly roots = new Map<number, string>();
  given = 0;

  /** Asks, and answers the status; null where the witness died before it answered. */
  async ask(witness: WitnessProcess, of: GrownLog, older: number, size: number): Promise<number | null> {
    const answered = await witness.ask(await of.request(older, size)).catch(() => null);
    if (answered?.status !== 200) return answered?.status ?? null;
    const root = Buffer.from(await of.root(size)).toString('hex');
    if ((this.roots.get(size) ?? root) !== root) throw new Error(`two roots were cosigned for ${size}`);
    this.roots.set(size, root);
    this.given += 1;
    return 200;
  }
}

/** The size that a witness has cosigned last. */
async function sizeOf(witness: WitnessProcess): Promise<number> {
  const { status, body } = await witness.ask((await log.request(0, 400)).replace('old 0', 'old 399'));
  expect(status).toBe(409);
  return Number(body);
}

describe('a witness that is killed', () => {
  it('between any two of its steps comes back, and cosigns no second root', async () => {
    let step = 0;
    for (let isOver = false; !isOver;) {
      step += 1;
      const checker = new Checker();
      const first = await home.startOrEnd(step);
      if (first instanceof WitnessProcess) isOver = (await checker.ask(first, log, 0, 5)) === 200 && step > 30;
      if (first instanceof WitnessProcess) await first.kill();

      const again = await home.start();
      const size = await sizeOf(again);
      expect([0, 5]).toContain(size);
      if (checker.given > 0) expect(size).toBe(5);
      const other = await log.forked(0, `step ${step}`);
      expect(await checker.ask(again, other, size, 5)).toBe(size === 0 ? 200 : 409);
      await again.kill();
      home.remove();
      home = new WitnessHome(name, [log.key]);
    }
  }, 240_000);

  it('at any moment, while two histories are shown to it at once, cosigns one of them', async () => {
    const random = seeded(20_261_126);
    const checker = new Checker();
    let history = log;
    for (let round = 0; round < 12; round += 1) {
      const witness = await home.start();
      const size = await sizeOf(witness);
      const forks = [
        await history.forked(size, `left ${round}`),
        await history.forked(size, `right ${round}`),
      ] as const;
      const asked = Array.from({ length: 8 }, async (_, at) => {
        const fork = forks[at % 2 === 0 ? 0 : 1];
        for (let from = size; from < size + 20; from += 1) await checker.ask(witness, fork, from, from + 1);
      });
      setTimeout(() => void witness.kill(), random() * 60);
      await Promise.all(asked);

      const again = await home.start();
      const reached = await sizeOf(again);
      const statuses = [];
      for (const fork of forks) statuses.push(await checker.ask(again, fork, reached, reached + 1));
      expect(statuses.filter((status) => status === 200)).toHaveLength(1);
      history = statuses[0] === 200 ? forks[0] : forks[1];
      await again.kill();
    }
    expect(checker.given).toBeGreaterThan(12);
  }, 120_000);
});

describe('the state of a witness', () => {
  it('serves two programs at once without a second root', async () => {
    const witnesses = [await home.start(), await home.start()] as const;
    const forks = [await log.forked(0, 'left'), await log.forked(0, 'right')] as const;
    const checker = new Checker();
    const asked = [0, 1, 0, 1].map(async (fork, at) => {
      for (let size = 0; size < 40; size += 1)
        await checker.ask(witnesses[at < 2 ? 0 : 1], forks[fork === 0 ? 0 : 1], size, size + 1);
    });
    await Promise.all(asked);
    expect(checker.given).toBeGreaterThan(0);
    await Promise.all(witnesses.map((one) => one.kill()));
  });

  it('that cannot be reached is answered 500, without a cosignature; afterwards it goes on', async () => {
    const witness = await home.start();
    expect(await witness.ask(await log.request(0, 10))).toMatchObject({ status: 200 });
    renameSync(home.state, `${home.state}.away`);
    expect(await witness.ask(await log.request(10, 20))).toEqual({
      status: 500,
      type: 'text/plain; charset=utf-8',
      body: 'the state of this witness cannot be read or kept\n',
    });
    renameSync(`${home.state}.away`, home.state);
    expect(await witness.ask(await log.request(10, 20))).toMatchObject({ status: 200 });
    expect(await witness.leave()).toBe(0);
  });
});
