import type { ImportField, ImportMapping } from '@liaison/contracts';
import { printable } from '@liaison/domain';
import type { CsvDialect } from './csv-dialect.js';
import { csvRecords, type CsvRecord } from './csv-records.js';
import { csvScheme, RowReader } from './csv-row.js';
import type { DecodedPiece } from './decode-text.js';
import type { Dropped, FieldError, Findings, FoundDigest, FoundRow, OriginOf } from './findings.js';
import { Seen } from './seen.js';
import { Unreadable } from './unreadable.js';

const portion = 500;
const mostColumns = 300;
const mostRows = 50_000;

export interface CsvReading {
  readonly mapping: ImportMapping;
  readonly originOf: OriginOf;
  readonly dropped: Dropped;
  readonly onDialect: (dialect: CsvDialect) => void;
  readonly onBytes: (bytes: number) => void;
}

/** Findings of a table, some hundred rows at a time. Cells of columns without a field are never looked at. */
export async function* readCsv(pieces: AsyncIterable<DecodedPiece>, reading: CsvReading): AsyncGenerator<Findings> {
  let table: Table | null = null;
  let rows: FoundRow[] = [];
  let digests: FoundDigest[] = [];
  const onDialect = (dialect: CsvDialect): void => {
    reading.onDialect(dialect);
    table = new Table(dialect, reading);
  };
  let number = 0;
  for await (const record of csvRecords(pieces, onDialect)) {
    reading.onBytes(record.bytes);
    if (number >= mostRows)
      throw new Unreadable(`There are more than ${mostRows} rows. Send them in several files.`, `line ${record.line}`);
    const found = (table as Table | null)?.read(record, (number += 1));
    if (!found) continue;
    rows.push(found.row);
    digests.push(...found.digests);
    if (rows.length < portion) continue;
    yield { rows, digests, entries: rows.length };
    [rows, digests] = [[], []];
  }
  yield { rows, digests, entries: rows.length };
}

class Table {
  private readonly fields: readonly (ImportField | null)[];
  private readonly seen = new Seen();

  constructor(
    private readonly dialect: CsvDialect,
    private readonly reading: CsvReading,
  ) {
    this.fields = fieldsOf(dialect, reading.mapping);
  }

  read(record: CsvRecord, row: number): { row: FoundRow; digests: FoundDigest[] } {
    const place = `line ${record.line}`;
    const mapped = this.mappedCells(record.cells);
    const cells = Object.fromEntries(
      [...mapped].map(([field, text]) => [this.columnOf(field), printable(text.slice(0, 200))]),
    );
    const bad = (error: FieldError) => ({ row: { row, place, kept: null, errors: [error], cells }, digests: [] });
    if (record.cells.length > this.fields.length) return bad(tooManyCells);
    const { kept, errors, digests } = new RowReader(mapped, this.reading.mapping.words, this.reading.originOf).read();
    const again = kept && this.seen.again(kept, place, csvScheme);
    if (again) return bad(again);
    return { row: { row, place, kept, errors, cells }, digests: digests.map((digest) => ({ ...digest, row })) };
  }

  private mappedCells(cells: readonly string[]): Map<ImportField, string> {
    const mapped = new Map<ImportField, string>();
    this.fields.forEach((field, index) => {
      const text = cells[index];
      if (text === undefined) return;
      if (field) mapped.set(field, text.trim());
      else if (text !== '') this.reading.dropped.count(this.dialect.columns[index] ?? '');
    });
    return mapped;
  }

  private columnOf(field: ImportField): string {
    return this.dialect.columns[this.fields.indexOf(field)] ?? field;
  }
}

const tooManyCells: FieldError = {
  field: '',
  reason: 'has more cells than the header',
  mend: 'Put cells that hold the delimiter in quotes.',
};

/** The field of each column, in the file's order. */
function fieldsOf(dialect: CsvDialect, mapping: ImportMapping): readonly (ImportField | null)[] {
  if (dialect.columns.length > mostColumns)
    throw new Unreadable(`The table has more than ${mostColumns} columns.`, 'line 1');
  const missing = Object.entries(mapping.columns).some(
    ([column, field]) => field !== null && !dialect.columns.includes(column),
  );
  if (missing) throw new Unreadable('A column of the mapping is not in the file. Look at the columns again.', 'line 1');
  return dialect.columns.map((column) =>
    Object.hasOwn(mapping.columns, column) ? (mapping.columns[column] ?? null) : null,
  );
}
