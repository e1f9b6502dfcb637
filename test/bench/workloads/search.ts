import type { SearchAnswer } from '@liaison/contracts';
import type { Client } from 'pg';
import { timedAnswer, timedGet } from '../driver/http.js';
import { spread, type Spread } from '../driver/spread.js';
import { api, headersOf } from '../seed/door.js';
import type { Person } from '../seed/people.js';
import type { History } from '../seed/history.js';
import { holding, knownWords, type Frequency } from '../seed/vocabulary.js';
import type { BenchServer } from '../stage/server.js';

const searches = 100;
const warmUp = 5;
/** A word that takes seconds is not asked for a hundred times. */
const atMost = 8_000;
/** The server gave up: its time counts until then, and the table says that it did. */
const gaveUp = 503;
const pageSize = 30;

export interface Searches {
  readonly messages: number;
  readonly words: readonly SearchTimes[];
}

interface GaveUp {
  /** Searches that were answered 503. */
  readonly refused: number;
}

interface SearchTimes {
  readonly word: Frequency;
  /** Messages that hold it. */
  readonly found: number;
  /** A reader of all compartments, over HTTP. */
  readonly insider: Spread & GaveUp;
  /** A reader of one compartment in ten messages, over HTTP. */
  readonly outsider: Spread & GaveUp;
  /** The index alone, as the owner of the tables, without HTTP and without a reader. */
  readonly bare: Spread;
}

/** W3: a rare, a middling and a common word among all messages. */
export async function search(server: BenchServer, owner: Client, history: History): Promise<Searches> {
  const { short, long, insider, outsider } = history;
  const messages = short.count + long.count;
  const words: SearchTimes[] = [];
  for (const word of Object.keys(knownWords) as Frequency[]) {
    const found = holding(word, short.count) + holding(word, long.count);
    words.push({
      word,
      found,
      insider: await timesOver(server, insider, word),
      outsider: await timesOver(server, outsider, word),
      bare: await times(() => bareOnce(owner, word)),
    });
  }
  await requireFilter(server, history);
  return { messages, words };
}

/** Once or more, until it has taken long enough. */
async function times(once: () => Promise<number>): Promise<Spread> {
  const begin = performance.now();
  for (let n = 0; n < warmUp && performance.now() - begin < atMost / 4; n += 1) await once();
  const taken = [await once()];
  while (taken.length < searches && performance.now() - begin < atMost) taken.push(await once());
  return spread(taken);
}

async function timesOver(server: BenchServer, reader: Person, word: Frequency): Promise<Spread & GaveUp> {
  let refused = 0;
  const once = async (): Promise<number> => {
    const url = `${server.url}${api}/search?q=${knownWords[word]}`;
    const { milliseconds, status, text } = await timedAnswer(url, headersOf(server.url, reader));
    if (status === gaveUp) refused += 1;
    else if (status !== 200) throw new Error(`${url}: ${status} ${text}`);
    return milliseconds;
  };
  return { ...(await times(once)), refused };
}

async function bareOnce(owner: Client, word: Frequency): Promise<number> {
  const begin = performance.now();
  await owner.query({
    name: 'bare search',
    text: `select message, text from message_version where not withheld and words @@ websearch_to_tsquery('simple', $1)
           order by at desc limit $2`,
    values: [knownWords[word], pageSize],
  });
  return performance.now() - begin;
}

/** Who is in one compartment finds nothing of the other: the filter is on while its time is taken. */
async function requireFilter(server: BenchServer, { short, outsider, insider, long }: History): Promise<void> {
  for (const [reader, wanted] of [
    [outsider, [short]],
    [insider, [short, long]],
  ] as const) {
    const url = `${server.url}${api}/search?q=${knownWords.rare}`;
    const { hits } = JSON.parse((await timedGet(url, headersOf(server.url, reader))).text) as SearchAnswer;
    const inside = new Set<string>(wanted.map(({ place }) => place.compartment));
    const expected = wanted.reduce((sum, { count }) => sum + holding('rare', count), 0);
    const strangers = hits.filter(({ compartment }) => !inside.has(compartment)).length;
    if (strangers > 0 || hits.length !== Math.min(expected, pageSize))
      throw new Error(`a search found ${hits.length} of ${expected} messages, ${strangers} of them elsewhere`);
  }
}
