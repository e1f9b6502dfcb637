import { timedGet } from '../driver/http.js';
import { spread, type Spread } from '../driver/spread.js';
import { chance } from '../seed/chance.js';
import { api, headersOf } from '../seed/door.js';
import type { History, LongThread } from '../seed/history.js';
import type { BenchServer } from '../stage/server.js';

const pages = 400;
const warmUp = 40;
const pageSize = 50;

export interface Pages {
  readonly count: number;
  readonly product: Spread;
  readonly floor: Spread;
}

/** W2: pages of fifty out of the middle of a long thread, one after the other, product and floor in turn. */
export async function readPages(
  product: BenchServer,
  floor: BenchServer,
  { insider }: History,
  thread: LongThread,
): Promise<Pages> {
  const random = chance();
  const [ours, theirs]: [number[], number[]] = [[], []];
  const headers = headersOf(product.url, insider);
  for (let n = 0; n < warmUp + pages; n += 1) {
    const before = Math.floor(thread.count * (0.2 + 0.6 * random()));
    const page = `${product.url}${api}/threads/${thread.place.thread}/messages?before=${before}&limit=${pageSize}`;
    const floorPage = `${floor.url}/page?stream=${thread.floorStream}&before=${before}`;
    const [own, other] = [await timedGet(page, headers), await timedGet(floorPage, headers)];
    requirePage(own.text, '"version":');
    requirePage(other.text, '"seq":');
    if (n < warmUp) continue;
    ours.push(own.milliseconds);
    theirs.push(other.milliseconds);
  }
  return { count: thread.count, product: spread(ours), floor: spread(theirs) };
}

function requirePage(text: string, mark: string): void {
  const found = text.split(mark).length - 1;
  if (found < pageSize) throw new Error(`a page of ${found} messages: ${text.slice(0, 300)}`);
}
