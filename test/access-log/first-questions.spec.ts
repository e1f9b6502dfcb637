import type { AccessRecordView, CouldSeeView, OpenedLine, Page } from '@liaison/contracts';
import type { Desk } from '../kit/desk.js';
import { askedBy } from '../kit/log.js';
import { openRoom, type Room } from '../kit/room.js';
import { made, said, startThread } from '../kit/talk.js';
import { as, ok, type Person } from '../kit/world.js';

const ground = 'Victim identification';
let room: Room;
let nlAuditor: Person;
let frAuditor: Person;
let oversight: Person;

beforeAll(async () => {
  room = await openRoom();
  const { nl, fr } = room.world;
  nlAuditor = await nl.person('auditor', 'auditor');
  frAuditor = await fr.person('auditor', 'auditor');
  oversight = await nl.officer();
});
afterAll(() => room.close());

const couldSee = (who: Person, person: Person, at: Date) =>
  as(who).get<CouldSeeView>(`/log/could-see?person=${person.id}&at=${at.toISOString()}`);
const kinds = async (who: Person, person: Person, at: Date): Promise<readonly string[]> =>
  ok(await couldSee(who, person, at)).places.map(({ kind }) => kind);

describe('what somebody could see', () => {
  it('is where they sat at that moment, since when, and by which membership', async () => {
    const { clock } = room.world;
    const before = new Date(clock.now());
    clock.stepSeconds(60);
    await room.operation.compartment(room.luc, { agencies: [room.world.fr, room.world.nl] });
    clock.stepSeconds(60);
    expect(await kinds(frAuditor, room.luc, before)).toEqual(['agencies', 'agency', 'all']);
    const now = ok(await couldSee(frAuditor, room.luc, clock.now()));
    expect(now.places.map(({ kind }) => kind)).toEqual(['agencies', 'agencies', 'agency', 'all']);
    const newest = now.places.find(({ since }) => Date.parse(since) > before.getTime());
    expect(newest).toMatchObject({
      kind: 'agencies',
      operation: room.operation.id,
      role: 'investigator',
      until: null,
      nominatedBy: { id: room.world.fr.coordinator.id },
      membership: (await room.operation.membership(room.world.fr, room.luc)).id,
    });
  });

  it('ends with the membership, and what was before stays told', async () => {
    const { clock, fr } = room.world;
    const zoe = await room.operation.member(fr, 'zoe.petit');
    clock.stepSeconds(60);
    const during = new Date(clock.now());
    clock.stepSeconds(60);
    await room.operation.remove(fr, zoe);
    clock.stepSeconds(60);
    expect(await kinds(frAuditor, zoe, clock.now())).toEqual([]);
    const then = ok(await couldSee(frAuditor, zoe, during));
    expect(then.places.length).toBeGreaterThan(0);
    for (const { until } of then.places) expect(Date.parse(until ?? '')).toBeGreaterThanOrEqual(during.getTime());
  });

  it('names no audience', async () => {
    expect((await couldSee(frAuditor, room.luc, room.world.clock.now())).text).not.toMatch(/BE|Agency|name":"All/);
  });

  it('is told of own people, and to oversight of all in its operations', async () => {
    expect(await couldSee(nlAuditor, room.luc, room.world.clock.now())).toMatchObject({ status: 404 });
    expect(await couldSee(oversight, frAuditor, room.world.clock.now())).toMatchObject({ status: 404 });
    expect(await kinds(oversight, room.mia, room.world.clock.now())).toEqual(['agencies', 'agency', 'all']);
  });

  it('names to oversight no place that its records do not name', async () => {
    const { places } = ok(await couldSee(oversight, room.mia, room.world.clock.now()));
    const named = places.filter(({ kind }) => kind === 'agencies').map(({ compartment }) => compartment);
    expect(named).toEqual([room.frBe]);
    const path = `/log?operation=${room.operation.id}&act=compartment.open`;
    const { items } = ok(await as(oversight).get<Page<AccessRecordView>>(path));
    expect(items.map(({ compartment, objects }) => [compartment, ...objects.map(({ id }) => id)]).flat()).toContain(
      room.frBe,
    );
  });
});

