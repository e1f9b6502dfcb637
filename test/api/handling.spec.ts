import type { Id } from '@liaison/contracts';
import { newId, type Marking } from '@liaison/domain';
import type { Answer } from '../kit/browser.js';
import { Desk } from '../kit/desk.js';
import { recordsOf } from '../kit/log.js';
import { ground, registered, registry, shared, type Registry } from '../kit/registry.js';
import { made, said, startThread } from '../kit/talk.js';
import { as, ok, type Person } from '../kit/world.js';

const h3: Marking = {
  classification: 'UNCLASSIFIED-BPL',
  tlp: 'AMBER',
  pap: 'AMBER',
  handling: ['H0', 'H3'],
  h3Text: 'only at the desk of NL',
};

let world: Registry;
let ana: Desk;
let place: Id;
let thread: Id;

beforeAll(async () => {
  world = await registry();
  const opened = await as(world.ana).post<{ id: Id }>(`${world.operation.path}/compartments`, {
    agencies: [world.nl.id, world.de.id],
    marking: h3,
  });
  place = ok(opened).id;
  ana = await new Desk(world.ana.browser, world.server).connect();
  await ana.follow(place);
  thread = await startThread(ana, place, 'Under a restriction');
});
afterAll(async () => {
  ana.leave();
  await world.close();
});

describe('the restriction of H3', () => {
  it('of a compartment is kept by every message, which can only add to it', async () => {
    for (const h3Text of ['no restriction at all', 'only at the desk'])
      expect(await said(ana, place, thread, 'text', { marking: { ...h3, h3Text } })).toMatchObject({
        ok: false,
        error: { code: 'invalid' },
      });
    made(await said(ana, place, thread, 'text', { marking: { ...h3, h3Text: `no copies; ${h3.h3Text}` } }));
  });

  it('is not replaced by a tightening', async () => {
    const message = made(
      await said(ana, place, thread, 'text', { marking: { ...h3, h3Text: `${h3.h3Text}; no copies` } }),
    );
    const tighten = (h3Text: string) =>
      ana.command(place, 'message.tighten', { message, version: 1, marking: { ...h3, tlp: 'AMBER+STRICT', h3Text } });
    expect(await tighten(h3.h3Text ?? '')).toMatchObject({ ok: false });
    expect(await tighten(`${h3.h3Text}; no copies; ask first`)).toMatchObject({ ok: true });
  });
});

