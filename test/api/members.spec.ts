import type { CompartmentView, MemberListAnswer, MemberView, MessagePage } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { reason } from '../kit/browser.js';
import { room, type Room } from '../kit/operation.js';
import { command, ground, made } from '../kit/registry.js';
import { as, nobody, ok, type Agency, type Person } from '../kit/world.js';

let world: Room;
let third: Agency;
let n = 0;

beforeAll(async () => {
  world = await room();
  third = await world.agency('SE');
});
afterAll(() => world.close());

const newHandle = (name: string): string => `${name}.${(n += 1)}`;
const members = (): string => `${world.operation.path}/members`;

describe('nominating', () => {
  it('is for the coordinator of the person’s own agency: nobody else can, neither host nor lead', async () => {
    const marie = await world.fr.person(newHandle('marie'));
    for (const person of [world.operation.lead, world.nl.coordinator, world.luc])
      expect((await as(person).post(members(), { person: marie.id, role: 'analyst' })).status).toBe(403);
    expect((await as(third.coordinator).post(members(), { person: marie.id, role: 'analyst' })).status).toBe(404);
    expect((await world.operation.nominate(world.fr, marie, 'analyst')).status).toBe(201);
  });

  it('of another agency’s person answers as of nobody at all', async () => {
    const foreign = await as(world.fr.coordinator).post(members(), { person: world.ana.id, role: 'analyst' });
    const random = await as(world.fr.coordinator).post(members(), { person: nobody, role: 'analyst' });
    expect(foreign.status).toBe(403);
    expect(foreign.text).toBe(random.text);
  });

  it('never makes a lead of another agency than the host', async () => {
    const marie = await world.fr.person(newHandle('marie'));
    expect(reason(await world.operation.nominate(world.fr, marie, 'lead'))).toBe('member.nominate#lead-of-host');
  });

  it('refuses who watches others’ work, who is in already, and an end that has passed', async () => {
    const auditor = await world.fr.person(newHandle('audit'), 'auditor');
    expect(reason(await world.operation.nominate(world.fr, auditor))).toBe('exclusive_duties');
    expect(reason(await world.operation.nominate(world.fr, world.luc))).toBe('member');
    const marie = await world.fr.person(newHandle('marie'));
    expect((await world.operation.nominate(world.fr, marie, 'analyst', '2025-09-14')).status).toBe(400);
  });

  it('and a member cannot be made an auditor afterwards', async () => {
    const change = await as(world.fr.coordinator).patch(`/agency/people/${world.luc.id}`, { duties: ['auditor'] });
    expect(reason(change)).toBe('exclusive_duties');
  });
});

describe('a pasted list', () => {
  it('takes all or nothing, and says of each bad line what is wrong', async () => {
    const marie = await world.fr.person(newHandle('marie'));
    const noah = await world.fr.person(newHandle('noah'));
    const text = [
      `${marie.handle};analyst;2025-09-20`,
      'nobody.here;analyst',
      `${noah.signInName};king`,
      `${world.luc.handle};analyst`,
      `${marie.handle};analyst`,
      `${noah.handle};analyst;2025-09-14`,
    ].join('\n');
    const all = ok(
      await as(world.fr.coordinator).post<MemberListAnswer>(`${members()}/list`, { text, mode: 'all_or_nothing' }),
    );
    expect(all.nominated).toEqual([]);
    expect(all.errors.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6]);
    expect((await as(marie).get(world.operation.path)).status).toBe(404);
    const good = ok(
      await as(world.fr.coordinator).post<MemberListAnswer>(`${members()}/list`, { text, mode: 'good_lines' }),
    );
    expect(good.nominated.map(({ person }) => person.id)).toEqual([marie.id]);
    expect(good.nominated[0]?.until).toBe('2025-09-21T00:00:00.000Z');
    expect((await as(marie).get(world.operation.path)).status).toBe(200);
  });

  it('finds nobody of another agency, by handle or sign-in name', async () => {
    const text = `${world.ana.handle};analyst\n${world.ana.signInName};analyst\nno.such.person;analyst`;
    const answer = ok(
      await as(world.fr.coordinator).post<MemberListAnswer>(`${members()}/list`, { text, mode: 'good_lines' }),
    );
    expect(new Set(answer.errors.map(({ reason: why }) => why)).size).toBe(1);
  });

  it('is the coordinator’s', async () => {
    const list = { text: `${world.luc.handle};analyst`, mode: 'good_lines' };
    expect((await as(world.luc).post(`${members()}/list`, list)).status).toBe(403);
    expect(
      (await as(world.fr.coordinator).post(`${members()}/list`, { ...list, text: 'x'.repeat(20_001) })).status,
    ).toBe(400);
  });
});

