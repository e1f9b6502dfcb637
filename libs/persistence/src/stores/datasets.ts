import type { Id } from '@liaison/contracts';
import {
  conflict,
  newReference,
  type Age,
  type CompartmentKind,
  type DatasetFlag,
  type IcseAction,
  type Known,
  type Marking,
  type Priority,
} from '@liaison/domain';
import { holder } from '../holder.js';
import { platformAgency } from '../platform-agency.js';
import type { Tx } from '../tx.js';
import { markingOf, type MarkingColumns } from './marking.js';

/** What an edit can change. */
export interface DatasetContent {
  readonly series: string | null;
  readonly receivedOn: string | null;
  readonly images: number | null;
  readonly videos: number | null;
  readonly items: number | null;
  readonly known: Known;
  readonly age: Age;
  readonly priority: Priority;
  readonly icseAction: IcseAction;
  readonly flags: readonly DatasetFlag[];
  readonly note: string | null;
  readonly marking: Marking;
}

export interface DatasetRow extends DatasetContent {
  readonly id: Id;
  readonly operation: Id;
  /** Where it lives. */
  readonly compartment: Id;
  readonly ref: string;
  readonly origin: Id;
  readonly originator: Id;
  readonly contributor: Id;
  readonly handedOver: boolean;
  /** The agency that decides on it now: its originator, once that has it. */
  readonly holder: Id;
  readonly registeredBy: Id;
  readonly version: number;
}

/** Met through a living share in a compartment of the reader's; by its originator's people also through a withdrawn one. */
const met = `exists (select from share s where s.dataset = d.id and s.compartment in (select my_compartments())
  and (s.withdrawn_at is null or d.originator = my_agency()))`;

const select = `select d.id, d.operation, d.compartment, d.ref, d.origin, d.originator, d.contributor,
    d.handed_over as "handedOver", ${holder('d')} as holder, d.series,
    to_char(d.received_on, 'YYYY-MM-DD') as "receivedOn", d.images, d.videos, d.items, d.known, d.age, d.priority,
    d.icse_action as "icseAction", d.flags, d.note, d.registered_by as "registeredBy", d.version, d.classification, d.tlp, d.pap, d.handling, d.h3_text
  from dataset d`;

const rowOf = ({
  classification,
  tlp,
  pap,
  handling,
  h3_text,
  ...row
}: Omit<DatasetRow, 'marking'> & MarkingColumns): DatasetRow => ({
  ...row,
  marking: markingOf({ classification, tlp, pap, handling, h3_text }),
});

/** A dataset that the reader meets somewhere, or null. */
export async function findDataset(tx: Tx, id: Id): Promise<DatasetRow | null> {
  const row = await tx.row<Omit<DatasetRow, 'marking'> & MarkingColumns>(`${select} where d.id = $1 and ${met}`, [id]);
  return row && rowOf(row);
}

export type NewDataset = Omit<DatasetRow, 'ref' | 'version' | 'holder'>;

const mostTries = 8;

/**
 * Writes datasets and gives each a random reference of its operation. One that is taken already is drawn again, so
 * nobody learns that it is. Answers the references by id.
 */
export async function insertDatasets(
  tx: Tx,
  prefix: string,
  datasets: readonly NewDataset[],
): Promise<ReadonlyMap<Id, string>> {
  const refs = new Map<Id, string>();
  let waiting = datasets;
  for (let tries = 0; waiting.length > 0; tries += 1) {
    if (tries === mostTries)
      throw conflict('references', 'No free reference was found. Nothing was written; try again.');
    const drawn = waiting.map(({ marking, ...dataset }) => ({ ...dataset, ...marking, ref: newReference(prefix) }));
    const written = await tx.rows<{ id: Id; ref: string }>(
      `insert into dataset select r.id, r.operation, r.compartment, r.ref, r.origin, r.originator, r.contributor,
         r."handedOver", r.series, r."receivedOn", r.images, r.videos, r.items, r.known, r.age, r.priority,
         r."icseAction", r.flags, r.note, r.classification, r.tlp, r.pap, r.handling, r."h3Text", 1, r."registeredBy", app_now()
       from jsonb_to_recordset($1::jsonb) as r (id uuid, operation uuid, compartment uuid, ref text, origin uuid,
         originator uuid, contributor uuid, "handedOver" boolean, series text, "receivedOn" date, images int, videos int,
         items int, known text, age text, priority text, "icseAction" text, flags text[], note text, classification text,
         tlp text, pap text, handling text[], "h3Text" text, "registeredBy" uuid)
       on conflict on constraint dataset_ref do nothing returning id, ref`,
      [JSON.stringify(drawn)],
    );
    for (const { id, ref } of written) refs.set(id, ref);
    waiting = waiting.filter(({ id }) => !refs.has(id));
  }
  return refs;
}