describe('a restriction is acknowledged before the first opening', () => {
  const inOwnWords = 'Compared with a case of ours';
  const restriction = h3.h3Text ?? '';
  const due = (h3Text: string) => ({ status: 409, body: { reason: 'h3_required', extra: { h3Text } } });
  let dora: Desk;
  let plain: Id;

  const read = (person: Person, path: string, stated: Readonly<Record<string, string>>): Promise<Answer> =>
    as(person).get(`${path}?${new URLSearchParams(stated).toString()}`);
  const open = (thread: Id, h3Text?: string) => dora.open(thread, ground, h3Text);

  beforeAll(async () => {
    dora = await new Desk(world.dora.browser, world.server).connect();
    const compartment = ok(
      await as(world.ana).post<{ id: Id }>(`${world.operation.path}/compartments`, {
        seats: [world.ana.id, world.dora.id],
      }),
    ).id;
    await Promise.all([dora.follow(place, compartment), ana.follow(compartment)]);
    plain = compartment;
  });
  afterAll(() => dora.leave());

  it.each(['text', 'versions'])('of a message, at its %s: by everybody but its author, once', async (door) => {
    const talk = await startThread(ana, plain, `One of them is restricted: ${door}`);
    const message = made(await said(ana, plain, talk, 'the words', { marking: h3 }));
    const path = `/messages/${message}/${door}`;
    ok(await read(world.ana, path, {}));
    const both = await read(world.dora, path, {});
    expect(both).toMatchObject({ ...due(restriction), body: { extra: { freeText: true } } });
    expect(JSON.stringify(both.body)).not.toContain('the words');
    expect(await read(world.dora, path, { ground: inOwnWords })).toMatchObject(due(restriction));
    expect(await read(world.dora, path, { ground: inOwnWords, h3: 'another text' })).toMatchObject(due(restriction));
    expect(await read(world.dora, path, { h3: restriction })).toMatchObject({ body: { reason: 'ground_required' } });
    const [record] = await recordsOf({ world }, () => read(world.dora, path, { ground: inOwnWords, h3: restriction }));
    expect(record).toMatchObject({ act: 'message.read', outcome: 'success', ground: inOwnWords });
    expect(record?.whole).toContain('h3Acknowledged');
    ok(await read(world.dora, path, {}));
  });

  it('again when the text has become another', async () => {
    const talk = await startThread(ana, plain, 'Tightened later');
    const message = made(await said(ana, plain, talk, 'the words', { marking: h3 }));
    const path = `/messages/${message}/text`;
    ok(await read(world.dora, path, { ground: inOwnWords, h3: restriction }));
    const tighter = `${restriction}; no copies`;
    const marking = { ...h3, h3Text: tighter };
    expect(await ana.command(plain, 'message.tighten', { message, version: 1, marking })).toMatchObject({ ok: true });
    expect(await read(world.dora, path, {})).toMatchObject(due(tighter));
    expect(await read(world.dora, path, { h3: restriction })).toMatchObject(due(tighter));
    ok(await read(world.dora, path, { h3: tighter }));
  });

  it('of a compartment once in each thread, for what adds nothing to it', async () => {
    const talk = await startThread(dora, place, 'Started by DE');
    const same = made(await said(ana, place, talk, 'the words', { marking: h3 }));
    const more = `${restriction}; no copies`;
    const added = made(await said(ana, place, talk, 'more words', { marking: { ...h3, h3Text: more } }));
    expect(await open(talk)).toMatchObject({
      ok: false,
      error: { reason: 'h3_required', extra: due(restriction).body.extra },
    });
    expect(await read(world.dora, `/threads/${talk}/messages`, {})).toMatchObject(due(restriction));
    expect(await read(world.dora, `/messages/${same}/text`, {})).toMatchObject(due(restriction));
    expect(await open(talk, restriction)).toMatchObject({ ok: true });
    ok(await read(world.dora, `/threads/${talk}/messages`, {}));
    ok(await read(world.dora, `/messages/${same}/text`, { ground: inOwnWords }));
    expect(await read(world.dora, `/messages/${added}/text`, { ground: inOwnWords })).toMatchObject(due(more));
    expect(await open(thread)).toMatchObject({ ok: false, error: { reason: 'h3_required' } });
  });

  it('of a dataset, by whoever did not register it, on a task too', async () => {
    const dataset = await registered(world, world.ana, { marking: h3, note: 'the words' });
    const share = await shared(world, world.ana, dataset, plain);
    const path = `/datasets/${dataset}`;
    ok(await read(world.ana, path, { ground: inOwnWords }));
    expect(await dora.command(plain, 'share.claim', { share, version: 1 })).toMatchObject({ ok: true });
    const asked = await read(world.dora, path, {});
    expect(asked).toMatchObject(due(restriction));
    expect(asked.body).not.toHaveProperty('extra.grounds');
    ok(await read(world.dora, path, { h3: restriction }));
    ok(await read(world.dora, path, {}));
  });

  it('tells nobody of a text that they may not read', async () => {
    const message = made(await said(ana, place, thread, 'the words', { marking: h3 }));
    const foreign = await read(world.luc, `/messages/${message}/text`, { h3: restriction });
    const nowhere = await read(world.luc, `/messages/${newId()}/text`, { h3: restriction });
    expect([foreign.status, foreign.body]).toEqual([404, nowhere.body]);
  });
});