describe('a member', () => {
  it('who is removed loses everything at once, by every door', async () => {
    const marie = await world.operation.member(world.fr, newHandle('marie'));
    const all = await world.operation.theirs(marie, 'all');
    const seats = await world.operation.compartment(marie, { seats: [world.ana] });
    const thread = await made(command(world, world.ana, all.id, 'thread.start', { title: 'Before' }));
    await world.operation.remove(world.fr, marie);
    for (const path of [
      world.operation.path,
      `${world.operation.path}/compartments/matrix`,
      `/compartments/${all.id}/readers`,
      `/compartments/${seats.id}/readers`,
      `/threads/${thread}/messages?ground=${encodeURIComponent(ground)}`,
    ])
      expect([path, (await as(marie).get(path)).status]).toEqual([path, 404]);
    const post = { kind: 'thread.start', memberVer: 99, input: { title: 'After' } };
    const headers = { 'Idempotency-Key': newId() };
    expect((await as(marie).send('POST', `/compartments/${all.id}/commands`, post, headers)).status).toBe(404);
    expect((await world.operation.theirs(world.ana, 'all')).readers).not.toContain(marie.id);
    expect((await world.operation.view(world.ana)).former.map(({ id }) => id)).toContain(marie.id);
  });

  it('is changed and removed by the own coordinator only; a foreign member answers as a random id', async () => {
    const { id } = await world.operation.membership(world.fr, world.luc);
    const change = { role: 'analyst' };
    for (const person of [world.operation.lead, world.nl.coordinator]) {
      const foreign = await as(person).patch(`${members()}/${id}`, change);
      expect(foreign.status).toBe(403);
      expect(foreign.text).toBe((await as(person).patch(`${members()}/${nobody}`, change)).text);
      expect((await as(person).delete(`${members()}/${id}`)).status).toBe(403);
      expect((await as(person).post(`${members()}/${id}/replace`, { successor: world.ana.id })).status).toBe(403);
    }
    expect((await as(third.coordinator).patch(`${members()}/${id}`, change)).status).toBe(404);
    const changed = ok(await as(world.fr.coordinator).patch<MemberView>(`${members()}/${id}`, change));
    expect(changed.role).toBe('analyst');
  });

  it('whose end date has passed is out by the clock, before anybody writes it down', async () => {
    const marie = await world.fr.person(newHandle('marie'));
    const { id } = ok(await world.operation.nominate(world.fr, marie, 'analyst'));
    ok(await as(world.fr.coordinator).patch(`${members()}/${id}`, { until: '2025-09-15' }));
    expect((await as(marie).get(world.operation.path)).status).toBe(200);
    world.clock.stepHours(16);
    for (const person of [marie, world.fr.coordinator, world.ana])
      ok(await as(person).post('/session', { signInName: person.signInName, password: person.password }));
    expect((await as(marie).get(world.operation.path)).status).toBe(404);
    expect((await world.operation.theirs(world.ana, 'all')).readers).not.toContain(marie.id);
  });
});

describe('the lead', () => {
  it('who is the last one stays: an operation keeps a lead', async () => {
    const own = await room();
    try {
      const { operation, nl } = own;
      await as(nl.coordinator).delete(
        `${operation.path}/members/${(await operation.membership(nl, operation.deputy)).id}`,
      );
      const { id } = await operation.membership(nl, operation.lead);
      expect(reason(await as(nl.coordinator).delete(`${operation.path}/members/${id}`))).toBe('last_lead');
      expect(reason(await as(nl.coordinator).patch(`${operation.path}/members/${id}`, { role: 'analyst' }))).toBe(
        'last_lead',
      );
    } finally {
      await own.close();
    }
  });
});

describe('a successor', () => {
  let own: Room;
  let leaving: Person;
  let successor: Person;
  let open: CompartmentView;
  let fixed: CompartmentView;

  beforeAll(async () => {
    own = await room();
    leaving = await own.operation.member(own.fr, 'marie.durand');
    successor = await own.fr.person('noah.petit');
    open = await own.operation.compartment(leaving, { seats: [own.ana] });
    fixed = await own.operation.compartment(leaving, { seats: [own.ana], fixed: true });
    const thread = await made(
      command(own, own.ana, open.id, 'thread.start', {
        title: 'Seats',
        message: { text: 'Said before', language: 'en' },
      }),
    );
    const { id } = await own.operation.membership(own.fr, leaving);
    ok(await as(own.fr.coordinator).post(`${own.operation.path}/members/${id}/replace`, { successor: successor.id }));
    const page = ok(
      await as(successor).get<MessagePage>(`/threads/${thread}/messages?ground=${encodeURIComponent(ground)}`),
    );
    expect(page.texts.map(({ text }) => text)).toEqual(['Said before']);
  });
  afterAll(() => own.close());

  it('reads what the seat could, and is shown in it', async () => {
    const seen = (await own.operation.view(successor)).compartments.find(({ id }) => id === open.id);
    expect(seen?.seats.map(({ id }) => id).sort()).toEqual([own.ana.id, successor.id].sort());
  });

  it('counts as come since: words begun for whoever sat there before are not sent', async () => {
    const begin = { title: 'For the first', message: { text: 'Only for you', language: 'en' } };
    const early = await command(own, own.ana, open.id, 'thread.start', begin, { memberVer: open.memberVer });
    expect(early.status).toBe(409);
    expect(early.body).toMatchObject({
      reason: 'audience_changed',
      extra: { added: [{ agency: own.fr.id, person: successor.id }] },
    });
    expect((await command(own, own.ana, open.id, 'thread.start', begin)).status).toBe(201);
  });

  it('gets no seat of "these persons only"', async () => {
    expect((await own.operation.view(successor)).compartments.map(({ id }) => id)).not.toContain(fixed.id);
    expect((await as(successor).get(`/compartments/${fixed.id}/readers`)).status).toBe(404);
  });

  it('leaves nothing to whom they replace', async () => {
    expect((await as(leaving).get(own.operation.path)).status).toBe(404);
  });

  it('is found when the same people are chosen again', async () => {
    const again = await own.operation.compartment(successor, { seats: [own.ana] });
    expect(again.id).toBe(open.id);
  });
});
