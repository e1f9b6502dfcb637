import { printable } from '@liaison/domain';

/** How a table is written. */
export interface CsvDialect {
  readonly delimiter: string;
  readonly hasHeader: boolean;
  /** In the file's order, each name once; numbered where the file has no header. */
  readonly columns: readonly string[];
}

/** Enough of a file to tell its dialect. */
export const dialectChars = 32 * 1024;

const delimiters = [';', ',', '\t', '|'] as const;
const linesLookedAt = 30;

/** Delimiter and header from the beginning of a table. Null when it looks like no table. */
export function findDialect(text: string): CsvDialect | null {
  const scored = delimiters.map((delimiter) => ({ delimiter, score: evenness(splitRecords(text, delimiter)) }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  const [first, second] = splitRecords(text, best.delimiter);
  if (!first || first.every((cell) => cell.trim() === '')) return null;
  const hasHeader = looksLikeHeader(first, second);
  return { delimiter: best.delimiter, hasHeader, columns: hasHeader ? distinct(first) : numbered(first) };
}

/** High when every record has the same number of cells, and more than one. */
function evenness(records: readonly (readonly string[])[]): number {
  const widths = records.map((record) => record.length);
  const widest = Math.max(...widths, 1);
  if (widest === 1) return 0;
  return (widths.filter((width) => width === widths[0]).length / widths.length) * 100 + Math.min(widths[0] ?? 1, 50);
}

/** The first whole records; quotes hold delimiters and line ends. The last one may be cut off and is left out. */
function splitRecords(text: string, delimiter: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let start = 0;
  let quoted = false;
  const endCell = (at: number): void => void record.push(unquoted(text.slice(start, at)));
  for (let at = 0; at < text.length && records.length < linesLookedAt; at += 1) {
    const char = text.charAt(at);
    if (char === '"') quoted = !quoted;
    if (quoted || (char !== delimiter && char !== '\n' && char !== '\r')) continue;
    endCell(at);
    start = at + 1;
    if (char === delimiter) continue;
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
  }
  if (records.length === 0) {
    endCell(text.length);
    return [record];
  }
  return records;
}

const unquoted = (cell: string): string => cell.replaceAll('"', '');

const isData = (cell: string): boolean => /^\s*[\d.,:/+-]+\s*$/.test(cell) || /\b(?:19|20)\d\d\b/.test(cell);

/** Names are words and all different; data repeats itself and has numbers and dates. */
function looksLikeHeader(first: readonly string[], second: readonly string[] | undefined): boolean {
  const named = first.filter((cell) => cell.trim() !== '');
  if (named.some(isData)) return false;
  if (new Set(named.map((cell) => cell.trim().toLowerCase())).size !== named.length) return false;
  return second === undefined || named.length >= first.length / 2;
}

const numbered = (cells: readonly string[]): string[] => cells.map((_, index) => `Column ${index + 1}`);

function distinct(cells: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, index) => {
    const name = cell.trim() === '' ? `Column ${index + 1}` : printable(cell.trim().slice(0, 100));
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}
