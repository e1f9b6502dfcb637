import type { Spread } from '../driver/spread.js';
import type { Pages } from '../workloads/history.js';
import type { Searches } from '../workloads/search.js';
import { shown, type Figure } from './figures.js';
import { tableOf } from './table.js';

const cell = ({ p50, p99 }: Spread): string => `${shown(p50)} / ${shown(p99)}`;

export const pagesTable = (sizes: readonly Pages[]): string =>
  `W2, a page of 50 out of the middle of a thread (ms: p50 / p99)\n${tableOf(
    ['messages in the thread', 'product', 'floor'],
    sizes.map(({ count, product, floor }) => [String(count), cell(product), cell(floor)]),
  )}`;

export function pagesFigures([short, long]: readonly Pages[]): Figure[] {
  if (!short || !long) return [];
  const figure = (what: string, value: number, reach: number, aim: number | null): Figure => ({
    ...{ what, value, reach, aim },
    ...{ unit: 'x', better: 'less' },
  });
  return [
    figure(`page in ${long.count} messages, p50 to floor`, long.product.p50 / long.floor.p50, 3, 2),
    figure(`the same to the page in ${short.count}`, long.product.p50 / short.product.p50, 1.3, null),
  ];
}

export const searchTable = ({ messages, words }: Searches): string =>
  `W3, search in ${messages} messages (ms: p50 / p99)\n${tableOf(
    ['word', 'messages', 'reads all of them', 'reads one in ten or so', 'bare tsquery'],
    words.map(({ word, found, insider, outsider, bare }) => [
      word,
      String(found),
      `${cell(insider)}${refusals(insider)}`,
      `${cell(outsider)}${refusals(outsider)}`,
      cell(bare),
    ]),
  )}`;

const refusals = ({ refused }: { readonly refused: number }): string => (refused === 0 ? '' : `, ${refused} x 503`);

export const searchFigures = ({ words }: Searches): Figure[] =>
  words.map(({ word, insider, outsider }) => ({
    what: `search of a ${word} word, p99 of the slower reader`,
    value: Math.max(insider.p99, outsider.p99),
    ...{ unit: 'ms', better: 'less', reach: 50, aim: 20 },
  }));
