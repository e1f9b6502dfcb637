import type { Closed } from './cut.js';
import { whereRecord, type Fault } from './fault.js';
import type { OpenedLine } from './open-line.js';
import type { Line } from './line.js';

/**
 * A record bears the time at which its act began and is numbered when it is committed: numbers and times may be out of
 * order by as much as the longest act takes. In milliseconds.
 */
export const mostDisorder = 60_000;

export interface Span {
  readonly from: Date;
  readonly to: Date;
  /** The numbers between which all of the range stands, as the record of the extract says. */
  readonly first: number;
  readonly last: number;
}

/** A line and what was found in it; null where it could not be opened. */
export interface Checked {
  readonly line: Line;
  readonly opened: OpenedLine | null;
  /** What it does not show of a record in the range. */
  readonly closed: Closed | null;
}

export const isWithin = ({ from, to }: Pick<Span, 'from' | 'to'>, at: Date): boolean => at >= from && at < to;

/**
 * That the lines are all of the range: numbers without a gap, between those that the record of the extract names. Times alone
 * would not do: an older record may stand behind some of the range.
 */
export function faultsOfRange(lines: readonly Checked[], span: Span): readonly Fault[] {
  return [...faultsOfOrder(lines), ...faultsOfEdges(lines, span)];
}

function faultsOfOrder(lines: readonly Checked[]): readonly Fault[] {
  const faults: Fault[] = [];
  const records = new Set<string>();
  for (const [at, { line, opened }] of lines.entries()) {
    const where = whereRecord(line.n);
    const before = lines[at - 1];
    if (records.has(line.record)) faults.push({ kind: 'repeated', where, message: 'the record stands here twice' });
    records.add(line.record);
    if (!before) continue;
    if (line.n <= before.line.n)
      faults.push({ kind: 'repeated', where, message: `follows number ${before.line.n}: twice, or not in order` });
    else if (line.n !== before.line.n + 1)
      faults.push({ kind: 'gap', where, message: `${nth(line.n - before.line.n - 1)} missing before it` });
    if (opened && before.opened && opened.index <= before.opened.index)
      faults.push({ kind: 'inconsistent', where, message: 'stands in the log before the number that precedes it' });
  }
  return faults;
}

const nth = (count: number): string => (count === 1 ? 'a number is' : `${count} numbers are`);

function faultsOfEdges(lines: readonly Checked[], span: Span): readonly Fault[] {
  const [first] = lines;
  const last = lines.at(-1);
  if (!first || !last) return [{ kind: 'incomplete', where: 'records.jsonl', message: 'holds no record' }];
  const faults: Fault[] = [];
  const say = ({ line }: Checked, message: string): void =>
    void faults.push({ kind: 'incomplete', where: whereRecord(line.n), message });
  if (first.line.n !== span.first) say(first, `is the first here, but the extract began with number ${span.first}`);
  if (last.line.n !== span.last) say(last, `is the last here, but the extract ended with number ${span.last}`);
  const begins = first.opened?.record.at.getTime() ?? Infinity;
  if (first.line.n !== 1 && begins >= span.from.getTime() - mostDisorder)
    say(first, 'is the first here and does not stand before the range: earlier ones may be missing');
  const ends = last.opened?.record.at.getTime() ?? -Infinity;
  if (ends < span.to.getTime() + mostDisorder)
    say(last, 'is the last here and does not stand after the range: later ones may be missing');
  return faults;
}
