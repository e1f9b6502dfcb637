/** What a spreadsheet takes for the beginning of a formula, in full-width letters too. */
const formula = /^[=+\-@\t\r＝＋－＠]/u;

/** One cell: never a formula, in quotes where it has to be. */
export function csvCell(value: string, delimiter: string): string {
  const safe = formula.test(value) ? `'${value}` : value;
  return /["\r\n]/.test(safe) || safe.includes(delimiter) || safe !== safe.trim()
    ? `"${safe.replaceAll('"', '""')}"`
    : safe;
}

export const csvLine = (cells: readonly string[], delimiter: string): string =>
  `${cells.map((cell) => csvCell(cell, delimiter)).join(delimiter)}\r\n`;

/** With a byte order mark, by which spreadsheets know UTF-8. */
export const csvFile = (lines: readonly string[]): string => `\uFEFF${lines.join('')}`;
