import { pipeline, Readable } from 'node:stream';
import { CsvError, parse, type InfoRecord } from 'csv-parse';
import { dialectChars, findDialect, type CsvDialect } from './csv-dialect.js';
import type { DecodedPiece } from './decode-text.js';
import { Unreadable } from './unreadable.js';

export interface CsvRecord {
  /** The line its first cell stands on, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Bytes of the file read when it came out. */
  readonly bytes: number;
}

const longestRecord = 256 * 1024;

/** A table record by record; asks for the next piece of the file only when the last record was taken. */
export async function* csvRecords(
  pieces: AsyncIterable<DecodedPiece>,
  onDialect: (dialect: CsvDialect) => void,
): AsyncGenerator<CsvRecord> {
  const source = pieces[Symbol.asyncIterator]();
  const head = await readHead(source);
  const dialect = findDialect(head.text);
  if (!dialect) throw new Unreadable('There is no table in this file.', 'line 1');
  onDialect(dialect);
  let bytes = head.bytes;
  const parser = parse({
    delimiter: dialect.delimiter,
    bom: true,
    info: true,
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: longestRecord,
  });
  pipeline(Readable.from(rest(head.text, source, (now) => (bytes = now))), parser, () => undefined);
  let lines = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: InfoRecord }>) {
      const line = lines + 1;
      lines = info.lines;
      if (line === 1 && dialect.hasHeader) continue;
      yield { line, cells: record, bytes };
    }
  } catch (error) {
    throw asUnreadable(error, lines);
  }
}

interface Head {
  readonly text: string;
  readonly bytes: number;
}

async function readHead(source: AsyncIterator<DecodedPiece>): Promise<Head> {
  let head: Head = { text: '', bytes: 0 };
  while (head.text.length < dialectChars) {
    const next = await source.next();
    if (next.done) return head;
    head = { text: head.text + next.value.text, bytes: next.value.bytes };
  }
  return head;
}

async function* rest(
  head: string,
  source: AsyncIterator<DecodedPiece>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<string> {
  if (head !== '') yield head;
  for (let next = await source.next(); !next.done; next = await source.next()) {
    onBytes(next.value.bytes);
    if (next.value.text !== '') yield next.value.text;
  }
}

const reasons: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'A quote is opened and never closed. The file may be cut off.',
  CSV_INVALID_CLOSING_QUOTE: 'A quoted cell goes on after its closing quote. Double the quotes inside it.',
  INVALID_OPENING_QUOTE:
    'A quote stands in the middle of a cell. Put the whole cell in quotes and double those inside.',
  CSV_MAX_RECORD_SIZE: 'A row is longer than 256 KiB. A quote may be open.',
};

function asUnreadable(error: unknown, lines: number): unknown {
  if (!(error instanceof CsvError)) return error;
  return new Unreadable(reasons[error.code] ?? 'The table cannot be read from here on.', `after line ${lines}`);
}
