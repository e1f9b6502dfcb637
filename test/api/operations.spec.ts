import type { OperationSummary, OperationView, Problem } from '@liaison/contracts';
import { reason } from '../kit/browser.js';
import { operationInput, operationOf, room, type Operation, type Room } from '../kit/operation.js';
import { as, nobody, ok, type Agency, type Person } from '../kit/world.js';

let world: Room;
let third: Agency;

beforeAll(async () => {
  world = await room();
  third = await world.agency('SE');
});
afterAll(() => world.close());

describe('an operation', () => {
  it('is opened with its lead, its deputy, and the compartments of all and of the host', async () => {
    const view = await world.operation.view(world.operation.lead);
    expect(view).toMatchObject({ phase: 'preparation', host: world.nl.id, role: 'lead', participation: 'accepted' });
    expect(view.members.filter(({ role }) => role === 'lead').map(({ deputy }) => deputy)).toEqual([false, true]);
    expect(view.compartments.map(({ kind, name }) => [kind, name])).toEqual([
      ['agency', 'NL'],
      ['all', 'All participants'],
    ]);
    expect(view.refPrefix).toMatch(/^VIDTF\d+$/);
  });

  it('is opened by an organiser only, for the own agency', async () => {
    const input = operationInput('Not mine', world.ana.id);
    expect((await as(world.ana).post('/operations', input)).status).toBe(403);
    expect((await as(world.nl.coordinator).post('/operations', input)).status).toBe(403);
  });

  it('needs a deputy of the host agency who does not watch others’ work', async () => {
    const auditor = await world.nl.person('audit.one', 'auditor');
    const { lead } = world.operation;
    const open = (deputy: string) => as(lead).post<Problem>('/operations', operationInput('Deputy test', deputy));
    const foreign = await open(world.luc.id);
    expect(foreign.status).toBe(400);
    expect((await open(nobody)).text).toBe(foreign.text);
    expect((await open(lead.id)).status).toBe(400);
    expect(reason(await open(auditor.id))).toBe('exclusive_duties');
  });

  it('does not exist for an agency that is not in it: the same bytes as for a random id', async () => {
    const outsider = third.coordinator;
    const paths = ['', '/compartments/matrix'];
    for (const path of paths) {
      const foreign = await as(outsider).get(`${world.operation.path}${path}`);
      const random = await as(outsider).get(`/operations/${nobody}${path}`);
      expect(foreign.status).toBe(404);
      expect(foreign.text).toBe(random.text);
    }
    const phase = { version: 1, phase: 'active' };
    const foreign = await as(outsider).post(`${world.operation.path}/phase`, phase);
    expect(foreign.text).toBe((await as(outsider).post(`/operations/${nobody}/phase`, phase)).text);
    expect(ok(await as(outsider).get<OperationSummary[]>('/operations'))).toEqual([]);
  });

  it('that is not there keeps its code name free for other hosts', async () => {
    const organiser = await third.person('organiser.se', 'organiser');
    const deputy = await third.person('deputy.se');
    const view = await world.operation.view(world.operation.lead);
    const answer = await as(organiser).post('/operations', operationInput(view.codeName, deputy.id));
    expect(answer.status).toBe(201);
    expect((await as(organiser).post('/operations', operationInput(view.codeName, deputy.id))).status).toBe(409);
  });

  it.each([
    ['an unknown field', { secret: 1 }],
    ['a purpose that is too long', { purpose: 'x'.repeat(2_001) }],
    ['an end before the start', { endsOn: '2025-09-14' }],
    ['a day that the calendar does not have', { startsOn: '2025-02-30' }],
    ['a classification that this system is not accredited for', { ceiling: 'SECRET' }],
    ['no grounds', { grounds: [] }],
    ['a retention of a day', { retentionDays: 1 }],
    ['a code name of control characters', { codeName: 'VID\u0007TF' }],
  ])('is not opened with %s', async (_name, change) => {
    const input = { ...operationInput('Bad input', world.operation.deputy.id), ...change };
    expect((await as(world.operation.lead).post('/operations', input)).status).toBe(400);
  });
});

describe('editing', () => {
  it('takes the version on the screen; a stale one conflicts and changes nothing', async () => {
    const { lead } = world.operation;
    const { version } = await world.operation.view(lead);
    const edited = ok(await as(lead).patch<OperationView>(world.operation.path, { version, purpose: 'New purpose' }));
    expect(edited).toMatchObject({ version: version + 1, purpose: 'New purpose' });
    const stale = await as(lead).patch(world.operation.path, { version, purpose: 'Another' });
    expect([stale.status, reason(stale)]).toEqual([409, 'stale']);
    expect((await world.operation.view(world.luc)).purpose).toBe('New purpose');
  });

  it('is the lead’s; others are refused', async () => {
    for (const person of [world.ana, world.luc, world.nl.coordinator])
      expect((await as(person).patch(world.operation.path, { version: 1, purpose: 'Mine' })).status).toBe(403);
  });

  it('never lowers the ceiling', async () => {
    const { lead } = world.operation;
    let { version } = await world.operation.view(lead);
    ({ version } = ok(await as(lead).patch<OperationView>(world.operation.path, { version, ceiling: 'R-UE/EU-R' })));
    const lower = { version, ceiling: 'UNCLASSIFIED-BPL' };
    expect((await as(lead).patch(world.operation.path, lower)).status).toBe(400);
  });
});

