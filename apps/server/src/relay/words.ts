import type { Id, MessageText, StreamEvent } from '@liaison/contracts';
import { textsOf, type Tx } from '@liaison/persistence';

/** Words by thread. */
export type Words = ReadonlyMap<Id, readonly MessageText[]>;

export const noWords: Words = new Map();

/** Words that changed, by thread; those to be fetched alone are left for their own act. */
export async function wordsOf(tx: Tx, events: readonly StreamEvent[]): Promise<Words> {
  const threads = new Map<string, Id>();
  for (const { kind, refs } of events)
    if (['message.posted', 'message.edited', 'message.retracted', 'message.tightened'].includes(kind))
      threads.set(String(refs.message), String(refs.thread));
  const byThread = new Map<Id, MessageText[]>();
  for (const words of await textsOf(tx, [...threads.keys()])) {
    const thread = threads.get(words.message) ?? '';
    byThread.set(thread, [...(byThread.get(thread) ?? []), words]);
  }
  return byThread;
}
