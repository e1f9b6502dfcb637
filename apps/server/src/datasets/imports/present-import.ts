import type { AgencyRef, Id, ImportFormat, ImportRow, ImportView } from '@liaison/contracts';
import { readingAgencies, countRows, readersOf, type ImportJob, type StagedRow, type Tx } from '@liaison/persistence';
import type { KeptDataset } from '../reading/findings.js';

/** An import with its counts, and who would see what it brings. */
export async function presentImport(tx: Tx, job: ImportJob, shareTo: Id | null): Promise<ImportView> {
  const rows = await countRows(tx, job.id);
  const target = shareTo ?? job.shareTo;
  return {
    id: job.id,
    operation: job.operation,
    format: job.format,
    state: job.state,
    encoding: job.encoding,
    delimiter: job.delimiter,
    mapping: job.mapping,
    startedAt: job.startedAt.toISOString(),
    read: job.readEntries,
    totalBytes: job.totalBytes,
    readBytes: job.readBytes,
    rows,
    dropped: job.dropped,
    shareTo: target,
    willSee: job.state === 'ready' ? await willSee(tx, target ?? job.compartment, rows.new) : null,
    failure: job.failure,
    done: job.done,
  };
}

/** As everywhere, those that read it now: an invited agency is told of as one that will when it accepts. */
async function willSee(tx: Tx, compartment: Id, datasets: number): Promise<ImportView['willSee']> {
  const agencies = await readingAgencies(tx, compartment);
  const people = await readersOf(tx, compartment);
  return { agencies: agencies.length, people: people.length, datasets };
}

/** A row as it was understood. Of a manifest the origin is told beside what the file calls it; a table has its columns. */
export function presentRow(
  { row, place, kind, cells, kept, errors }: StagedRow<KeptDataset>,
  format: ImportFormat,
  directory: readonly AgencyRef[],
): ImportRow {
  const origin = format === 'vics' && directory.find(({ id }) => id === kept?.origin);
  const summary = origin ? { ...cells, origin: `${origin.code} · ${origin.name}` } : cells;
  return { row, place, known: kind, summary, errors };
}