export const changeDataset = (tx: Tx, id: Id, content: DatasetContent, version: number): Promise<number> =>
  tx.run(
    `update dataset set series = $2, received_on = $3, images = $4, videos = $5, items = $6, known = $7, age = $8,
       priority = $9, icse_action = $10, flags = $11, note = $12, classification = $13, tlp = $14, pap = $15,
       handling = $16, h3_text = $17, version = $18 where id = $1`,
    [
      id,
      content.series,
      content.receivedOn,
      content.images,
      content.videos,
      content.items,
      content.known,
      content.age,
      content.priority,
      content.icseAction,
      content.flags,
      content.note,
      content.marking.classification,
      content.marking.tlp,
      content.marking.pap,
      content.marking.handling,
      content.marking.h3Text,
      version,
    ],
  );

/** From now on the originator decides. */
export const handOver = (tx: Tx, datasets: readonly Id[]): Promise<number> =>
  tx.run('update dataset set handed_over = true where id = any($1::uuid[]) and not handed_over', [datasets]);

/**
 * Before an edit, and before the streams' own locks: every compartment that is to hear of it, those that the editor is
 * not in included, in ascending order of id with these.
 */
export const lockPlacesOf = (tx: Tx, datasets: readonly Id[], compartments: readonly Id[]): Promise<unknown> =>
  tx.rows('select lock_dataset_places($1, $2)', [datasets, compartments]);

/** Every audience of the dataset hears of an edit, also those that the editor is not in; `except` has it already. */
export async function tellEdited(tx: Tx, dataset: Id, except: readonly Id[]): Promise<void> {
  const told = await tx.rows<{ id: Id }>('select tell_dataset_edited($1, $2) as id', [dataset, except]);
  for (const { id } of told) tx.touched.add(`compartment:${id}`);
}

/** The kinds of places where it has to be able to stand, not which ones they are. */
export const placesOfDataset = (tx: Tx, dataset: Id): Promise<{ kind: CompartmentKind; observed: boolean }[]> =>
  tx.rows('select kind, observed from dataset_places($1)', [dataset]);

/** The compartment of an agency alone, in which its datasets live; null for who is not in it. */
export async function ownCompartment(tx: Tx, operation: Id, agency: Id): Promise<Id | null> {
  const row = await tx.row<{ id: Id }>(
    `select c.id from compartment c join side s on s.compartment = c.id and s.ver_to is null and s.agency = $2
     where c.operation = $1 and c.kind = 'agency' and c.id in (select my_compartments())`,
    [operation, agency],
  );
  return row?.id ?? null;
}

/** Agencies that take part, invited ones included; an observer takes no part in what is decided. */
export const participantsOf = async (tx: Tx, operation: Id): Promise<ReadonlySet<Id>> =>
  new Set(
    (
      await tx.rows<{ agency: Id }>(
        `select agency from participation where operation = $1 and kind <> 'observer' and state in ('invited', 'accepted')`,
        [operation],
      )
    ).map((row) => row.agency),
  );

export const referencePrefixOf = async (tx: Tx, operation: Id): Promise<string> =>
  (await tx.row<{ ref_prefix: string }>('select ref_prefix from operation where id = $1', [operation]))?.ref_prefix ??
  '';

/** The directory is open to everybody: an origin need not take part in the operation. */
export const isOrigin = async (tx: Tx, agency: Id): Promise<boolean> =>
  (await tx.row('select 1 from agency where id = $1 and code <> $2', [agency, platformAgency.code])) !== null;

/** Every agency that something can come from. */
export const origins = (tx: Tx): Promise<{ id: Id; code: string; name: string }[]> =>
  tx.rows('select id, code, name from agency where code <> $1 order by code', [platformAgency.code]);
