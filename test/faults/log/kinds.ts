import type { AccessRecordView, Id, LegalHold, Page, SavedLogQuery } from '@liaison/contracts';
import { isDeepStrictEqual } from 'node:util';
import { newId } from '@liaison/domain';
import { Doors } from '../../../apps/server/src/platform/doors/doors.js';
import { doorsOf, Samples, type Described, type Description, type Extent } from '../../kit/described.js';
import type { Desk } from '../../kit/desk.js';
import type { Room } from '../../kit/room.js';
import { made, said, startThread } from '../../kit/talk.js';
import { as, ok, type Person } from '../../kit/world.js';

/** One kind of request: a door, one form of its input, and who asks. */
export interface Kind {
  readonly name: string;
  readonly person: Person;
  /** The act of the record that it has to leave; null where its door gives a reason to leave none. */
  readonly act: string | null;
  /** True where it was answered with success. */
  ask(): Promise<boolean>;
  /** Ends what would have it answered again without a record. */
  forget?(): Promise<unknown>;
}

/** Ends the session that all other kinds need, or takes its person out: asked last, by whoever has nothing else to ask. */
const endings = ['DELETE /session', 'POST /me/password', 'PATCH /agency/people/{id}', 'POST /operations/{id}/phase'];

export const isEnding = ({ name }: Pick<Kind, 'name'>): boolean => endings.some((ending) => name.startsWith(ending));

/** Before the clock of these worlds begins. */
const [earlier, later] = ['2025-09-12T08:00:00Z', '2025-09-14T08:00:00Z'];

/** Tells a session only what it said itself, and that is a record already. */
const silent = ['GET log/ground'];

/** Every door of the inventory with every form of its input, for whoever may be somebody there. */
export async function kindsOf(room: Room, isLong: boolean): Promise<readonly Kind[]> {
  const desk = await room.desk(room.lead, room.all);
  const thread = await startThread(desk, room.all, 'Fodder');
  const message = made(await said(desk, room.all, thread, 'fodder'));
  const { nl, be, administrator, server } = room.world;
  const auditor = await nl.person('an.auditor', 'auditor');
  const people = [room.lead, nl.coordinator, auditor, ...(isLong ? [room.ana, room.luc, administrator] : [])];
  const operation = room.operation.id;
  const ana = await room.desk(room.ana, room.all, room.nlOnly);
  const dataset = made(await ana.command(room.nlOnly, 'dataset.register', { origin: nl.id }));
  const share = made(await ana.command(room.all, 'dataset.share', { dataset }));
  const record = ok(await as(auditor).get<Page<AccessRecordView>>('/log')).items[0]?.id ?? newId();
  const member = (await room.operation.membership(be, room.mia)).id;
  const held = { kind: 'person', subject: room.luc.id, reason: 'An enquiry goes on' };
  const hold = ok(await as(auditor).post<LegalHold>('/log/holds', held)).id;
  const query = ok(await as(auditor).post<SavedLogQuery>('/log/queries', { name: 'Fodder', filters: {} })).id;
  const description = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as Description;
  const behind: Readonly<Record<string, Id>> = {
    ...{ operations: operation, threads: thread, messages: message, compartments: room.all, members: member },
    ...{ agencies: be.id, participations: be.id, admissions: be.id, people: room.mia.id, drafts: thread },
    ...{ datasets: dataset, records: record, holds: hold, queries: query },
  };
  const samples = new Samples(description, {
    ...{
      operation,
      dataset,
      record,
      share,
      thread,
      message,
      compartment: room.all,
      agency: be.id,
      person: room.mia.id,
      member,
    },
    ...{ language: 'en', country: 'BE', handle: 'a.person', signInName: 'a.person@nl', seq: 1 },
    ...{ version: 1, memberVer: 1, ground: 'Victim identification', digest: 'ab'.repeat(16), scheme: 'number' },
    ...{ origin: nl.id, quotes: message, continues: thread, deputyLead: room.ana.id, successor: room.ana.id },
    ...{ act: 'message.post', class: 'consultation', reference: 'NL-7K3Q', zone: 'UTC', kind: 'unusual_volume' },
    ...{ code: 'XX', codeName: 'Fodder', shareTo: room.all, agencies: [nl.id, be.id], day: '2025-09-10' },
    ...{ from: earlier, to: later, at: later, after: earlier, before: later },
    streams: [{ stream: `compartment:${room.all}`, epoch: null, position: 0, from: 0 }],
  });
  const doors = server.app.get(Doors, { strict: false }).list();
  const acts = new Map(
    doors
      .filter(({ name, publicBecause }) => publicBecause === undefined && !silent.includes(name))
      .map(({ name, action }) => [name, action ?? 'by kind'] as const),
  );
  const memberVer = (): number => desk.state(`compartment:${room.all}`).memberVer;
  const fodder: Fodder = { description, samples, compartment: room.all, thread, behind, acts, memberVer };
  const http = doorsOf(description)
    .filter(({ path }) => !path.startsWith('/health'))
    .flatMap((door) =>
      people.flatMap((person) => formsOf(door, samples, isLong).map((form) => httpKind(door, form, person, fodder))),
    );
  const desks: readonly (readonly [Person, Desk])[] = [
    [room.lead, desk],
    [room.ana, ana],
    [room.luc, await room.desk(room.luc, room.all)],
  ];
  const sockets = desks.flatMap(([person, at]) => socketKinds(person, at, fodder));
  return [...sockets, ...http.filter((kind) => !isEnding(kind)), ...http.filter(isEnding)];
}

