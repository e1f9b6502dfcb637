import { decide, type Actor, type MessageFacts } from '@liaison/authz';
import { findCompartment, findMessage, findThread, seatIn, Tx, windowsIn } from '@liaison/persistence';
import fc from 'fast-check';
import { Client, type PoolClient } from 'pg';
import { freshDatabase, type TestDatabase } from '../kit/database.js';
import { Model, worlds, type World, lastVersion } from './world-model.js';
import { build, nextSeq, type Built } from './world-rows.js';

const now = new Date('2025-09-15T08:00:00.000Z');
const runs = Number(process.env.WORLDS ?? 300);

/** Three judges of random worlds: a small model, the service's decision, and row-level security. */
describe('who may read and write', () => {
  let database: TestDatabase;
  let admin: Client;
  let app: Client;

  beforeAll(async () => {
    database = await freshDatabase();
    admin = new Client({ connectionString: database.adminUrl });
    app = new Client({ connectionString: database.appUrl });
    await admin.connect();
    await app.connect();
  });

  afterAll(async () => {
    await admin.end();
    await app.end();
    await database.drop();
  });

  it(`is answered alike in ${runs} worlds, and by each lock with the other switched off`, async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const built = await build(admin, world, now);
        for (const index of built.people.keys()) {
          const expected = expectation(world, built, index);
          // The policies alone: bare selects and inserts, no decision asked.
          expect(await asPerson(app, built, index, (tx) => readBare(tx, built))).toEqual(expected.seen);
          expect(await asPerson(app, built, index, (tx) => writable(tx, built, index))).toEqual(expected.writes);
          // The service alone: its decisions on a connection that no policy holds back, and then both together.
          expect(await asPerson(admin, built, index, (tx) => decided(tx, built, index))).toEqual(expected.decided);
          expect(await asPerson(app, built, index, (tx) => decided(tx, built, index))).toEqual(expected.decided);
        }
      }),
      { numRuns: runs, seed: Number(process.env.SEED ?? 20250915) },
    );
  }, 300_000);

  async function asPerson<T>(client: Client, built: Built, index: number, work: (tx: Tx) => Promise<T>): Promise<T> {
    const person = built.people[index]?.id ?? '';
    await client.query('begin');
    try {
      const tx = new Tx(client as unknown as PoolClient, now);
      await tx.rows(
        "select set_config('app.person', $1, true), set_config('app.actors', $2, true), set_config('app.now', $3, true)",
        [person, `{${person}}`, now.toISOString()],
      );
      return await work(tx);
    } finally {
      await client.query('rollback');
    }
  }
});

interface Seen {
  readonly compartments: readonly string[];
  readonly threads: readonly string[];
  readonly messages: readonly string[];
  readonly words: readonly string[];
  readonly shares: readonly string[];
  readonly datasets: readonly string[];
}

function expectation(
  world: World,
  built: Built,
  index: number,
): { seen: Seen; writes: string[]; decided: { reads: string[]; posts: string[] } } {
  const model = new Model(world);
  const inside = built.compartments.filter((_, place) => model.isIn(index, place));
  const talk = world.compartments.flatMap(({ messages }, place) =>
    messages.map((message, at) => ({
      id: built.compartments[place]?.messages[at] ?? '',
      message,
      mine: model.mayRead(index, place, message),
    })),
  );
  const mine = talk.filter((one) => one.mine);
  const writes = built.compartments.filter((_, place) => model.mayWrite(index, place)).map((one) => one.id);
  const working = ['preparation', 'active', 'dissemination', 'follow_up'].includes(world.phase);
  return {
    seen: {
      compartments: inside.map((one) => one.id).sort(),
      threads: inside.map((one) => one.thread).sort(),
      messages: mine.map((one) => one.id).sort(),
      words: mine
        .filter((one) => !one.message.retracted)
        .map((one) => one.id)
        .sort(),
      shares: inside.flatMap((one) => one.share ?? []).sort(),
      // What was withdrawn stays its originator's, which is the first agency in every world.
      datasets: built.compartments
        .filter(
          (_, place) =>
            model.isIn(index, place) &&
            (world.compartments[place]?.share?.withdrawn === false || world.people[index]?.agency === 0),
        )
        .flatMap((one) => one.dataset ?? [])
        .sort(),
    },
    writes: [...writes].sort(),
    decided: { reads: mine.map((one) => one.id).sort(), posts: working ? [...writes].sort() : [] },
  };
}

async function readBare(tx: Tx, built: Built): Promise<Seen> {
  const ids = async (text: string, among: readonly (string | null)[]): Promise<string[]> =>
    (await tx.rows<{ id: string }>(text, [among.filter((id) => id !== null)])).map((row) => row.id).sort();
  const all = built.compartments;
  const messages = all.flatMap((one) => one.messages);
  return {
    compartments: await ids(
      'select id from compartment where id = any($1::uuid[])',
      all.map((one) => one.id),
    ),
    threads: await ids(
      'select id from thread where id = any($1::uuid[])',
      all.map((one) => one.thread),
    ),
    messages: await ids('select id from message where id = any($1::uuid[])', messages),
    words: await ids('select message as id from message_version where message = any($1::uuid[])', messages),
    shares: await ids(
      'select id from share where id = any($1::uuid[])',
      all.map((one) => one.share),
    ),
    datasets: await ids(
      'select id from dataset where id = any($1::uuid[])',
      all.map((one) => one.dataset),
    ),
  };
}

/** Tries an event in each compartment with nothing but the policy in the way. */
async function writable(tx: Tx, built: Built, index: number): Promise<string[]> {
  const taken: string[] = [];
  for (const { id } of built.compartments) {
    await tx.run('savepoint try');
    try {
      await tx.run(
        "insert into event values ($1, $3, gen_random_uuid(), $4, $4, 'message.posted', $2, null, '{}', app_now())",
        [id, built.people[index]?.id, nextSeq, lastVersion],
      );
      taken.push(id);
    } catch (error) {
      expect(error).toMatchObject({ code: '42501' });
    }
    await tx.run('rollback to savepoint try');
  }
  return taken.sort();
}

/** The service's own judgement: facts from the stores, decided by the policy. */
async function decided(tx: Tx, built: Built, index: number): Promise<{ reads: string[]; posts: string[] }> {
  const { id: person, agency } = built.people[index] ?? { id: '', agency: '' };
  const actor: Actor = { person, agency, session: null, duties: [], installationDuties: [], address: 'test' };
  const reads: string[] = [];
  const posts: string[] = [];
  for (const compartment of built.compartments) {
    const seat = await seatIn(tx, compartment.id, person);
    const phase = (await findCompartment(tx, compartment.id))?.phase ?? 'archived';
    const found = await findThread(tx, compartment.thread);
    const thread = found && { startedBy: found.startedBy, state: found.state, frozen: found.frozenBy !== null };
    const place = { seat, phase, thread, windows: await windowsIn(tx, compartment.id) };
    if (decide(actor, 'message.post', { ...place, asksAcknowledgement: false }).allowed) posts.push(compartment.id);
    for (const id of compartment.messages) {
      const message = await findMessage(tx, id);
      const facts: MessageFacts = {
        ...place,
        message: message && { ...message, retracted: message.retracted !== null },
      };
      if (!decide(actor, 'message.read', facts).allowed) continue;
      reads.push(id);
    }
  }
  return { reads: reads.sort(), posts: posts.sort() };
}
