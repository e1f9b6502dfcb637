import { median } from '../driver/spread.js';
import type { Connects } from '../workloads/connects.js';
import type { Reconnects } from '../workloads/reconnect.js';
import { shown, type Figure } from './figures.js';
import { tableOf } from './table.js';

interface Pair {
  readonly product: readonly number[];
  readonly floor: readonly number[];
}

const pairTable = (title: string, what: string, { product, floor }: Pair): string =>
  `${title}\n${tableOf(
    ['', what],
    [
      ['product', shown(median(product))],
      ['floor', shown(median(floor))],
    ],
  )}`;

const ratio = ({ product, floor }: Pair): number => median(product.map((own, n) => own / (floor[n] ?? Number.NaN)));

export const connectsTable = (of: Connects): string =>
  pairTable(`W4, ${of.clients} signed-in clients connecting`, 'connects/s', of);

export const connectsFigure = (of: Connects): Figure => ({
  what: `connects/s of ${of.clients} to floor`,
  value: ratio(of),
  ...{ unit: 'x', better: 'more', reach: 0.5, aim: 0.8 },
});

export const reconnectsTable = (of: Reconnects): string =>
  pairTable(`W2, ${of.clients} clients that missed 20 messages each come back`, 'seconds', of);

export const reconnectsFigure = (of: Reconnects): Figure => ({
  what: `reconnect of ${of.clients} x 20 missed to floor`,
  value: ratio(of),
  ...{ unit: 'x', better: 'less', reach: 3, aim: 2 },
});
