import type {
  AgencyPerson,
  AgencyRef,
  AgencySettings,
  Me,
  NewAgency,
  NewPerson,
  Problem,
  SetPasswordLink,
} from '@liaison/contracts';
import { as, nobody, ok, signInAgain, twoAgencies, type Person, type TwoAgencies } from '../kit/world.js';

let world: TwoAgencies;

beforeAll(async () => {
  world = await twoAgencies();
});
afterAll(() => world.close());

let made = 0;
const newcomer = (agency: string) => {
  made += 1;
  return { name: 'Somebody New', handle: `somebody.${made}`, signInName: `somebody.${made}@${agency}` };
};
const tokenOf = (link: SetPasswordLink): string => link.path.split('#')[1] ?? '';
const password = 'a password long enough';

/** Sessions last twelve hours, and some of these specs wait for a day. */
async function everybodySignsInAgain(): Promise<void> {
  for (const { coordinator, secondCoordinator } of [world.nl, world.fr])
    for (const person of [coordinator, secondCoordinator]) await signInAgain(person);
}

async function added(coordinator: Person): Promise<NewPerson> {
  return ok(await as(coordinator).post<NewPerson>('/agency/people', newcomer(coordinator.agency.code.toLowerCase())));
}

describe('the administrator', () => {
  it('makes an agency with its first coordinator, and sees nobody in it', async () => {
    const input = { code: 'SE', name: 'Agency SE', country: 'SE', firstCoordinator: newcomer('se') };
    const answer = await as(world.administrator).post<NewAgency>('/agencies', input);
    expect(answer).toMatchObject({ status: 201, body: { agency: { code: 'SE' } } });
    expect(answer.body.path).toMatch(/^\/set-password#[\w-]{43}$/);
    const people = ok(await as(world.administrator).get<AgencyPerson[]>('/agency/people'));
    expect(people.map((person) => person.handle)).toEqual(['administrator']);
  });

  it('can become nobody: once anybody has a password, no link and no person is theirs to make', async () => {
    const link = await as(world.administrator).post(`/agencies/${world.nl.id}/set-password-link`);
    const random = await as(world.administrator).post(`/agencies/${nobody}/set-password-link`);
    expect(link.status).toBe(404);
    expect(link.text).toBe(random.text);
    const person = await as(world.administrator).post(`/agency/people/${world.nl.coordinator.id}/set-password-link`);
    expect(person.text).toBe(random.text);
    expect((await as(world.administrator).post('/agency/people', newcomer('platform'))).status).toBe(403);
  });

  it('renews a first link that was never used; only the newest works', async () => {
    const input = { code: 'FI', name: 'Agency FI', country: 'FI', firstCoordinator: newcomer('fi') };
    const first = ok(await as(world.administrator).post<NewAgency>('/agencies', input));
    world.clock.stepHours(25);
    await signInAgain(world.administrator);
    expect((await world.stranger().post('/set-password', { token: tokenOf(first), password })).status).toBe(404);
    const path = `/agencies/${first.agency.id}/set-password-link`;
    const second = ok(await as(world.administrator).post<SetPasswordLink>(path));
    const third = ok(await as(world.administrator).post<SetPasswordLink>(path));
    expect((await world.stranger().post('/set-password', { token: tokenOf(second), password })).status).toBe(404);
    expect((await world.stranger().post('/set-password', { token: tokenOf(third), password })).status).toBe(204);
    expect((await as(world.administrator).post(path)).status).toBe(404);
    await everybodySignsInAgain();
  });

  it('alone makes agencies', async () => {
    const input = { code: 'DK', name: 'Agency DK', country: 'DK', firstCoordinator: newcomer('dk') };
    expect((await as(world.nl.coordinator).post('/agencies', input)).status).toBe(403);
  });

  it.each([
    ['a code twice', { code: 'NL', firstCoordinator: { name: 'A', handle: 'a', signInName: 'a@nl' } }, 409],
    ['a code in small letters', { code: 'nl' }, 400],
    ['a field that is not known', { secret: true }, 400],
    [
      'a sign-in name of another agency',
      { code: 'NO', firstCoordinator: { name: 'A', handle: 'a', signInName: 'a@nl' } },
      400,
    ],
  ])('is refused %s', async (_name, change, status) => {
    const input = { code: 'PT', name: 'Agency PT', country: 'PT', firstCoordinator: newcomer('pt'), ...change };
    expect((await as(world.administrator).post('/agencies', input)).status).toBe(status);
  });
});

describe('the directory', () => {
  it('names every agency to everybody, and nothing more of them', async () => {
    const agencies = ok(await as(world.fr.coordinator).get<AgencyRef[]>('/agencies'));
    expect(agencies.map((agency) => agency.code)).toEqual(expect.arrayContaining(['FR', 'NL']));
    expect(agencies.map((agency) => agency.code)).not.toContain('PLATFORM');
    expect(Object.keys(agencies[0] ?? {}).sort()).toEqual(['code', 'country', 'id', 'name']);
  });

  it('shows people of the own agency only, and how they sign in to its coordinators only', async () => {
    const ana = await world.nl.person('ana.visser');
    const seen = ok(await as(ana).get<AgencyPerson[]>('/agency/people'));
    expect(new Set(seen.map((person) => person.agency))).toEqual(new Set([world.nl.id]));
    expect(new Set(seen.map((person) => person.signInName))).toEqual(new Set([null]));
    const all = ok(await as(world.nl.coordinator).get<AgencyPerson[]>('/agency/people'));
    expect(all.find((person) => person.id === ana.id)).toMatchObject({
      signInName: 'ana.visser@nl',
      hasPassword: true,
    });
  });
});

describe('a set-password link', () => {
  it('works once, for one of two who use it at the same moment', async () => {
    const token = tokenOf(await added(world.nl.coordinator));
    const race = await Promise.all(
      [1, 2, 3].map((n) => world.stranger().post('/set-password', { token, password: `${password} ${n}` })),
    );
    expect(race.map((answer) => answer.status).sort()).toEqual([204, 404, 404]);
  });

  it('dies after 24 hours, with the same answer as one that never was', async () => {
    const { path } = await added(world.nl.coordinator);
    world.clock.stepHours(24);
    const late = await world.stranger().post('/set-password', { token: path.split('#')[1], password });
    const never = await world.stranger().post('/set-password', { token: 'never', password });
    expect(late.status).toBe(404);
    expect(late.text).toBe(never.text);
    await everybodySignsInAgain();
  });

  it('ends the one before it, and every session of its person when it is used', async () => {
    const luc = await world.fr.person('luc.martin');
    const path = `/agency/people/${luc.id}/set-password-link`;
    const first = ok(await as(world.fr.coordinator).post<SetPasswordLink>(path));
    const second = ok(await as(world.fr.coordinator).post<SetPasswordLink>(path));
    expect((await world.stranger().post('/set-password', { token: tokenOf(first), password })).status).toBe(404);
    expect((await as(luc).get('/me')).status).toBe(200);
    expect((await world.stranger().post('/set-password', { token: tokenOf(second), password })).status).toBe(204);
    expect((await as(luc).get('/me')).status).toBe(401);
  });

  it('is refused a weak password and stays good', async () => {
    const one = await added(world.nl.coordinator);
    const weak = await world.stranger().post('/set-password', { token: tokenOf(one), password: 'short' });
    expect(weak).toMatchObject({ status: 400, body: { fields: [{ path: 'password' }] } });
    expect((await world.stranger().post('/set-password', { token: tokenOf(one), password })).status).toBe(204);
  });
});

describe('a coordinator', () => {
  it('of another agency meets nobody: a foreign id answers like a random one', async () => {
    for (const [method, suffix, body] of [
      ['PATCH', '', { active: false }],
      ['POST', '/set-password-link', {}],
    ] as const) {
      const foreign = await as(world.fr.coordinator).send(
        method,
        `/agency/people/${world.nl.coordinator.id}${suffix}`,
        body,
      );
      const random = await as(world.fr.coordinator).send(method, `/agency/people/${nobody}${suffix}`, body);
      expect(foreign.status).toBe(404);
      expect(foreign.text).toBe(random.text);
    }
  });

  it('alone adds and changes people', async () => {
    const analyst = await world.nl.person('jan.smit');
    expect((await as(analyst).post('/agency/people', newcomer('nl'))).status).toBe(403);
    expect((await as(analyst).patch(`/agency/people/${analyst.id}`, { duties: ['coordinator'] })).status).toBe(403);
    expect((await as(analyst).patch('/agency', { groundRequired: false })).status).toBe(403);
  });

  it('deactivates somebody and their sessions end at once; no new one begins', async () => {
    const gone = await world.nl.person('piet.bakker');
    ok(await as(world.nl.coordinator).patch(`/agency/people/${gone.id}`, { active: false }));
    expect((await as(gone).get('/me')).status).toBe(401);
    const back = await world.stranger().post('/session', { signInName: gone.signInName, password: gone.password });
    expect(back.status).toBe(401);
    expect((await as(world.nl.coordinator).post(`/agency/people/${gone.id}/set-password-link`)).status).toBe(409);
  });

  it('takes a duty away and the sessions that rest on it end', async () => {
    const organiser = await world.nl.person('eva.mulder', 'organiser');
    ok(await as(world.nl.coordinator).patch(`/agency/people/${organiser.id}`, { duties: [] }));
    expect((await as(organiser).get('/me')).status).toBe(401);
  });

  it.each([
    [{ duties: ['auditor', 'coordinator'] }],
    [{ duties: ['auditor', 'organiser'] }],
    [{ duties: ['auditor'], oversight: true }],
    [{ duties: ['organiser'], oversight: true }],
  ])('cannot make somebody watch their own work: %j', async (change) => {
    const { person } = await added(world.nl.coordinator);
    const answer = await as(world.nl.coordinator).patch<Problem>(`/agency/people/${person.id}`, change);
    expect(answer).toMatchObject({ status: 409, body: { reason: 'exclusive_duties' } });
    const now = ok(await as(world.nl.coordinator).get<AgencyPerson[]>('/agency/people'));
    expect(now.find((one) => one.id === person.id)).toMatchObject({ duties: [], oversight: false });
  });

  it('cannot leave the agency without a coordinator, not even two at the same moment', async () => {
    const { coordinator, secondCoordinator } = world.fr;
    const leave = (person: Person) => as(person).patch(`/agency/people/${person.id}`, { duties: [] });
    const answers = await Promise.all([leave(coordinator), leave(secondCoordinator)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  });

  it('sets what the agency asks of its people', async () => {
    const set = ok(await as(world.nl.coordinator).patch<AgencySettings>('/agency', { groundRequired: false }));
    expect(set).toMatchObject({ id: world.nl.id, groundRequired: false, presence: true });
    expect(ok(await as(world.nl.coordinator).get<Me>('/me')).groundRequired).toBe(false);
  });

  describe('states when its people work', () => {
    const hours = { zone: 'Europe/Amsterdam', weekdays: [1, 2, 3, 4, 5], from: 7, to: 19 };
    const patch = (change: object) =>
      as(world.nl.coordinator).patch<AgencySettings>('/agency', { hours: { ...hours, ...change } });

    it('by its coordinator', async () => {
      expect(ok(await as(world.nl.coordinator).get<AgencySettings>('/agency')).hours).toBeNull();
      expect(ok(await patch({})).hours).toEqual(hours);
      expect(ok(await as(world.nl.coordinator).patch<AgencySettings>('/agency', { presence: true })).hours).toEqual(
        hours,
      );
    });

    it.each([
      ['a zone that is none', { zone: 'Europe/Atlantis' }, 'hours.zone'],
      ['an offset', { zone: '+01:00' }, 'hours.zone'],
      ['a day twice', { weekdays: [1, 1] }, 'hours.weekdays'],
      ['an eighth day', { weekdays: [8] }, 'hours.weekdays'],
      ['an end before the beginning', { from: 19, to: 7 }, 'hours.to'],
    ])('is refused %s', async (_name, change, path) => {
      expect(await patch(change)).toMatchObject({ status: 400, body: { fields: [{ path }] } });
    });
  });

  it.each([
    ['a handle with a space', { handle: 'a b' }, 'handle'],
    ['a name with a bidirectional control', { name: 'Ana\u202E' }, 'name'],
    ['a sign-in name of another agency', { signInName: 'a@fr' }, 'signInName'],
  ])('is refused %s', async (_name, change, path) => {
    const answer = await as(world.nl.coordinator).post('/agency/people', { ...newcomer('nl'), ...change });
    expect(answer).toMatchObject({ status: 400, body: { fields: [{ path }] } });
  });

  it('is refused null where a value belongs', async () => {
    const { person } = await added(world.nl.coordinator);
    expect((await as(world.nl.coordinator).patch(`/agency/people/${person.id}`, { active: null })).status).toBe(400);
  });
});