describe('phases', () => {
  let operation: Operation;
  beforeAll(async () => {
    operation = await operationOf(world.nl);
  });

  it('go on from preparation and never back to it; closing takes two people and is not here', async () => {
    await operation.enter('active');
    await operation.enter('dissemination');
    const { version } = await operation.view(operation.lead);
    for (const phase of ['preparation', 'closed', 'archived'])
      expect((await as(operation.lead).post(`${operation.path}/phase`, { version, phase })).status).toBe(400);
    expect(reason(await as(operation.lead).post(`${operation.path}/phase`, { version, phase: 'dissemination' }))).toBe(
      'same_phase',
    );
    expect((await operation.view(operation.lead)).phase).toBe('dissemination');
  });
});

describe('an invitation', () => {
  let operation: Operation;
  beforeEach(async () => {
    operation = await operationOf(world.nl);
  });

  const coordinatorsOf = async (person: Person): Promise<string[]> =>
    ok(await as(person).get<OperationSummary[]>('/operations')).map(({ id }) => id);

  it('makes the operation known to the coordinators of the invited agency, and to nobody else there', async () => {
    ok(await operation.invite(third));
    const investigator = await third.person(`eye.${operation.id.slice(-6)}`);
    expect(await coordinatorsOf(third.coordinator)).toContain(operation.id);
    expect(await coordinatorsOf(investigator)).not.toContain(operation.id);
    const view = await operation.view(third.coordinator);
    expect(view).toMatchObject({ role: null, participation: 'invited', compartments: [] });
  });

  it('is answered by the invited agency’s own coordinator only', async () => {
    ok(await operation.invite(world.fr));
    const path = `${operation.path}/participations/${world.fr.id}/answer`;
    const accept = { answer: 'accept', regime: 'eu' };
    expect((await as(operation.lead).post(path, accept)).status).toBe(403);
    expect((await as(world.nl.coordinator).post(path, accept)).status).toBe(403);
    expect((await as(third.coordinator).post(path, accept)).status).toBe(404);
    expect((await as(world.luc).post(path, accept)).status).toBe(404);
    expect((await as(world.fr.coordinator).post(path, { answer: 'accept' })).status).toBe(400);
    expect((await as(world.fr.coordinator).post(path, accept)).status).toBe(200);
    expect(reason(await as(world.fr.coordinator).post(path, accept))).toBe('participation.accept#not-invited');
  });

  it('is accepted only with two coordinators', async () => {
    const lonely = await world.agency(
      `L${operation.id
        .slice(-3)
        .toUpperCase()
        .replace(/[^A-Z0-9]/g, 'X')}`,
      'LU',
    );
    const second = lonely.secondCoordinator.id;
    ok(await as(lonely.coordinator).patch(`/agency/people/${second}`, { duties: [] }));
    ok(await operation.invite(lonely));
    expect(reason(await operation.accept(lonely))).toBe('participation.accept#two-coordinators');
    ok(await as(lonely.coordinator).patch(`/agency/people/${second}`, { duties: ['coordinator'] }));
    expect((await operation.accept(lonely)).status).toBe(200);
  });

  it('counts in the audience of all participants from the start, and reads on acceptance', async () => {
    const before = await operation.theirs(operation.lead, 'all');
    ok(await operation.invite(world.fr));
    const invited = await operation.theirs(operation.lead, 'all');
    expect(new Set(invited.agencies)).toEqual(new Set([world.nl.id, world.fr.id]));
    expect(invited.memberVer).toBe(before.memberVer + 1);
    ok(await operation.accept(world.fr));
    const marie = await operation.member(world.fr, `marie.${operation.id.slice(-6)}`);
    expect((await operation.view(marie)).compartments.map(({ kind }) => kind)).toEqual(['agency', 'all']);
  });

  it('of an observer needs an end date, and opens nothing', async () => {
    expect((await operation.invite(world.fr, 'observer')).status).toBe(400);
    expect((await operation.invite(world.fr, 'observer', '2025-09-14')).status).toBe(400);
    ok(await operation.invite(world.fr, 'observer', '2025-09-20'));
    ok(await operation.accept(world.fr));
    const marie = await world.fr.person(`watcher.${operation.id.slice(-6)}`);
    expect(reason(await operation.nominate(world.fr, marie))).toBe('member.nominate#observers-observe');
    ok(await operation.nominate(world.fr, marie, 'observer'));
    expect((await operation.view(marie)).compartments).toEqual([]);
    expect((await operation.theirs(operation.lead, 'all')).agencies).toEqual([world.nl.id]);
  });

  it('declined ends the side; it can be sent again', async () => {
    ok(await operation.invite(world.fr));
    const path = `${operation.path}/participations/${world.fr.id}`;
    ok(await as(world.fr.coordinator).post(`${path}/answer`, { answer: 'decline' }));
    expect((await operation.theirs(operation.lead, 'all')).agencies).toEqual([world.nl.id]);
    await operation.join(world.fr);
    expect((await operation.theirs(operation.lead, 'all')).agencies).toHaveLength(2);
  });

  it('names an agency of the directory that is not in yet', async () => {
    const path = `${operation.path}/participations`;
    expect((await as(operation.lead).post(path, { agency: nobody, kind: 'participant' })).status).toBe(400);
    expect((await as(operation.lead).post(path, { agency: world.nl.id, kind: 'participant' })).status).toBe(403);
    expect((await as(operation.deputy).post(path, { agency: world.fr.id, kind: 'host' })).status).toBe(400);
    ok(await operation.invite(world.fr));
    expect(reason(await operation.invite(world.fr))).toBe('agency.invite#already-in');
  });
});

