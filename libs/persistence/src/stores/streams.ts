import type { Window } from '@liaison/authz';
import type { CommandAnswer, CompartmentEventKind, Id, PersonEventKind, StreamName } from '@liaison/contracts';
import { newId, type CompartmentKind, type Marking, type MemberRole, type OperationPhase } from '@liaison/domain';
import type { Tx } from '../tx.js';
import { markingOf, type MarkingColumns } from './marking.js';

type Refs = Readonly<Record<string, string | number>>;

/** A compartment under its row lock. Facts read after taking it stay true until commit. */
export class LockedStream {
  private readonly events: {
    id: Id;
    seq: number;
    kind: CompartmentEventKind;
    author: Id;
    baseVer: number;
    commandId: Id | null;
    refs: Refs;
  }[] = [];

  constructor(
    readonly id: Id,
    readonly operation: Id,
    readonly kind: CompartmentKind,
    readonly marking: Marking,
    readonly memberVer: number,
    readonly phase: OperationPhase,
    private nextSeq: number,
  ) {}

  /** Adds an event; `baseVer` is the version its object was born under, now when the object is new. */
  append(
    kind: CompartmentEventKind,
    author: Id,
    refs: Refs,
    baseVer = this.memberVer,
    commandId: Id | null = null,
  ): { seq: number; id: Id } {
    const event = { id: newId(), seq: this.nextSeq, kind, author, baseVer, commandId, refs };
    this.nextSeq += 1;
    this.events.push(event);
    return event;
  }

  /** Writes the events and, last, the next number. Called once, before commit. */
  async flush(tx: Tx): Promise<void> {
    if (this.events.length === 0) return;
    const column = <T>(pick: (event: (typeof this.events)[number]) => T): T[] => this.events.map(pick);
    await tx.run(
      `insert into event select $1, e.seq, e.id, $2, e.base_ver, e.kind, e.author, e.command_id, e.refs, app_now()
       from unnest($3::bigint[], $4::uuid[], $5::int[], $6::text[], $7::uuid[], $8::uuid[], $9::jsonb[])
         as e (seq, id, base_ver, kind, author, command_id, refs)`,
      [
        this.id,
        this.memberVer,
        column((e) => e.seq),
        column((e) => e.id),
        column((e) => e.baseVer),
        column((e) => e.kind),
        column((e) => e.author),
        column((e) => e.commandId),
        column((e) => JSON.stringify(e.refs)),
      ],
    );
    await tx.run('update compartment set next_seq = $2 where id = $1', [this.id, this.nextSeq]);
    tx.touched.add(`compartment:${this.id}`);
    this.events.length = 0;
  }
}

interface CompartmentColumns extends MarkingColumns {
  id: Id;
  operation: Id;
  kind: CompartmentKind;
  member_ver: number;
}

/**
 * Locks compartments in ascending order of id: the first statement of every write. One that the actor is not in is
 * not there, so it is missing from the answer.
 */
export async function lockStreams(tx: Tx, ids: readonly Id[]): Promise<ReadonlyMap<Id, LockedStream>> {
  const rows = await tx.rows<CompartmentColumns & { next_seq: string }>(
    `select id, operation, kind, classification, tlp, pap, handling, h3_text, member_ver, next_seq
     from compartment where id = any($1::uuid[]) order by id for no key update`,
    [[...new Set(ids)].sort()],
  );
  // Read after the lock: a phase change takes the lock of the compartment of all participants, not of this one.
  const phases = new Map<Id, OperationPhase>();
  for (const row of rows) if (!phases.has(row.operation)) phases.set(row.operation, await phaseOf(tx, row.operation));
  return new Map(
    rows.map((row) => [
      row.id,
      new LockedStream(
        row.id,
        row.operation,
        row.kind,
        markingOf(row),
        row.member_ver,
        phases.get(row.operation) ?? 'archived',
        Number(row.next_seq),
      ),
    ]),
  );
}

const phaseOf = async (tx: Tx, operation: Id): Promise<OperationPhase> =>
  (await tx.row<{ phase: OperationPhase }>('select phase from operation where id = $1', [operation]))?.phase ??
  'archived';

/** The person's seat in a compartment now, or null; read after the lock. */
export async function seatIn(tx: Tx, compartment: Id, person: Id): Promise<{ role: MemberRole } | null> {
  return tx.row<{ role: MemberRole }>(
    `select s.role from my_seats() s join compartment c on c.operation = s.operation
     where c.id = $1 and me() = $2 and c.id in (select my_compartments())
     order by s.role = 'observer' limit 1`,
    [compartment, person],
  );
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
    await tx.rows<{ agency: Id }>(
      'select distinct agency from side where compartment = $1 and ver_to is null order by agency',
      [compartment],
    )
  ).map((row) => row.agency);

/** Sides added since the audience that the author saw: agencies and named people, a successor in a seat included. */
export const sidesSince = (tx: Tx, compartment: Id, memberVer: number): Promise<{ agency: Id; person: Id | null }[]> =>
  tx.rows(
    `select agency, person from side
     where compartment = $1 and ver_to is null and coalesce(joined_ver, ver_from) > $2`,
    [compartment, memberVer],
  );

export interface StoredCommand {
  readonly digest: Buffer;
  readonly answer: CommandAnswer;
}

export const findCommand = (tx: Tx, author: Id, commandId: Id): Promise<StoredCommand | null> =>
  tx.row<StoredCommand>('select digest, answer from command where author = $1 and command_id = $2', [
    author,
    commandId,
  ]);

export const keepCommand = (
  tx: Tx,
  author: Id,
  commandId: Id,
  digest: Buffer,
  operation: Id,
  answer: CommandAnswer,
): Promise<number> =>
  tx.run('insert into command values ($1, $2, $3, $4, $5, app_now())', [
    author,
    commandId,
    digest,
    operation,
    JSON.stringify(answer),
  ]);

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
