import type { Id, SearchAnswer } from '@liaison/contracts';
import { Client } from 'pg';
import { Desk } from '../kit/desk.js';
import { ground, registry, type Registry } from '../kit/registry.js';
import { made, said, startThread } from '../kit/talk.js';
import { as, ok, type Person } from '../kit/world.js';

/** More than one search looks at. */
const many = 6_000;

let world: Registry;
let ana: Desk;
let luc: Desk;
let thread: Id;
/** The newest of many messages of ANA's with the same word, a minute apart, and one of LUC's that is older than they. */
let newest: Id;
let oldest: Id;

beforeAll(async () => {
  world = await registry();
  [ana, luc] = [
    await new Desk(world.ana.browser, world.server).connect(),
    await new Desk(world.luc.browser, world.server).connect(),
  ];
  for (const desk of [ana, luc]) await desk.follow(world.nlFr);
  thread = await startThread(ana, world.nlFr, 'Everywhere');
  oldest = made(await said(luc, world.nlFr, thread, 'a wallaby'));
  newest = made(await said(ana, world.nlFr, thread, 'a wallaby'));
  await repeat();
});
afterAll(async () => {
  ana.leave();
  luc.leave();
  await world.close();
});

async function asOwner(): Promise<Client> {
  const owner = new Client({ connectionString: world.server.database.ownerUrl });
  await owner.connect();
  return owner;
}

/** As if ANA had said it each minute for days before, and LUC a month before that. */
async function repeat(): Promise<void> {
  const owner = await asOwner();
  await owner.query('begin');
  const rows = `generate_series(1, ${many}) n, compartment k where k.id = '${world.nlFr}'`;
  await owner.query(`create temp table said on commit drop as select n, k.next_seq + n - 1 as seq, gen_random_uuid() as id,
    (select at from message where id = '${newest}') - n * interval '1 minute' as at from ${rows}`);
  await owner.query(`insert into event select e.compartment, s.seq, gen_random_uuid(), e.member_ver, e.base_ver, e.kind, e.author, null, e.refs, s.at
    from said s, event e where e.refs ->> 'message' = '${newest}' and e.kind = 'message.posted'`);
  await owner.query(`insert into message select (jsonb_populate_record(m, jsonb_build_object('id', s.id, 'seq', s.seq, 'at', s.at))).*
    from said s, message m where m.id = '${newest}'`);
  await owner.query(`insert into message_version select (jsonb_populate_record(v,
    jsonb_build_object('message', s.id, 'at', s.at, 'born_at', s.at))).* from said s, message_version v where v.message = '${newest}'`);
  const long = `(select min(at) from said) - interval '1 month'`;
  await owner.query(`update message set at = ${long} where id = '${oldest}'`);
  await owner.query(`update message_version set born_at = ${long} where message = '${oldest}'`);
  await owner.query(`update compartment set next_seq = next_seq + ${many} where id = '${world.nlFr}'`);
  await owner.query('commit');
  await owner.end();
}

const search = async (person: Person, query: Record<string, string>): Promise<SearchAnswer> =>
  ok(await as(person).get<SearchAnswer>(`/search?${new URLSearchParams({ ground, ...query }).toString()}`));

/** All pages of a search, one after the other. */
async function pagesOf(query: Record<string, string>): Promise<SearchAnswer[]> {
  const pages: SearchAnswer[] = [];
  for (let next: string | null | undefined; next !== null; next = pages.at(-1)?.next ?? null)
    pages.push(await search(world.luc, { ...query, ...(next && { next }) }));
  return pages;
}

describe('a search for what is everywhere', () => {
  it('begins with the newest and goes on without a gap', async () => {
    const first = await search(world.luc, { q: 'wallaby' });
    const second = await search(world.luc, { q: 'wallaby', next: first.next ?? '' });
    expect(first.hits[0]?.id).toBe(newest);
    const moments = [...first.hits, ...second.hits].map(({ at }) => Date.parse(at));
    expect(moments).toEqual(moments.map((_, n) => (moments[0] ?? 0) - n * 60_000));
    expect([first.searchedTo, moments.length]).toEqual([null, 60]);
  });

  it('says how far back it came where its filters leave little of much, and goes on from there', async () => {
    const pages = await pagesOf({ q: 'wallaby', agency: world.fr.id });
    expect(pages[0]).toMatchObject({ hits: [], searchedTo: expect.any(String) as string });
    expect(pages.at(-1)).toMatchObject({ next: null, searchedTo: null });
    expect(pages.flatMap(({ hits }) => hits.map(({ id }) => id))).toEqual([oldest]);
  });

  it('finds an author’s own at once', async () => {
    for (const q of ['wallaby', ''])
      expect(await search(world.luc, { ...(q && { q }), from: world.luc.id, compartment: world.nlFr })).toMatchObject({
        hits: [{ id: oldest }],
        next: null,
      });
  });

  it('finds an edited message at the time when it was said, by the words that it has now', async () => {
    const edited = made(await said(ana, world.nlFr, thread, 'a bilby'));
    const after = made(await said(ana, world.nlFr, thread, 'a potoroo'));
    const command = { message: edited, version: 1, text: 'a potoroo as well' };
    expect(await ana.command(world.nlFr, 'message.edit', command)).toMatchObject({ ok: true });
    expect((await search(world.luc, { q: 'potoroo' })).hits.map(({ id }) => id)).toEqual([after, edited]);
    expect((await search(world.luc, { q: 'bilby' })).hits).toEqual([]);
  });

  it('goes on behind what stands in a thread that ended while its reader was away', async () => {
    for (let n = 0; n <= 30; n += 1) await said(ana, world.nlFr, thread, 'a quokka');
    const ended = await startThread(ana, world.nlFr, 'Ended meanwhile');
    await said(ana, world.nlFr, ended, 'a quokka');
    const owner = await asOwner();
    await owner.query('update thread set frozen_by = $1 where id = $2', [world.nl.id, ended]);
    await owner.query('update thread set frozen_ver = 0 where id = $1', [ended]);
    await owner.end();
    const [first, second] = await pagesOf({ q: 'quokka' });
    expect([first?.hits.length, second?.hits.length]).toEqual([30, 1]);
  });

  it('finds nothing for who is not in', async () => {
    expect(await search(world.dora, { q: 'wallaby' })).toEqual({ hits: [], next: null, searchedTo: null });
  });
});
