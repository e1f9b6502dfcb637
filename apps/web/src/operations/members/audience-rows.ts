import type { AudienceMatrix, CompartmentHeader, Id } from '@liaison/contracts';
import type { Marking } from '@liaison/domain';
import type { Directory } from '../../data/operations.js';
import { compartmentKindWords } from '../../data/words.js';

export interface AudienceRow {
  readonly compartment: Id;
  readonly name: string;
  readonly kind: string;
  readonly marking: Marking | null;
  /** Null: the agency is not in this audience. A number: so many of its people read. */
  readonly people: ReadonlyMap<Id, number>;
}

export interface AudienceTable {
  readonly agencies: readonly { readonly id: Id; readonly code: string }[];
  readonly rows: readonly AudienceRow[];
}

/** Compartments down, agencies across. Compartments that the reader is not in show the own agency's people and nothing else. */
export function audienceTable(matrix: AudienceMatrix, directory: Directory, own: Id): AudienceTable {
  const rows = [
    ...matrix.compartments.map((one) => rowOf(one, directory)),
    ...matrix.ownAgency.map((one) => ownRow(one, own)),
  ];
  const ids = [...new Set(rows.flatMap((row) => [...row.people.keys()]))];
  const agencies = ids.map((id) => ({ id, code: directory.codeOf(id) })).sort((a, b) => a.code.localeCompare(b.code));
  return { agencies, rows: rows.sort(bySize) };
}

function rowOf(header: CompartmentHeader, directory: Directory): AudienceRow {
  const people = new Map<Id, number>(header.agencies.map((agency) => [agency, 0]));
  for (const reader of header.readers) {
    const agency = directory.person(reader)?.agency;
    if (agency !== undefined) people.set(agency, (people.get(agency) ?? 0) + 1);
  }
  return {
    compartment: header.id,
    name: header.name,
    kind: compartmentKindWords[header.kind],
    marking: header.marking,
    people,
  };
}

const ownRow = (one: AudienceMatrix['ownAgency'][number], own: Id): AudienceRow => ({
  compartment: one.compartment,
  name: 'An audience you are not in',
  kind: compartmentKindWords[one.kind],
  marking: null,
  people: new Map([[own, one.people.length]]),
});

const bySize = (a: AudienceRow, b: AudienceRow): number =>
  b.people.size - a.people.size || a.name.localeCompare(b.name);
