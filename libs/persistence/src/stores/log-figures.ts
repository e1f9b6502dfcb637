import type { LogCounts, LogFilters, LogVolume } from '@liaison/contracts';
import type { RecordClass } from '@liaison/domain';
import type { Tx } from '../tx.js';

interface CountRow {
  by: 'hour' | 'day' | 'class' | 'act' | 'outcome';
  name: string;
  n: string;
  denied: string;
}

/** Filters with both times. */
export type LogSpan = LogFilters & Required<Pick<LogFilters, 'from' | 'to'>>;

/** Records of the reader's scope, counted in a time zone (an IANA name). */
export async function countsOf(tx: Tx, span: LogSpan, zone: string): Promise<LogCounts> {
  const rows = await tx.rows<CountRow>('select * from log_counts($1, $2)', [span, zone]);
  const by = (what: CountRow['by']): readonly { name: string; count: number; denied: number }[] =>
    rows
      .filter((row) => row.by === what)
      .map(({ name, n, denied }) => ({ name, count: Number(n), denied: Number(denied) }));
  const outcomes = by('outcome').map(({ name, count }) => ({ outcome: name as 'success' | 'failure', count }));
  return {
    from: span.from,
    to: span.to,
    zone,
    total: outcomes.reduce((total, { count }) => total + count, 0),
    hours: by('hour').map(({ name, count }) => ({ ...hourOf(name), count })),
    days: by('day').map(({ name: day, count, denied }) => ({ day, count, denied })),
    classes: by('class').map(({ name, count }) => ({ class: name as RecordClass, count })),
    acts: by('act').map(({ name: act, count }) => ({ act, count })),
    outcomes,
  };
}

function hourOf(name: string): { readonly weekday: number; readonly hour: number } {
  const [weekday, hour] = name.split(':').map(Number);
  return { weekday: weekday ?? 0, hour: hour ?? 0 };
}

interface VolumeRow extends Omit<LogVolume, 'personName' | 'withoutGround' | 'first' | 'last'> {
  person_name: string | null;
  without_ground: number;
  first: Date;
  last: Date;
}

/** What each person did, in the order of agencies and names, `most` of them. */
export async function volumesOf(tx: Tx, span: LogSpan, most: number): Promise<LogVolume[]> {
  const rows = await tx.rows<VolumeRow>('select * from log_volumes($1, $2)', [span, most]);
  return rows.map(({ person_name: personName, without_ground: withoutGround, first, last, ...row }) => ({
    ...row,
    personName,
    withoutGround,
    first: first.toISOString(),
    last: last.toISOString(),
  }));
}
