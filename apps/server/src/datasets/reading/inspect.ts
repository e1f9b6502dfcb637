import type { ImportColumn, ImportField, ImportInspection, ImportMapping } from '@liaison/contracts';
import { printable, textProblem } from '@liaison/domain';
import { parse } from 'csv-parse/sync';
import { findDialect, type CsvDialect } from './csv-dialect.js';
import { TextDecoding } from './decode-text.js';
import { slashedDate } from './field-values.js';
import { JsonWalk } from './json-walk.js';
import { Unreadable } from './unreadable.js';
import { closedValues, slashDates, suggestedField, suggestedValue } from './words.js';

/** The first part of a file is enough to ask a person about its columns. */
export const inspectedBytes = 64 * 1024;

const mostSamples = 3;
const mostWords = 60;

export interface InspectHelp {
  /** What the agency mapped last time. */
  readonly kept: ImportMapping | null;
  /** The code of the agency that a word of an origin column names, or null. */
  readonly codeOf: (word: string) => string | null;
}

/** Format, encoding, delimiter, columns and words of a file, from its first part. */
export function inspect(head: Buffer, help: InspectHelp): ImportInspection {
  const decoding = new TextDecoding(head);
  const text = decoding.push(head).replace(/^\uFEFF/u, '');
  const { encoding } = decoding;
  if ('{['.includes(text.trimStart().charAt(0) || ' '))
    return { format: 'vics', encoding, delimiter: null, columns: [], bare: isBare(text) };
  const dialect = findDialect(text);
  if (!dialect) throw new Unreadable('There is no table in this file.', 'line 1');
  return {
    format: 'csv',
    encoding,
    delimiter: dialect.delimiter,
    columns: columnsOf(dialect, text, help),
    bare: false,
  };
}

function columnsOf(dialect: CsvDialect, text: string, help: InspectHelp): ImportColumn[] {
  const rows = wholeRows(dialect, text);
  const taken = new Set<ImportField>();
  return dialect.columns.map((name, index) => {
    const cells = [...new Set(rows.map((row) => (row[index] ?? '').trim()).filter(Boolean))];
    const wanted = Object.hasOwn(help.kept?.columns ?? {}, name)
      ? (help.kept?.columns[name] ?? null)
      : suggestedField(name);
    // Two columns cannot mean the same; the second is the person's to decide.
    const field = wanted !== null && !taken.has(wanted) ? wanted : null;
    if (field) taken.add(field);
    return {
      name,
      samples: cells.slice(0, mostSamples).map((cell) => printable(cell.slice(0, 80))),
      field,
      words: field ? wordsOf(field, cells, help) : [],
    };
  });
}

/** The rows of the head; the last one may be cut off. */
function wholeRows(dialect: CsvDialect, text: string): string[][] {
  const end = text.lastIndexOf('\n');
  try {
    const rows = parse(end > 0 ? text.slice(0, end) : text, {
      delimiter: dialect.delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      relax_quotes: true,
    });
    return dialect.hasHeader ? rows.slice(1) : rows;
  } catch {
    return [];
  }
}

function wordsOf(field: ImportField, cells: readonly string[], help: InspectHelp): ImportColumn['words'] {
  const kept = help.kept?.words[field] ?? {};
  const known = (word: string, suggestion: string | null) => ({
    word,
    value: Object.hasOwn(kept, word) ? (kept[word] ?? null) : suggestion,
  });
  const mappable = (words: readonly string[]): string[] => words.filter(isMappable).slice(0, mostWords);
  if (field === 'origin') return mappable(cells).map((word) => known(word, help.codeOf(word)));
  if (field === 'receivedOn')
    return cells.some((cell) => slashedDate.test(cell)) ? [known(slashDates, dayOrder(cells))] : [];
  if (!closedValues[field]) return [];
  const words =
    field === 'flags' ? [...new Set(cells.flatMap((cell) => cell.split(/[,|/]/)).map((word) => word.trim()))] : cells;
  return mappable(words).map((word) => known(word, suggestedValue(field, word)));
}

/** A word that a mapping can carry. */
const isMappable = (word: string): boolean => textProblem(word, { max: 80 }) === null;

/** A number beyond 12 tells which one is the day. */
function dayOrder(cells: readonly string[]): string | null {
  const dates =
    cells.flatMap((cell) => slashedDate.exec(cell) ?? []).length > 0 ? cells.map((cell) => slashedDate.exec(cell)) : [];
  if (dates.some((date) => Number(date?.[1]) > 12)) return 'day-first';
  return dates.some((date) => Number(date?.[2]) > 12) ? 'month-first' : null;
}

/** True when the first element of the list is a medium and no case. */
function isBare(text: string): boolean {
  const names = new Set<string>();
  let depth = 0;
  const note = (name: string): void => {
    if (depth === 3) names.add(name);
  };
  const walk = new JsonWalk({
    open: (_container, key) => {
      note(key);
      depth += 1;
    },
    close: () => (depth -= 1),
    scalar: note,
  });
  walk.push(text, text.length);
  return !['Media', 'CaseID', 'CaseNumber', 'ContactOrganization'].some((name) => names.has(name));
}
