import type { HelloAnswer } from '@liaison/contracts';
import type { Person } from '../seed/people.js';
import { Line } from './line.js';
import type { Place } from './dialect.js';

const fewAtOnce = 20;

/** From some hundred addresses: no member shares one with many others. */
export const addressOf = (member: number): string => `127.0.${Math.floor(member / 200)}.${2 + (member % 200)}`;

/** Does something for each, some at a time; the results are in order. */
export async function inTurn<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
  atOnce = fewAtOnce,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at];
      if (item !== undefined) results[at] = await work(item, at);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

export const connect = (port: number, people: readonly Person[], first: number): Promise<Line[]> =>
  inTurn(people, ({ cookie }, index) => Line.open({ port, cookie, from: addressOf(first + index) }));

/** Everybody says hello and then opens the thread, as a client does. */
export async function follow(lines: readonly Line[], { compartment, thread }: Place): Promise<void> {
  const streams = [{ stream: `compartment:${compartment}`, epoch: null, position: 0 }];
  const answers = await inTurn(lines, (line) => line.ask<{ streams: readonly HelloAnswer[] }>('hello', { streams }));
  const state = answers.map(({ streams: [answer] }) => answer?.state);
  if (state.some((one) => one !== 'snapshot')) throw new Error('a seeded member is not let in');
  await inTurn(lines, (line) => line.ask('thread:open', { thread }));
}
