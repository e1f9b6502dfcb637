import type { Window } from '@liaison/authz';
import type { CommandAnswer, CompartmentEventKind, Id, PersonEventKind, StreamName } from '@liaison/contracts';
import {
  newId,
  type Classification,
  type CompartmentKind,
  type Marking,
  type MemberRole,
  type OperationPhase,
} from '@liaison/domain';
import { bytea, rowsInto, type Tx } from '../tx.js';
import { markingOf, type MarkingColumns } from './marking.js';

type Refs = Readonly<Record<string, string | number>>;

/** The database takes them only with the numbers that come next, and moves the compartment's number on itself. */
const intoEvent = rowsInto('event');

/** A compartment under its row lock. Facts read after taking it stay true until commit. */
export class LockedStream {
  constructor(
    private readonly tx: Tx,
    readonly id: Id,
    readonly operation: Id,
    readonly kind: CompartmentKind,
    readonly marking: Marking,
    readonly memberVer: number,
    readonly phase: OperationPhase,
    private nextSeq: number,
  ) {}

  /**
   * Adds an event, written before commit; `baseVer` is the version its object was born under, now when the object is
   * new.
   */
  append(
    kind: CompartmentEventKind,
    author: Id,
    refs: Refs,
    baseVer = this.memberVer,
    commandId: Id | null = null,
  ): { seq: number; id: Id } {
    const { tx, id: compartment, memberVer } = this;
    const event = { seq: this.nextSeq, id: newId() };
    tx.last(intoEvent, {
      ...event,
      compartment,
      member_ver: memberVer,
      base_ver: baseVer,
      kind,
      author,
      command_id: commandId,
      refs,
      at: tx.now,
    });
    this.nextSeq += 1;
    tx.ifRefused(() => (this.nextSeq = event.seq));
    tx.touched.add(`compartment:${compartment}`);
    return event;
  }
}

interface CompartmentColumns extends MarkingColumns {
  id: Id;
  operation: Id;
  kind: CompartmentKind;
  member_ver: number;
}

interface Standing extends CompartmentColumns {
  next_seq: string;
  phase: OperationPhase;
  ceiling: Classification;
  observed: boolean;
  audience: readonly Id[] | null;
  seats: readonly Seat[];
}

/**
 * Locks compartments in ascending order of id: the first statement of every write. One that none of the actors is in is
 * not there, so it is missing from the answer. `pinned`: what follows changes no membership, so what the policies ask
 * for is computed once.
 */
export async function lockStreams(tx: Tx, ids: readonly Id[], pinned = false): Promise<ReadonlyMap<Id, LockedStream>> {
  const rows = await tx.rows<Standing>('select * from lock_streams($1, $2)', [[...new Set(ids)].sort(), pinned]);
  if (pinned) tx.pin(rows.map((row) => row.id));
  for (const row of rows) {
    tx.know(seatsOf(row.id), row.seats);
    tx.know(
      audienceKey(row.id),
      (row.audience ?? []).map((agency) => ({ agency })),
    );
    tx.know(observedKey(row.id), [{ yes: row.observed }]);
    tx.know(ceilingKey(row.operation), [{ ceiling: row.ceiling }]);
  }
  return new Map(rows.map((row) => [row.id, streamOf(tx, row)]));
}

const streamOf = (tx: Tx, row: Standing): LockedStream =>
  new LockedStream(
    tx,
    row.id,
    row.operation,
    row.kind,
    markingOf(row),
    row.member_ver,
    row.phase,
    Number(row.next_seq),
  );

interface Seat {
  readonly person: Id;
  readonly role: MemberRole;
}

const seatsOf = (compartment: Id): string => `seats ${compartment}`;
const audienceKey = (compartment: Id): string => `audience ${compartment}`;
const observedKey = (compartment: Id): string => `observed ${compartment}`;
const ceilingKey = (operation: Id): string => `ceiling ${operation}`;

/** The person's seat in a compartment now, or null; read after the lock, and for whoever acts in this transaction alone. */
export async function seatIn(tx: Tx, compartment: Id, person: Id): Promise<{ role: MemberRole } | null> {
  const text = "select person, role from seats_here($1) order by role = 'observer'";
  const seats = await tx.once<Seat>(seatsOf(compartment), text, [compartment]);
  return seats.find((seat) => seat.person === person) ?? null;
}

/** True when an observer agency sits in the compartment: some markings cannot stand there. */
export async function isObserved(tx: Tx, compartment: Id): Promise<boolean> {
  const text = 'select is_observed($1) as yes';
  const [found] = await tx.once<{ yes: boolean }>(observedKey(compartment), text, [compartment]);
  return found?.yes ?? false;
}

/** Asked for as somebody: an operation is there for its people, and for nobody else. */
export async function ceilingOf(tx: Tx, operation: Id): Promise<Classification> {
  const text = 'select ceiling from operation where id = $1';
  const [found] = await tx.once<{ ceiling: Classification }>(ceilingKey(operation), text, [operation], tx.person);
  return found?.ceiling ?? 'UNCLASSIFIED-BPL';
}