describe('who opened a message', () => {
  it('names who had it on an open screen, from when until when, and who acknowledged it', async () => {
    const { clock } = room.world;
    const ana = await room.desk(room.ana, room.all);
    const luc = await room.desk(room.luc, room.all);
    const thread = await startThread(ana, room.all, 'Read live');
    ok(await as(room.luc).get(`/threads/${thread}/messages?ground=${encodeURIComponent(ground)}`));
    await luc.open(thread, ground);
    clock.stepSeconds(60);
    const written = clock.now().toISOString();
    const answer = await said(ana, room.all, thread, 'words that were read');
    const message = made(answer);
    const lines = async (who: Person): Promise<readonly OpenedLine[]> =>
      ok(await as(who).get<Page<OpenedLine>>(`/log/opened?object=${message}&person=${room.luc.id}`)).items;

    expect(await lines(nlAuditor)).toMatchObject([
      { act: 'thread.open', until: null, ground: null, groundStated: true },
    ]);
    expect(await lines(frAuditor)).toMatchObject([{ act: 'thread.open', until: null, ground }]);
    if (answer.ok) await luc.reached(room.all, answer.result.seq);
    clock.stepSeconds(60);
    await luc.close(thread);
    expect(await lines(nlAuditor)).toMatchObject([
      { grade: 'opened', act: 'thread.close', at: written, until: clock.now().toISOString(), ground: null },
    ]);
    clock.stepSeconds(1);
    ok(await as(room.luc).get(`/threads/${thread}/messages?ground=${encodeURIComponent(ground)}`));
    expect((await lines(nlAuditor)).map(({ act }) => act)).toEqual(['thread.page', 'thread.close']);
  });

  describe('that was on an open screen for three minutes', () => {
    let thread: string;
    let message: string;
    let luc: Desk;
    let opened: number;
    /** So many seconds after it was opened. */
    const after = (seconds: number): string => new Date(opened + seconds * 1_000).toISOString();
    const asked = async (from: number, to: number, more = '', who = nlAuditor): Promise<readonly object[]> => {
      const times = `from=${after(from)}&to=${after(to)}`;
      const path = `/log/opened?object=${message}&person=${room.luc.id}&${times}&${more}`;
      return ok(await as(who).get<Page<OpenedLine>>(path)).items.map(({ act, at, until }) => ({ act, at, until }));
    };

    beforeAll(async () => {
      const ana = await room.desk(room.ana, room.all);
      luc = await room.desk(room.luc, room.all);
      thread = await startThread(ana, room.all, 'A while');
      opened = room.world.clock.now().getTime();
      await luc.open(thread, ground);
      room.world.clock.stepSeconds(60);
      const answer = await said(ana, room.all, thread, 'words of the first minute');
      message = made(answer);
      if (answer.ok) await luc.reached(room.all, answer.result.seq);
    });

    it.each([
      ['act=thread.open&outcome=success&class=consultation,denial&ground=stated', 1],
      ['act=thread.close', 0],
      ['outcome=failure', 0],
      ['class=disclosure', 0],
      ['ground=missing', 0],
      ['operation=0199502e-1111-7222-8333-444455556666', 0],
    ])('while it is open it is asked about with any filter: %s', async (filter, count) => {
      expect(await asked(0, 90, filter)).toHaveLength(count);
    });

    describe.each([
      ['while it is open', 'thread.open', null, () => Promise.resolve()],
      ['once it is closed', 'thread.close', 180, () => closed()],
    ])('%s', (_name, act, until, before) => {
      beforeAll(before);

      it.each([
        [0, 90],
        [70, 80],
      ])('is an answer between %s and %s seconds', async (from, to) => {
        const line = { act, at: after(60), until: until === null ? null : after(until) };
        expect(await asked(from, to)).toEqual([line]);
        expect(await asked(from, to, '', oversight)).toEqual([line]);
      });

      it('is none before it was written', async () => {
        expect(await asked(0, 60)).toEqual([]);
      });
    });

    it('is none after it was closed', async () => {
      expect(await asked(181, 240)).toEqual([]);
    });

    it('is found by its thread too, whose opening was before the times asked about', async () => {
      const path = `/log/opened?object=${thread}&person=${room.luc.id}&from=${after(70)}&to=${after(80)}`;
      expect(ok(await as(nlAuditor).get<Page<OpenedLine>>(path)).items).toMatchObject([
        { act: 'thread.open', at: after(0), until: after(180) },
      ]);
    });

    it('a list goes on after what was looked at, also where it is no answer', async () => {
      const filters = { object: message, person: room.luc.id, from: after(70), to: after(80) };
      const rows = await askedBy(room.world, nlAuditor, 'select act, within from who_opened($1, null, null, 9)', [
        filters,
      ]);
      expect(rows).toEqual([
        { act: 'thread.close', within: true },
        { act: 'thread.page', within: false },
      ]);
    });

    async function closed(): Promise<void> {
      room.world.clock.stepSeconds(40);
      ok(await as(room.luc).get(`/threads/${thread}/messages?ground=${encodeURIComponent(ground)}`));
      room.world.clock.stepSeconds(80);
      await luc.close(thread);
    }
  });
});
