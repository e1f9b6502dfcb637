/** What programs take for the end of a cell or line, whatever the file's own delimiter is. */
const separator = ',;|\\t\\r\\n';

/**
 * What a spreadsheet takes for the beginning of a formula, in full-width letters too: where the cell begins, and where
 * a spreadsheet that reads another delimiter, as its country's setting has it, would begin one.
 */
const formula = new RegExp(`(?<=^|[${separator}]"*)(?=[=+\\-@\\t\\r＝＋－＠])`, 'gu');
const needsQuotes = new RegExp(`["${separator}]|^\\s|\\s$`, 'u');

/** One cell: never a formula, in quotes where any spreadsheet needs them. */
export function csvCell(value: string): string {
  const safe = value.replace(formula, "'");
  return safe !== value || needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csvLine = (cells: readonly string[], delimiter: string): string =>
  `${cells.map(csvCell).join(delimiter)}\r\n`;

/** With a byte order mark, by which spreadsheets know UTF-8. */
export const csvFile = (lines: readonly string[]): string => `\uFEFF${lines.join('')}`;
