import type { Latency, Saturation } from '../driver/load.js';
import { median } from '../driver/spread.js';
import { product, type FanOut, type Trial } from '../workloads/fan-out.js';
import { shown, type Figure } from './figures.js';
import { tableOf } from './table.js';

/** A trial's value in each round. */
type Pick = (trial: Trial) => readonly number[];

const saturations =
  (pick: (of: Saturation) => number): Pick =>
  (trial) =>
    trial.saturations.map(pick);
const latencies =
  (what: keyof Latency, share: 'p50' | 'p95' | 'p99'): Pick =>
  (trial) =>
    trial.latencies.map((latency) => latency[what][share]);

export const messages = saturations((of) => of.messagesPerSecond);
const cpu = saturations((of) => of.cpuPerThousandDeliveries);
const busy = (who: keyof Saturation['busy']): Pick => saturations((of) => of.busy[who]);

export const fanOutTable = (result: FanOut): string =>
  `W1, ${result.members} members online (times in ms: p50 / p95 / p99)\n${saturationTable(result)}`;

/** A row a trial. */
export function saturationTable({ members, rate, trials }: FanOut): string {
  const head = ['', 'messages/s', 'deliveries/s', 'CPU s/1,000', 'server', 'database', 'driver', 'KiB/connection'];
  const timed = rate === null ? [] : [`sent->acknowledged at ${rate}/s`, 'sent->all delivered'];
  const rows = trials.map((trial) => {
    const number = (pick: Pick): string => shown(median(pick(trial)));
    const percent = (pick: Pick): string => `${Math.round(100 * median(pick(trial)))}%`;
    return [
      trial.invalid === null ? trial.name : `${trial.name} (INVALID)`,
      number(messages),
      number(saturations((of) => of.deliveriesPerSecond)),
      number(cpu),
      ...(['server', 'database', 'driver'] as const).map((who) => percent(busy(who))),
      // Of a few connections, pages of memory say nothing.
      members < 200 ? '-' : shown(trial.memory.rss / 1_024),
      ...(rate === null ? [] : [spreadOf(trial, 'acknowledged'), spreadOf(trial, 'allDelivered')]),
    ];
  });
  return tableOf([...head, ...timed], rows);
}

const spreadOf = (trial: Trial, what: keyof Latency): string =>
  (['p50', 'p95', 'p99'] as const).map((share) => shown(median(latencies(what, share)(trial)))).join(' / ');

type Goal = readonly [reach: number, aim: number];

const saturationGoals: ReadonlyMap<number, { readonly floor2: Goal; readonly floor3: Goal }> = new Map([
  [27, { floor2: [1, 1.5], floor3: [0.4, 0.6] }],
  [200, { floor2: [3, 4], floor3: [0.6, 0.8] }],
  [1_000, { floor2: [4, 5], floor3: [0.7, 0.9] }],
]);

export function fanOutFigures(result: FanOut): Figure[] {
  const { members, trials } = result;
  const figures: Figure[] = [];
  const add = (what: string, floor: string, pick: Pick, better: Figure['better'], [reach, aim]: Goal): void => {
    const named = `${what} to ${floor}, ${members} members`;
    figures.push({ what: named, value: ratio(result, floor, pick), unit: 'x', better, reach, aim });
  };
  const goal = saturationGoals.get(members);
  if (goal) {
    add('messages/s', 'floor 2', messages, 'more', goal.floor2);
    add('messages/s', 'floor 3', messages, 'more', goal.floor3);
  }
  if (members === 200) add('CPU for 1,000 deliveries', 'floor 2', cpu, 'less', [0.4, 0.25]);
  if (members === 27) {
    add('sent->acknowledged p99 at 100/s', 'floor 2', latencies('acknowledged', 'p99'), 'less', [2, 1.3]);
    add('sent->all delivered p99 at 100/s', 'floor 2', latencies('allDelivered', 'p99'), 'less', [2, 1.3]);
  }
  if (members === 1_000) {
    const value = (trials.find(({ name }) => name === product)?.memory.rss ?? Number.NaN) / 1_024;
    figures.push({ what: 'memory for a connection', value, unit: 'KiB', better: 'less', reach: 60, aim: 40 });
  }
  return figures;
}

/** Of each round by itself: product and floor ran one after the other in it. */
const ratio = (result: FanOut, floor: string, pick: Pick): number => ratioOf(result, product, floor, pick);

export function ratioOf({ trials }: FanOut, name: string, floor: string, pick: Pick): number {
  const of = (wanted: string): readonly number[] => trials.filter((trial) => trial.name === wanted).flatMap(pick);
  const floors = of(floor);
  return median(of(name).map((own, round) => own / (floors[round] ?? Number.NaN)));
}
