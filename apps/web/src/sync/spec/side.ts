import { vi } from 'vitest';
import { newSide } from './scripted-link.js';
import { stream, type ScriptedServer } from './scripted-server.js';

export type Side = ReturnType<typeof newSide>;

export const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(10_000);

/** A client's parts that follow the stream and have had their hello. */
export async function connected(server: ScriptedServer): Promise<Side> {
  const side = newSide(server);
  side.streams.follow([stream]);
  side.link.open();
  await settle();
  return side;
}

export const textOn = (side: Side, id: string): string | undefined => {
  const header = side.store.messages.get(id);
  return header && (side.store.textOf(header)?.text ?? undefined);
};
export const wordsOn = (side: Side, thread: string): (string | undefined)[] =>
  (side.threads.get(thread).window?.ids(side.store.logOf(thread)) ?? []).map((id) => textOn(side, id));
