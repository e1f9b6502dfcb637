import { median } from '../driver/spread.js';
import { recordsAlone, withLog, withoutLog, type LogCost } from '../workloads/log-cost.js';
import { messages, ratioOf, saturationTable } from './fan-out.js';
import { shown, type Figure } from './figures.js';
import { tableOf } from './table.js';

export function logCostTable(result: LogCost): string {
  const rows = result.merges.map((one, round) => [
    `round ${round + 1}`,
    String(one.records),
    ...[one.p50, one.p95, one.p99, one.most].map(shown),
  ]);
  return `W5, ${result.members} members online, what the log costs\n${saturationTable(result)}\n${tableOf(
    ['record -> published checkpoint, ms', 'records', 'p50', 'p95', 'p99', 'longest'],
    rows,
  )}`;
}

export function logCostFigures(result: LogCost): Figure[] {
  const { members, merges } = result;
  const more = { unit: 'x', better: 'more', reach: 0.6, aim: 0.8 } as const;
  const of = (name: string): Figure => ({
    what: `messages/s ${name} to ${withoutLog}, ${members} members`,
    value: ratioOf(result, name, withoutLog, messages),
    ...more,
  });
  const delay = median(merges.map(({ p99 }) => p99));
  return [
    of(withLog),
    of(recordsAlone),
    { what: `merge delay p99, ${members} members`, value: delay, unit: 'ms', better: 'less', reach: 2_000, aim: 1_000 },
  ];
}
