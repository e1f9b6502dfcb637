import { printable } from '@liaison/domain';

/** One line that cannot move the cursor, change colours or reverse the direction of reading. */
export const oneLine = (text: string): string => printable(text).replace(/[\r\n\t]+/g, ' ');

/** Several lines, as safe as one. */
export const manyLines = (text: string): string => printable(text).replace(/\r\n?/g, '\n').replace(/\t/g, '  ');

/** JSON for programs: the same values, with every character that a terminal might obey written as an escape. */
export const safeJson = (value: unknown): string =>
  [...JSON.stringify(value, null, 2)]
    .map((character) => (isPlain(character) ? character : escaped(character)))
    .join('');

const isPlain = (character: string): boolean => printable(character) === character;

const escaped = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');

/** Columns under a head line, each as wide as its widest cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map(oneLine));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => width(row[column] ?? ''))));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - width(cell))))
      .join('  ')
      .trimEnd();
  return cells.map(line).join('\n');
}

/** Name and value, one pair a line. */
export const pairs = (entries: readonly (readonly [string, string])[]): string =>
  entries
    .map(([name, value]) => `${name.padEnd(Math.max(...entries.map(([n]) => n.length)))}  ${oneLine(value)}`)
    .join('\n');

const width = (text: string): number => [...text].length;