describe('an agency that leaves', () => {
  let operation: Operation;
  let marie: Person;
  beforeEach(async () => {
    operation = await operationOf(world.nl);
    await operation.join(world.fr);
    marie = await operation.member(world.fr, `m.${operation.id.slice(-6)}`);
  });

  it('by removal loses everything at once, and its coordinator keeps the door to what is its own', async () => {
    const { id } = await operation.theirs(marie, 'all');
    const own = await operation.theirs(marie, 'agency');
    ok(await as(operation.lead).delete(`${operation.path}/participations/${world.fr.id}`));
    for (const path of [operation.path, `/compartments/${id}/readers`, `/compartments/${own.id}/readers`])
      expect((await as(marie).get(path)).status).toBe(404);
    expect(await operation.view(world.fr.coordinator)).toMatchObject({ participation: 'removed', compartments: [] });
    expect((await operation.view(operation.lead)).members.map(({ person }) => person.agency)).not.toContain(
      world.fr.id,
    );
  });

  it.each(['removed', 'declined'] as const)('%s goes on knowing what was then, and nothing later', async (how) => {
    const { coordinator } = third;
    if (how === 'removed') {
      await operation.join(third);
      ok(await as(operation.lead).delete(`${operation.path}/participations/${third.id}`));
    } else {
      ok(await operation.invite(third));
      ok(await as(coordinator).post(`${operation.path}/participations/${third.id}/answer`, { answer: 'decline' }));
    }
    const { version, codeName } = await operation.view(operation.lead);
    ok(await as(operation.lead).patch(operation.path, { version, purpose: 'Written later', endsOn: '2025-12-24' }));
    const view = await operation.view(coordinator);
    expect(view).toMatchObject({ codeName, version, participation: how, members: [], former: [] });
    const list = await as(coordinator).get('/operations');
    for (const seen of [JSON.stringify(view), list.text])
      for (const later of ['Written later', '2025-12-24', operation.lead.name]) expect(seen).not.toContain(later);
  });

  it('is shown to others as having left, not why', async () => {
    const be = await world.agency('PT');
    await operation.join(be);
    const other = await operation.member(be, `o.${operation.id.slice(-6)}`);
    const stateFor = async (person: Person): Promise<string | undefined> =>
      (await operation.view(person)).agencies.find(({ agency }) => agency.id === world.fr.id)?.state;
    ok(await as(operation.lead).delete(`${operation.path}/participations/${world.fr.id}`));
    expect(await stateFor(other)).toBe('left');
    expect(await stateFor(operation.lead)).toBe('removed');
    expect(await stateFor(world.fr.coordinator)).toBe('removed');
    ok(await operation.invite(world.fr));
    expect(await stateFor(other)).toBe('invited');
    ok(
      await as(world.fr.coordinator).post(`${operation.path}/participations/${world.fr.id}/answer`, {
        answer: 'decline',
      }),
    );
    expect(await stateFor(other)).toBe('left');
  });

  it('by its own word leaves, and an outsider or another agency cannot say it', async () => {
    const path = `${operation.path}/participations/${world.fr.id}/withdraw`;
    expect((await as(world.nl.coordinator).post(path)).status).toBe(403);
    expect((await as(marie).post(path)).status).toBe(403);
    ok(await as(world.fr.coordinator).post(path));
    expect((await as(marie).get(operation.path)).status).toBe(404);
  });

  it('and comes back gets its own compartment and no old membership back', async () => {
    ok(await as(operation.lead).delete(`${operation.path}/participations/${world.fr.id}`));
    await operation.join(world.fr);
    expect((await as(marie).get(operation.path)).status).toBe(404);
    ok(await operation.nominate(world.fr, marie));
    expect((await operation.view(marie)).compartments.map(({ kind }) => kind)).toEqual(['agency', 'all']);
  });

  it('is never the host', async () => {
    const path = `${operation.path}/participations/${world.nl.id}`;
    expect(reason(await as(operation.lead).delete(path))).toBe('agency.remove#host-stays');
    expect(reason(await as(world.nl.coordinator).post(`${path}/withdraw`))).toBe('participation.withdraw#host-stays');
  });
});
