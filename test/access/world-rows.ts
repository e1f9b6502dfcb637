import { newId } from '@liaison/domain';
import type { Client } from 'pg';
import { peopleEach, lastVersion, untilOf, type World } from './world-model.js';

/** Ids of a world that stands in the database. */
export interface Built {
  readonly people: readonly { readonly id: string; readonly agency: string }[];
  readonly compartments: readonly {
    readonly id: string;
    readonly thread: string;
    readonly messages: readonly string[];
    readonly share: string | null;
    readonly dataset: string | null;
  }[];
}

const day = (now: Date, days: number): Date => new Date(now.getTime() + days * 86_400_000);
const marking = ['UNCLASSIFIED-BPL', 'CLEAR', 'CLEAR', ['H0'], null] as const;

/** The number that comes next in every stream of a world. */
export const nextSeq = 100;

/** Puts a world into the database as its superuser, past all triggers: the judges are what is tested, not the way in. */
export async function build(admin: Client, world: World, now: Date): Promise<Built> {
  await admin.query('set session_replication_role = replica');
  try {
    return await putRows(admin, world, now);
  } finally {
    await admin.query('set session_replication_role = origin');
  }
}

async function putRows(admin: Client, world: World, now: Date): Promise<Built> {
  const put = async (table: string, values: readonly unknown[]): Promise<void> => {
    await admin.query(`insert into ${table} values (${values.map((_, index) => `$${index + 1}`).join(', ')})`, [
      ...values,
    ]);
  };
  const agencies = world.participations.map(() => newId());
  for (const id of agencies) await put('agency', [id, id.slice(-12), id, 'NL', true, true, now]);
  const people = world.people.map(({ agency }) => ({ id: newId(), agency: agencies[agency] ?? '' }));
  for (const [index, { id, agency }] of people.entries())
    await put('person', [id, agency, 'Somebody', id, world.people[index]?.active, 1, now]);
  const operation = newId();
  await put('operation', [
    operation,
    operation,
    'OP',
    'blank',
    'a purpose',
    'a basis',
    ['a ground'],
    agencies[0],
    world.phase,
    now,
    day(now, 9),
    'R-UE/EU-R',
    30,
    1,
    people[0]?.id,
    now,
  ]);
  for (const [index, participation] of world.participations.entries()) {
    const { state, kind } = participation;
    const until = untilOf(participation);
    await put('participation', [
      operation,
      agencies[index],
      kind,
      state,
      'eu',
      until === null ? null : day(now, until),
      false,
      null,
      now,
      now,
      null,
      null,
    ]);
  }
  for (const [index, person] of people.entries())
    for (const seat of world.people[index]?.seats ?? [])
      await put('member', [
        newId(),
        operation,
        person.id,
        person.agency,
        seat.role,
        false,
        day(now, seat.fromDay),
        seat.untilDay === null ? null : day(now, seat.untilDay),
        null,
      ]);
  const compartments = [];
  for (const one of world.compartments) {
    const id = newId();
    await put('compartment', [
      id,
      operation,
      one.kind,
      id,
      false,
      ...marking,
      'epoch',
      nextSeq,
      lastVersion,
      people[0]?.id,
      now,
    ]);
    for (const side of one.sides) {
      const person = side.person === null ? null : people[side.agency * peopleEach + side.person]?.id;
      await put('side', [newId(), id, agencies[side.agency], person, side.usable, side.from, side.to, null]);
    }
    compartments.push({ id, ...(await talk(put, one, id, operation, people, now)) });
  }
  return { people, compartments };
}

type Put = (table: string, values: readonly unknown[]) => Promise<void>;

async function talk(
  put: Put,
  one: World['compartments'][number],
  compartment: string,
  operation: string,
  people: Built['people'],
  now: Date,
): Promise<Omit<Built['compartments'][number], 'id'>> {
  const thread = newId();
  await put('thread', [thread, compartment, 'a title', null, 'open', 1, people[0]?.id, now, 0, now, null, null]);
  const messages: string[] = [];
  for (const [index, message] of one.messages.entries()) {
    const id = newId();
    const author = people[message.author];
    messages.push(id);
    const refs = { thread, message: id, version: 1 };
    await put('event', [
      compartment,
      index + 1,
      newId(),
      lastVersion,
      message.baseVer,
      'message.posted',
      author?.id,
      null,
      refs,
      now,
    ]);
    await put('message', [
      id,
      compartment,
      thread,
      index + 1,
      message.baseVer,
      author?.id,
      author?.agency,
      now,
      1,
      message.retracted ? now : null,
      message.retracted ? 'other' : null,
      ...marking,
      false,
      'en',
      null,
      [],
      [],
      [],
      [],
      null,
      [],
    ]);
    await put('message_version', [
      id,
      1,
      compartment,
      message.baseVer,
      author?.id,
      'words',
      null,
      '',
      now,
      message.retracted,
    ]);
  }
  if (!one.share) return { thread, messages, share: null, dataset: null };
  const dataset = newId();
  const elsewhere = newId();
  const [owner] = people;
  await put('compartment', [
    elsewhere,
    operation,
    'agency',
    elsewhere,
    false,
    ...marking,
    'epoch',
    1,
    1,
    owner?.id,
    now,
  ]);
  await put(
    'dataset (id, operation, compartment, ref, origin, originator, contributor, handed_over, known, age, priority, icse_action, flags, classification, tlp, pap, handling, version, registered_by, registered_at)',
    [
      dataset,
      operation,
      elsewhere,
      dataset.slice(-12),
      owner?.agency,
      owner?.agency,
      owner?.agency,
      true,
      'unknown',
      'recent',
      'normal',
      'none',
      [],
      'UNCLASSIFIED-BPL',
      'CLEAR',
      'CLEAR',
      ['H0'],
      1,
      owner?.id,
      now,
    ],
  );
  const share = newId();
  await put('share', [
    share,
    dataset,
    operation,
    compartment,
    'REF',
    false,
    'received',
    null,
    null,
    owner?.id,
    now,
    1,
    one.share.withdrawn ? now : null,
    one.share.withdrawn ? owner?.agency : null,
  ]);
  return { thread, messages, share, dataset };
}
