import type { CompartmentHeader, Id, PersonRef } from '@liaison/contracts';
import type { CompartmentKind } from '@liaison/domain';
import type { Tx } from '../tx.js';
import { markingOf, type MarkingColumns } from './marking.js';

interface HeaderRow extends MarkingColumns {
  id: Id;
  operation: Id;
  kind: CompartmentKind;
  member_ver: number;
  agencies: { id: Id; code: string }[];
  seats: PersonRef[];
  readers: Id[];
}

const select = `select c.id, c.operation, c.kind, c.member_ver, c.classification, c.tlp, c.pap, c.handling, c.h3_text,
  (select coalesce(json_agg(json_build_object('id', a.id, 'code', a.code) order by a.code), '[]') from agency a
    where a.id in (select s.agency from side s where s.compartment = c.id and s.ver_to is null)) as agencies,
  (select coalesce(json_agg(json_build_object('id', p.id, 'name', p.name, 'handle', p.handle, 'agency', p.agency)
    order by p.name), '[]') from person p where p.id in (select s.person from side s
    where s.compartment = c.id and s.ver_to is null and s.person is not null)) as seats,
  array(select readers_of(c.id)) as readers from compartment c`;

const headerOf = (row: HeaderRow): CompartmentHeader => ({
  id: row.id,
  operation: row.operation,
  kind: row.kind,
  name: nameOf(row),
  agencies: row.agencies.map((agency) => agency.id),
  seats: row.seats,
  readers: row.readers,
  memberVer: row.member_ver,
  marking: markingOf(row),
});

/** An audience is its own name: `All participants`, `NL`, `FR + NL`, `Ana Visser, Luc Martin`. */
function nameOf({ kind, agencies, seats }: HeaderRow): string {
  if (kind === 'all') return 'All participants';
  if (kind === 'seats') return seats.map((seat) => seat.name).join(', ');
  return agencies.map((agency) => agency.code).join(' + ');
}

/** A compartment as all of its audience sees it; null for whoever is not in it. */
export async function compartmentHeader(tx: Tx, id: Id): Promise<CompartmentHeader | null> {
  const row = await tx.row<HeaderRow>(`${select} where c.id = $1`, [id]);
  return row && headerOf(row);
}

/** The compartments of an operation that the reader is in. */
export const compartmentsOf = async (tx: Tx, operation: Id): Promise<CompartmentHeader[]> =>
  (await tx.rows<HeaderRow>(`${select} where c.operation = $1 order by c.kind, c.id`, [operation])).map(headerOf);
