import { Client } from 'pg';
import { NotElected, type LogSession } from '@liaison/persistence';
import { LogFolder } from '../../../apps/server/src/platform/log-folder/log-folder.js';
import { untilWaitedFor } from '../../kit/locks.js';
import { Grove, type Elected } from '../../kit/tree.js';

/** As the end of the process. */
class Crash extends Error {}

/** Every call that changes something outside of the process. */
const effects: readonly (string | symbol)[] = ['append', 'signed', 'write', 'clear', 'ask'];

/** Lets so many effects of whatever it is put around be begun, the last one done or not; then nothing happens any more. */
class Fate {
  private calls = 0;

  constructor(
    private readonly until: number,
    private readonly isDone: boolean,
  ) {}

  hasCome(): boolean {
    return this.calls >= this.until;
  }

  around<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (whole, name) => {
        const member: unknown = Reflect.get(whole, name, whole);
        if (typeof member !== 'function') return member;
        return async (...args: readonly unknown[]): Promise<unknown> => {
          if (this.hasCome()) throw new Crash();
          if (effects.includes(name)) this.calls += 1;
          if (this.hasCome() && !this.isDone) throw new Crash();
          const answer: unknown = await Reflect.apply(member, whole, args);
          if (this.hasCome()) throw new Crash();
          return answer;
        };
      },
    });
  }
}

/** Writes the first of the files, and half of another one beside its place. */
class TornFolder extends LogFolder {
  constructor(
    path: string,
    private readonly whole: number,
  ) {
    super(path);
  }

  override async write(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
    const all = [...files];
    await super.write(new Map(all.slice(0, this.whole)));
    const [next] = all.slice(this.whole);
    if (next) await super.write(new Map([[`${next[0]}.1.tmp`, next[1].subarray(0, next[1].length / 2)]]));
    throw new Crash();
  }
}

let grove: Grove;
beforeEach(async () => {
  grove = await Grove.plant();
});
afterEach(() => grove.close());

async function expectWhole(records: number): Promise<void> {
  expect(await grove.halted()).toBeNull();
  expect(await grove.count('access_entry')).toBe(records);
  expect(await grove.count('access_pending')).toBe(0);
  expect(await grove.checkpoint()).toMatchObject({ size: records });
  expect(await grove.damages()).toEqual([]);
  expect(grove.signed.forks).toEqual([]);
}

describe.each([
  ['before', false],
  ['after', true],
])('a crash %s any effect', (_name, isDone) => {
  it('is made up for by whoever is elected next, and no size ever has two roots', async () => {
    let records = 0;
    let crashes = 0;
    for (let call = 1; ; call += 1) {
      await grove.records(40);
      records += 40;
      const fate = new Fate(call, isDone);
      const { log } = await grove.elect();
      const mortal = grove.sequencer({
        log: fate.around(log),
        folder: fate.around(grove.folder),
        witnessesOf: () => fate.around(grove.signed),
      });
      const outcome = await mortal.step(1).catch((error: unknown) => error);
      if (!fate.hasCome()) break;
      expect(outcome).toBeInstanceOf(Crash);
      crashes += 1;
      await grove.takeAll();
      expect(await grove.checkpoint()).toMatchObject({ size: records });
    }
    await grove.takeAll();
    await expectWhole(records);
    expect(crashes).toBeGreaterThan(10);
  });
});

it('files of which only some were written are written again', async () => {
  for (let whole = 0; whole < 6; whole += 1) {
    await grove.records(150);
    const { sequencer } = await grove.elect({ folder: new TornFolder(grove.path, whole) });
    await expect(sequencer.step(1)).rejects.toThrow(Crash);
    await grove.takeAll();
    await expectWhole(150 * (whole + 1));
  }
});

describe('a full disk', () => {
  class FullFolder extends LogFolder {
    override write(): Promise<void> {
      return Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
    }
  }

  it('halts nothing and signs nothing; when there is room again all is made up for', async () => {
    await grove.records(10);
    await grove.takeAll();
    await grove.records(10);
    const { sequencer } = await grove.elect({ folder: new FullFolder(grove.path) });
    await expect(sequencer.step(1)).rejects.toThrow('no space left');
    expect(await grove.checkpoint()).toMatchObject({ size: 10 });
    await grove.takeAll();
    await expectWhole(20);
  });
});

describe('the database', () => {
  it('that takes away a right has nothing lost: what waits goes on waiting', async () => {
    const { sequencer } = await grove.elect();
    await grove.records(10);
    await grove.admin.query('revoke insert on access_entry from liaison_log');
    await expect(sequencer.step(1)).rejects.toThrow('permission denied');
    expect(await grove.count('access_pending')).toBe(10);
    await grove.records(10);
    await grove.admin.query('grant insert on access_entry to liaison_log');
    await sequencer.step(1);
    await expectWhole(20);
  });

  it('that ends the connection in the middle of a batch takes the batch back, and somebody else makes it', async () => {
    const { sequencer } = await grove.elect();
    await sequencer.step(1);
    await grove.records(10);
    const operator = new Client({ connectionString: grove.database.adminUrl });
    await operator.connect();
    await operator.query('begin');
    await operator.query('select from access_pending for update');
    const step = sequencer.step(1).catch((error: unknown) => error);
    await untilWaitedFor(operator);
    await operator.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'liaison log' and datname = current_database()",
    );
    expect(await step).toBeInstanceOf(Error);
    await operator.end();
    expect(await grove.count('access_entry')).toBe(0);
    await grove.takeAll();
    await expectWhole(10);
  });
});

describe('of two sequencers', () => {
  it('only one is elected, and the other as soon as the first one’s connection is gone', async () => {
    const first = await grove.elect();
    const second = await grove.session();
    expect(await second.elect()).toBe(false);
    await grove.records(10);
    await first.sequencer.step(1);
    await first.log.close();
    for (let tries = 0; !(await second.elect()) && tries < 1_000; tries += 1);
    await grove.records(10);
    await grove.sequencer({ log: second }).step(1);
    await expectWhole(20);
    await expect(first.sequencer.step(1)).rejects.toThrow();
  });

  it('the one whose fence was raised writes nothing, whatever it had begun', async () => {
    await grove.records(10);
    for (const method of ['head', 'pending', 'append'] as const) {
      const { log } = await grove.elect();
      const fenced = fencedBefore(log, method);
      await expect(grove.sequencer({ log: fenced }).step(1)).rejects.toThrow(NotElected);
      expect(await grove.count('access_entry')).toBe(0);
    }
    await grove.takeAll();
    await expectWhole(10);
  });

  /** As if its lock had been lost without its knowing, and another had been elected, just before the call. */
  const fencedBefore = (log: LogSession, method: keyof LogSession): Elected['log'] =>
    new Proxy(log, {
      get: (whole, name) => {
        const member: unknown = Reflect.get(whole, name, whole);
        if (typeof member !== 'function') return member;
        return async (...args: readonly unknown[]): Promise<unknown> => {
          if (name === method) await grove.admin.query('update log_head set fence = fence + 1');
          return Reflect.apply(member, whole, args) as unknown;
        };
      },
    });
});
