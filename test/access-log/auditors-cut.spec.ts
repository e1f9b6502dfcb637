import type { AccessRecordDetail, AccessRecordView, LogCounts, LogVolumes, OpenedLine, Page } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { askedBy } from '../kit/log.js';
import { command, ground, registered, registry, sharedWithAll, viewed, type Registry } from '../kit/registry.js';
import { lined, sequenced } from '../kit/sequenced.js';
import { as, ok, readsTheLog, signInAgain, type Person } from '../kit/world.js';

let world: Registry;
let nlAuditor: Person;
let frAuditor: Person;
let deAuditor: Person;
/** Of NL, which FR and DE have too; and one that only NL and FR have. */
let nl: { dataset: string; share: string; ref: string };
let betweenTwo: string;
/** Never DE's, and asked for by its people. */
let hidden: { dataset: string; thread: string };

const log = async (who: Person, query = ''): Promise<readonly AccessRecordView[]> =>
  ok(await as(who).get<Page<AccessRecordView>>(`/log?${query}`)).items;
const detail = (who: Person, id: string) => as(who).get<AccessRecordDetail>(`/log/records/${id}`);

beforeAll(async () => {
  world = await registry();
  nlAuditor = await world.nl.person('auditor', 'auditor');
  frAuditor = await world.fr.person('auditor', 'auditor');
  deAuditor = await world.de.person('auditor', 'auditor');
  nl = await sharedWithAll(world);
  await viewed(world.luc, nl.dataset, ground);
  const made = await command(world, world.ana, world.nlFr, 'thread.start', { title: 'Between two' });
  betweenTwo = ok(made).id ?? '';
  const other = ok(await command(world, world.ana, world.nlFr, 'thread.start', { title: 'Between two again' }));
  hidden = { dataset: await registered(world, world.ana), thread: other.id ?? '' };
  ok(await as(world.luc).get(`/threads/${betweenTwo}/messages?ground=${encodeURIComponent(ground)}`));
  // A refusal of FR's about NL's dataset.
  const refused = await command(world, world.luc, world.all, 'share.withdraw', { share: nl.share });
  expect(refused).toMatchObject({ status: 403 });
});
afterAll(() => world.close());

