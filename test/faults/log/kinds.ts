import type { AccessRecordView, Id, Page } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { Doors } from '../../../apps/server/src/platform/doors/doors.js';
import { doorsOf, Samples, type Described, type Description } from '../../kit/described.js';
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
  made(await ana.command(room.all, 'dataset.share', { dataset }));
  const record = ok(await as(auditor).get<Page<AccessRecordView>>('/log')).items[0]?.id ?? newId();
  const member = (await room.operation.membership(be, room.mia)).id;
  const description = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as Description;
  const behind: Readonly<Record<string, Id>> = {
    ...{ operations: operation, threads: thread, messages: message, compartments: room.all, members: member },
    ...{ agencies: be.id, participations: be.id, admissions: be.id, people: room.mia.id, drafts: thread },
    ...{ datasets: dataset, records: record },
  };
  const samples = new Samples(description, {
    ...{
      operation,
      dataset,
      record,
      thread,
      message,
      compartment: room.all,
      agency: be.id,
      person: room.mia.id,
      member,
    },
    ...{ language: 'en', country: 'BE', code: 'XX', handle: 'a.person', signInName: 'a.person@nl', seq: 1 },
    ...{ version: 1, memberVer: 1, ground: 'Victim identification', digest: 'ab'.repeat(16), scheme: 'number' },
    streams: [{ stream: `compartment:${room.all}`, epoch: null, position: 0, from: 0 }],
  });
  const doors = server.app.get(Doors, { strict: false }).list();
  const acts = new Map(
    doors
      .filter(({ name, publicBecause }) => publicBecause === undefined && !silent.includes(name))
      .map(({ name, action }) => [name, action ?? 'by kind'] as const),
  );
  const http = doorsOf(description)
    .filter(({ path }) => !path.startsWith('/health'))
    .flatMap((door) =>
      people.flatMap((person) =>
        formsOf(door, samples, isLong).map((form) => httpKind(door, form, person, behind, acts)),
      ),
    );
  const desks: readonly (readonly [Person, Desk])[] = [
    [room.lead, desk],
    [room.ana, ana],
    [room.luc, await room.desk(room.luc, room.all)],
  ];
  const sockets = desks.flatMap(([person, at]) =>
    socketKinds(person, at, room.all, thread, samples, description, acts),
  );
  return [...sockets, ...http.filter((kind) => !isEnding(kind)), ...http.filter(isEnding)];
}

interface Form {
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** With each kind of body; with none of its parameters, where asked for with each alone, and with all that go together. */
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
  const bodies = door.bodies.length > 0 ? door.bodies : [undefined];
  return bodies.flatMap((body, at) =>
    queries.map((query) => ({
      name: `${bodies.length > 1 ? ` body ${at}` : ''}${Object.keys(query).length > 0 ? ` ?${Object.keys(query).join('&')}` : ''}`,
      query,
      body: body && samples.of(body),
    })),
  );
}

function httpKind(
  { method, path }: Described,
  { name, query, body }: Form,
  person: Person,
  behind: Readonly<Record<string, Id>>,
  acts: ReadonlyMap<string, string>,
): Kind {
  const filled = path.replace(/(\w+)\/\{\w+\}/g, (_all, word: string) => `${word}/${behind[word] ?? newId()}`);
  const search = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  const route = `${method} ${path.slice(1).replace(/\{(\w+)\}/g, ':$1')}`;
  return {
    name: `${method} ${path}${name} by ${person.handle}`,
    person,
    act: actOf(acts.get(route), body),
    async ask() {
      const headers = { 'Idempotency-Key': newId() };
      const target = search.length > 0 ? `${filled}?${search.join('&')}` : filled;
      const { status } = await as(person).send(method, target, body, headers);
      return status < 400;
    },
  };
}

const actOf = (act: string | undefined, input: unknown): string | null =>
  act === 'by kind' ? (input as { readonly kind: string }).kind : (act ?? null);

function socketKinds(
  person: Person,
  desk: Desk,
  compartment: Id,
  thread: Id,
  samples: Samples,
  description: Description,
  acts: ReadonlyMap<string, string>,
): readonly Kind[] {
  const stream = `compartment:${compartment}`;
  const kinds = doorsOf(description).find(({ path }) => path.endsWith('/commands'))?.bodies ?? [];
  const frames: readonly (readonly [name: string, event: string, input: () => object])[] = [
    ['hello', 'hello', () => ({ streams: [{ stream, epoch: null, position: 0 }] })],
    ['fill', 'fill', () => ({ stream, from: 0 })],
    ['thread:open', 'thread:open', () => ({ thread, ground: 'Victim identification' })],
    ...kinds.map((kind, at) => {
      const envelope = samples.of(kind) as object;
      const input = (): object => ({ ...envelope, commandId: newId(), compartment });
      return [`command ${at} ${(envelope as { kind?: string }).kind ?? ''}`, 'command', input] as const;
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