/** Agencies that read a compartment now: not those that will when they accept. */
export const readingAgencies = async (tx: Tx, compartment: Id): Promise<Id[]> =>
  (
    await tx.rows<{ agency: Id }>(
      'select distinct agency from side where compartment = $1 and ver_to is null and usable order by agency',
      [compartment],
    )
  ).map((row) => row.agency);

/** Agencies to which goes what is written in a compartment now: those that will read it when they accept included. */
export const audienceOf = async (tx: Tx, compartment: Id): Promise<Id[]> =>
  (
    await tx.once<{ agency: Id }>(
      audienceKey(compartment),
      'select distinct agency from side where compartment = $1 and ver_to is null order by agency',
      [compartment],
    )
  ).map((row) => row.agency);

/** Sides added since the audience that the author saw: agencies and named people, a successor in a seat included. */
export const sidesSince = (tx: Tx, compartment: Id, memberVer: number): Promise<{ agency: Id; person: Id | null }[]> =>
  tx.once(
    `sides ${compartment} ${memberVer}`,
    `select agency, person from side
     where compartment = $1 and ver_to is null and coalesce(joined_ver, ver_from) > $2`,
    [compartment, memberVer],
  );

export interface StoredCommand {
  readonly digest: Buffer;
  readonly answer: CommandAnswer;
}

/** A command as its author names it. */
export interface CommandName {
  readonly author: Id;
  readonly commandId: Id;
}

/** One by one by their key: an author's other commands are as many as ever were. */
const commandsNamed = `select c.* from unnest($1::uuid[], $2::uuid[]) n (author, command_id) cross join lateral (
    select author, command_id, digest, answer from command c
    where c.author = n.author and c.command_id = n.command_id limit 1) c`;
const commandKey = ({ author, commandId }: CommandName): string => `command ${author} ${commandId}`;
const columns = (names: readonly CommandName[]): unknown[] => [
  names.map(({ author }) => author),
  names.map(({ commandId }) => commandId),
];

export const findCommand = async (tx: Tx, name: CommandName): Promise<StoredCommand | null> =>
  (await tx.once<StoredCommand>(commandKey(name), commandsNamed, columns([name])))[0] ?? null;

/** What there is already of all commands of this transaction, in one look. */
export async function knowCommands(tx: Tx, names: readonly CommandName[]): Promise<void> {
  const found = await tx.rows<StoredCommand & { author: Id; command_id: Id }>(commandsNamed, columns(names));
  const byKey = new Map(found.map((row) => [commandKey({ author: row.author, commandId: row.command_id }), row]));
  for (const name of names) {
    const row = byKey.get(commandKey(name));
    tx.know(commandKey(name), row ? [row] : []);
  }
}

const intoCommand = rowsInto('command');

export const keepCommand = (
  tx: Tx,
  { author, commandId }: CommandName,
  { digest, answer }: StoredCommand,
  operation: Id,
): void =>
  tx.later(intoCommand, { author, command_id: commandId, digest: bytea(digest), operation, answer, at: tx.now });

/** Appends to one person's stream: a membership, a task, a read mark. People in ascending order of id. */
export async function notify(tx: Tx, people: readonly Id[], kind: PersonEventKind, refs: Refs): Promise<void> {
  for (const person of [...new Set(people)].sort()) {
    await tx.run('select tell_person($1, $2, $3, $4)', [person, newId(), kind, JSON.stringify(refs)]);
    tx.touched.add(`person:${person}`);
  }
}

export interface CompartmentRow {
  readonly id: Id;
  readonly operation: Id;
  readonly kind: CompartmentKind;
  readonly memberVer: number;
  readonly phase: OperationPhase;
  readonly marking: Marking;
}

/** A compartment that the reader is in, without a lock; null otherwise. */
export async function findCompartment(tx: Tx, id: Id): Promise<CompartmentRow | null> {
  const row = await tx.row<CompartmentColumns & { phase: OperationPhase }>(
    `select c.id, c.operation, c.kind, c.member_ver, c.classification, c.tlp, c.pap, c.handling, c.h3_text, o.phase
     from compartment c join operation o on o.id = c.operation where c.id = $1`,
    [id],
  );
  return (
    row && {
      id: row.id,
      operation: row.operation,
      kind: row.kind,
      memberVer: row.member_ver,
      phase: row.phase,
      marking: markingOf(row),
    }
  );
}

/** Where a compartment's stream stands in this snapshot: later events apply on top of it. */
export async function positionOf(
  tx: Tx,
  compartment: Id,
): Promise<{ stream: StreamName; epoch: string; position: number }> {
  const row = await tx.row<{ epoch: string; next_seq: string }>(
    'select epoch, next_seq from compartment where id = $1',
    [compartment],
  );
  return { stream: `compartment:${compartment}`, epoch: row?.epoch ?? '', position: Number(row?.next_seq ?? 1) - 1 };
}

/** The actor's windows in a compartment, for decisions about talk. */
export const windowsIn = async (tx: Tx, compartment: Id): Promise<Window[]> =>
  (
    await tx.rows<{ ver_from: number; ver_to: number | null }>('select ver_from, ver_to from my_windows_in($1)', [
      compartment,
    ])
  ).map((row) => ({ from: row.ver_from, to: row.ver_to }));