interface Form {
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Each kind of body, whole and with the least it takes; with none of its parameters, where asked for with each alone, and with all. */
function formsOf(door: Described, samples: Samples, everyParameter: boolean): readonly Form[] {
  const parameters = door.parameters.filter((one) => one.in === 'query' && one.name !== 'next');
  const value = ({ name, schema }: (typeof parameters)[number]): [string, string] => [
    name,
    String(samples.of(schema, name)),
  ];
  const queries = [
    {},
    ...(everyParameter && parameters.length > 1 ? parameters.map((one) => Object.fromEntries([value(one)])) : []),
    ...(parameters.length > 0 ? [Object.fromEntries(parameters.map(value))] : []),
  ];
  const bodies = door.bodies.length > 0 ? inEachExtent(door.bodies, samples) : [{ name: '', body: undefined }];
  return bodies.flatMap(({ name, body }) =>
    queries.map((query) => {
      const asked = Object.keys(query).join('&');
      return { name: `${name}${asked === '' ? '' : ` ?${asked}`}`, query, body };
    }),
  );
}

const extents: readonly Extent[] = ['least', 'whole'];

const inEachExtent = (bodies: Described['bodies'], samples: Samples): readonly { name: string; body: unknown }[] =>
  bodies.flatMap((schema, at) =>
    extents
      .map((extent) => ({ name: ` body ${at}, ${extent}`, body: samples.of(schema, '', extent) }))
      .filter(({ body }, n, both) => n === 0 || !isDeepStrictEqual(body, both[0]?.body)),
  );

/** What every kind of request is made from. */
interface Fodder {
  readonly description: Description;
  readonly samples: Samples;
  readonly compartment: Id;
  readonly thread: Id;
  /** What the placeholder behind this word of a path stands for. */
  readonly behind: Readonly<Record<string, Id>>;
  /** The act that each door leaves. */
  readonly acts: ReadonlyMap<string, string>;
  /** A command hangs on nobody having come since: the version of the compartment's members by now. */
  memberVer(): number;
}

const asKnown = (body: unknown, fodder: Fodder): unknown =>
  typeof body === 'object' && body !== null && 'memberVer' in body ? { ...body, memberVer: fodder.memberVer() } : body;

function httpKind(door: Described, { name, query, body }: Form, person: Person, fodder: Fodder): Kind {
  const { method, path } = door;
  const filled = path.replace(/(?:(\w+)\/)?\{(\w+)\}/g, (_all, word: string | undefined, place: string) => {
    const schema = door.parameters.find((one) => one.in === 'path' && one.name === place)?.schema ?? {};
    const known = fodder.behind[word ?? ''] ?? String(fodder.samples.of(schema, place));
    return word === undefined ? known : `${word}/${known}`;
  });
  const search = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  const route = `${method} ${path.slice(1).replace(/\{(\w+)\}/g, ':$1')}`;
  return {
    name: `${method} ${path}${name} by ${person.handle}`,
    person,
    act: actOf(fodder.acts.get(route), body),
    async ask() {
      const headers = { 'Idempotency-Key': newId() };
      const target = search.length > 0 ? `${filled}?${search.join('&')}` : filled;
      const { status } = await as(person).send(method, target, asKnown(body, fodder), headers);
      return status < 400;
    },
  };
}

const actOf = (act: string | undefined, input: unknown): string | null =>
  act === 'by kind' ? (input as { readonly kind: string }).kind : (act ?? null);

function socketKinds(person: Person, desk: Desk, fodder: Fodder): readonly Kind[] {
  const { description, samples, compartment, thread, acts } = fodder;
  const stream = `compartment:${compartment}`;
  const commands = doorsOf(description).find(({ path }) => path.endsWith('/commands'))?.bodies ?? [];
  const frames: readonly (readonly [name: string, event: string, input: () => object])[] = [
    ['hello', 'hello', () => ({ streams: [{ stream, epoch: null, position: 0 }] })],
    ['fill', 'fill', () => ({ stream, from: 0 })],
    ['thread:open', 'thread:open', () => ({ thread, ground: 'Victim identification' })],
    ...inEachExtent(commands, samples).map(({ name, body }) => {
      const envelope = body as { readonly kind: string };
      const input = (): object => ({ ...envelope, commandId: newId(), compartment, memberVer: fodder.memberVer() });
      return [`command${name} ${envelope.kind}`, 'command', input] as const;
    }),
    ['ack', 'ack', () => ({ stream, through: 1 })],
  ];
  return frames.map(([name, event, input]) => ({
    name: `socket ${name} by ${person.handle}`,
    person,
    act: actOf(acts.get(event), input()),
    ask: async () => (await desk.ask<object>(event, input())).ok,
    ...(event === 'thread:open' ? { forget: () => desk.close(thread) } : {}),
  }));
}
