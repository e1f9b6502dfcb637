import { shown, verdictOf, type Figure } from './figures.js';

/** Columns as wide as their widest cell; numbers to the right. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => (row[at] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ');
  return [head, widths.map((width) => '-'.repeat(width)), ...rows].map((row) => line(row).trimEnd()).join('\n');
}

export const figuresTable = (figures: readonly Figure[]): string =>
  tableOf(
    ['figure', 'measured', 'reach', 'aim', 'verdict'],
    figures.map((figure) => {
      const { what, value, unit, better, reach, aim } = figure;
      const limit = (of: number | null): string =>
        of === null ? '' : `${better === 'more' ? '>=' : '<='} ${of}${unit}`;
      return [what, Number.isNaN(value) ? '-' : `${shown(value)}${unit}`, limit(reach), limit(aim), verdictOf(figure)];
    }),
  );