/** The same answers while records wait for their entry, while the tree stands still, and once they have it. */
describe.each([
  ['while records wait for their entry', () => Promise.resolve()],
  ['while they wait long', () => lined(world)],
  ['once they have it', () => sequenced(world)],
])('%s', (_name, before) => {
  beforeAll(before);

  describe('of another agency’s person who met the own information', () => {
    let record: AccessRecordView;
    beforeAll(async () => {
      const found = await log(nlAuditor, `object=${nl.dataset}&person=${world.luc.id}&act=dataset.view`);
      const [first] = found;
      if (!first) throw new Error('no record of it');
      record = first;
    });

    it('who, when, what act, which of the own objects and whether a ground was stated are shown', () => {
      expect(record).toMatchObject({
        person: world.luc.id,
        personName: 'Luc Martin',
        agency: world.fr.id,
        class: 'consultation',
        outcome: 'success',
        groundStated: true,
        seenAs: 'information',
      });
      expect(record.objects.map(({ id }) => id)).toEqual([nl.dataset]);
    });

    it.each(['ground', 'address', 'session', 'recipients', 'rule', 'compartment'] as const)('not %s', async (field) => {
      expect(record[field]).toBeNull();
      expect(ok(await detail(nlAuditor, record.id))[field]).toBeNull();
    });

    it.each(['detail', 'explanation', 'couldSee'] as const)('not %s', async (field) => {
      expect(ok(await detail(nlAuditor, record.id))[field]).toBeNull();
    });

    it('its own auditor sees all of it, with the rule in words and what the person could see', async () => {
      const whole = ok(await detail(frAuditor, record.id));
      expect(whole).toMatchObject({
        seenAs: 'person',
        ground,
        rule: expect.stringMatching(/^dataset\.view#/) as string,
        explanation: { effect: 'allow', why: expect.stringMatching(/\.$/) as string },
        couldSee: { person: { id: world.luc.id } },
      });
      expect(whole.couldSee?.places.map(({ kind }) => kind).sort()).toEqual(['agencies', 'agency', 'all']);
    });

    it('to a third agency the record is not there', async () => {
      expect(await detail(deAuditor, record.id)).toMatchObject({ status: 404 });
      expect((await log(deAuditor)).map(({ id }) => id)).not.toContain(record.id);
    });
  });

  it('refusals and look-ups of others are not shown, and own ones are', async () => {
    expect(await log(nlAuditor, `person=${world.luc.id}&class=denial,log_access`)).toEqual([]);
    expect(await log(frAuditor, `person=${world.luc.id}&class=denial`)).toMatchObject([{ act: 'share.withdraw' }]);
    expect(await log(nlAuditor, `agency=${world.fr.id}&class=log_access`)).toEqual([]);
  });

  it.each(['/threads/ID/messages', '/datasets/ID'])(
    'a refusal tells the actor’s side nothing of what it met: GET %s',
    async (path) => {
      const [there, absent] = [path.startsWith('/datasets') ? hidden.dataset : hidden.thread, newId()];
      const told: string[] = [];
      for (const id of [there, absent]) {
        expect((await as(world.dora).get(path.replace('ID', id))).status).toBe(404);
        const [refused] = await log(deAuditor, `person=${world.dora.id}&class=denial`);
        const { id: record, at, ...rest } = ok(await detail(deAuditor, refused?.id ?? ''));
        expect([record, at]).toEqual([refused?.id, refused?.at]);
        told.push(JSON.stringify({ ...rest, couldSee: null }).replaceAll(id, 'ID'));
      }
      expect(told[0]).toBe(told[1]);
    },
  );

  it.each(['object', 'opened'])('a third agency finds nothing by the id of what it never had (%s)', async (by) => {
    const path = by === 'object' ? `/log?object=${betweenTwo}` : `/log/opened?object=${betweenTwo}`;
    expect(ok(await as(deAuditor).get<Page<unknown>>(path)).items).toEqual([]);
  });

  it('who opened what, and on what ground', async () => {
    const opened = async (who: Person): Promise<readonly OpenedLine[]> =>
      ok(await as(who).get<Page<OpenedLine>>(`/log/opened?object=${betweenTwo}`)).items;
    expect(await opened(nlAuditor)).toMatchObject([
      { grade: 'opened', personName: 'Luc Martin', act: 'thread.page', groundStated: true, ground: null },
    ]);
    expect(await opened(frAuditor)).toMatchObject([{ ground, seenAs: 'person' }]);
    const byReference = ok(await as(nlAuditor).get<Page<OpenedLine>>(`/log/opened?reference=${nl.ref}`)).items;
    expect(byReference.map(({ personName }) => personName)).toEqual(['Luc Martin', 'Ana Visser']);
  });

  it('counts and volumes count what the list shows, and tables say the same', async () => {
    const listed = await log(nlAuditor, `agency=${world.fr.id}`);
    const counts = ok(await as(nlAuditor).get<LogCounts>(`/log/counts?agency=${world.fr.id}&zone=Asia/Kathmandu`));
    expect(counts.total).toBe(listed.length);
    expect(counts.hours.reduce((sum, { count }) => sum + count, 0)).toBe(listed.length);
    expect(counts.days.reduce((sum, { count }) => sum + count, 0)).toBe(listed.length);
    expect(counts.days.every(({ denied }) => denied === 0)).toBe(true);
    const { people } = ok(await as(nlAuditor).get<LogVolumes>(`/log/volumes?agency=${world.fr.id}`));
    expect(people.reduce((sum, { records }) => sum + records, 0)).toBe(listed.length);
    const table = (await as(nlAuditor).get(`/log.csv?agency=${world.fr.id}`)).text;
    expect(table.trim().split('\r\n')).toHaveLength(listed.length + 1);
    for (const door of ['/log/counts.csv', '/log/volumes.csv'])
      expect((await as(nlAuditor).get(door)).text).toContain('\r\n');
  });
});

it('a heat map stands in the zone that was asked for', async () => {
  const hourIn = async (zone: string): Promise<number | undefined> =>
    ok(await as(nlAuditor).get<LogCounts>(`/log/counts?person=${world.ana.id}&zone=${zone}`)).hours[0]?.hour;
  const utc = (await hourIn('UTC')) ?? 0;
  expect(await hourIn('Asia/Tokyo')).toBe((utc + 9) % 24);
});

it.each([
  ['what ends before it begins', '/log?from=2025-09-16&to=2025-09-15', 'to'],
  ['more than a year of counts', '/log/counts?from=2023-01-01&to=2025-01-01', 'from'],
  ['an unknown zone', '/log/counts?zone=Mars/Base', 'zone'],
  ['a class twice', '/log?class=denial,denial', 'class'],
  ['an act that is none', '/log?act=Nonsense', 'act'],
  ['who opened nothing in particular', '/log/opened', 'object'],
  ['a time to come', `/log/could-see?person=0199502e-1111-7222-8333-444455556666&at=2090-01-01`, 'at'],
])('%s is refused with the field', async (_name, path, field) => {
  expect(await as(nlAuditor).get(path)).toMatchObject({ status: 400, body: { fields: [{ path: field }] } });
});

describe('the database alone', () => {
  let silent: Person;
  beforeAll(async () => {
    silent = await world.nl.person('silent');
    ok(await as(world.nl.coordinator).patch(`/agency/people/${silent.id}`, { duties: ['auditor'] }));
  });

  const asked = (person: Person, statement: string, session?: 'none'): Promise<object[]> =>
    askedBy(world, person, statement, [], session);
  const list = `select * from records_of_my_scope(find_lines('{}', null, null, 10))`;

  it('shows an auditor their scope', async () => {
    expect(await asked(nlAuditor, list)).toHaveLength(10);
  });

  it('shows it to the session that stated a ground and to no other of the same person', async () => {
    expect(await asked(nlAuditor, list, 'none')).toEqual([]);
    world.clock.stepSeconds(1);
    await signInAgain(nlAuditor);
    expect(await asked(nlAuditor, list)).toEqual([]);
    await readsTheLog(nlAuditor);
    expect(await asked(nlAuditor, list)).toHaveLength(10);
  });

  it.each([
    ['a member', () => world.ana],
    ['a coordinator', () => world.nl.coordinator],
    ['an auditor whose session has stated no ground', () => silent],
  ])('shows nothing to %s', async (_who, person) => {
    const record = (await log(nlAuditor)).at(-1)?.id;
    const year = `'{"from":"2025-01-01","to":"2026-01-01"}'`;
    const always = "'-infinity', 'infinity'";
    for (const question of [
      ...[`records_of_my_scope(array['${record}'::uuid])`, "unnest(find_lines('{}', null, null, 10))"],
      ...[`log_counts(${year}, 'UTC')`, `log_volumes(${year}, 9)`],
      ...[`who_opened('{"object":"${nl.dataset}"}', null, null, 9)`, `could_see('${world.ana.id}', now())`],
      ...['log_state()', `places_of_record('${record}')`, `awaits_entry('${record}') waits where waits`],
      ...[`extract_span(null, ${always}, 9)`, `extract_rows(null, ${always}, 1, 9)`, `extract_names(null, ${always})`],
      `extract_waits(${always}) waits where waits`,
    ])
      expect([question, ...(await asked(person(), `select * from ${question}`))]).toEqual([question]);
  });

  it.each(['access_line', 'access_cut', 'access_pending', "pending_cuts('{}')", 'log_ground g where g.person <> me()'])(
    'shows nothing of %s itself',
    async (what) => {
      const rows = await asked(nlAuditor, `select * from ${what}`).catch((error: unknown) => String(error));
      expect(JSON.stringify(rows)).toMatch(/permission denied|^\[\]$/);
    },
  );
});
