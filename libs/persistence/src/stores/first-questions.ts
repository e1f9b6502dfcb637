import type { CouldSeePlace, CouldSeeView, Id, LogFilters, OpenedLine, PersonRef } from '@liaison/contracts';
import type { Tx } from '../tx.js';
import type { LogPlace } from './log-reading.js';

interface OpenedRow {
  place: Id;
  place_at: Date;
  within: boolean;
  grade: OpenedLine['grade'];
  person: Id | null;
  person_name: string | null;
  agency: Id | null;
  operation: Id | null;
  role: string | null;
  act: string;
  at: Date;
  until: Date | null;
  ground_stated: boolean;
  ground: string | null;
  erased: string[];
  record: Id | null;
  seen_as: OpenedLine['seenAs'];
}

/** A line, and where a list goes on after it. */
export interface Opened {
  readonly line: OpenedLine;
  readonly place: LogPlace;
  /** False where its record alone is near the times asked about. */
  readonly within: boolean;
}

/** Who opened or acknowledged an object (`object` or `reference` of the filters), newest first, cut to the reader's scope. */
export async function whoOpened(
  tx: Tx,
  filters: LogFilters,
  from: LogPlace | null,
  limit: number,
): Promise<{ readonly found: readonly Opened[]; readonly stillOpen: readonly OpenedLine[] }> {
  const rows = await tx.rows<OpenedRow>('select * from who_opened($1, $2, $3, $4)', [
    filters,
    from?.at ?? null,
    from?.id ?? null,
    limit,
  ]);
  const found = rows
    .filter(({ record }) => record !== null)
    .map((row) => ({
      line: lineOf(row),
      place: { at: row.place_at.toISOString(), id: row.place },
      within: row.within,
    }));
  return { found, stillOpen: rows.filter(({ record }) => record === null).map(lineOf) };
}

function lineOf(row: OpenedRow): OpenedLine {
  const { grade, person, agency, operation, role, act, ground, erased, record } = row;
  return {
    ...{ grade, person, agency, operation, role, act, ground, erased, record },
    personName: row.person_name,
    at: row.at.toISOString(),
    until: row.until?.toISOString() ?? null,
    groundStated: row.ground_stated,
    seenAs: row.seen_as,
  };
}

interface PlaceRow {
  operation: Id;
  code_name: string;
  compartment: Id;
  kind: CouldSeePlace['kind'];
  role: CouldSeePlace['role'];
  since: Date;
  until: Date | null;
  membership: Id;
  member_from: Date;
  member_until: Date | null;
  nominator: Id | null;
  nominator_name: string;
  nominator_handle: string;
  nominator_agency: Id;
  from_beginning: boolean;
}

/** What a person of the reader's scope could see at a moment; null for anybody else. */
export async function couldSee(tx: Tx, person: Id, at: Date): Promise<CouldSeeView | null> {
  const who = await tx.row<PersonRef>('select * from person_of_my_scope($1)', [person]);
  if (!who) return null;
  const rows = await tx.rows<PlaceRow>('select * from could_see($1, $2)', [person, at]);
  return { person: who, at: at.toISOString(), places: rows.map(placeOf) };
}

function placeOf(row: PlaceRow): CouldSeePlace {
  const { nominator: id, nominator_name: name, nominator_handle: handle, nominator_agency: agency } = row;
  return {
    operation: row.operation,
    codeName: row.code_name,
    compartment: row.compartment,
    kind: row.kind,
    role: row.role,
    since: row.since.toISOString(),
    until: row.until?.toISOString() ?? null,
    membership: row.membership,
    memberFrom: row.member_from.toISOString(),
    memberUntil: row.member_until?.toISOString() ?? null,
    nominatedBy: id === null ? null : { id, name, handle, agency },
    fromTheBeginning: row.from_beginning,
  };
}
