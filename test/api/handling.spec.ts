import type { Id } from '@liaison/contracts';
import type { Marking } from '@liaison/domain';
import { Desk } from '../kit/desk.js';
import { registry, type Registry } from '../kit/registry.js';
import { made, said, startThread } from '../kit/talk.js';
import { as, ok } from '../kit/world.js';

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
