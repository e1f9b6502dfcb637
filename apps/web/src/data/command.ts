import type { CommandAnswer, CommandInputs, CommandKind, Id } from '@liaison/contracts';
import type { Client } from '../sync/client.js';
import { useAct, type Act } from './act.js';
import { useClient } from './client.js';

export interface CommandToSend<K extends CommandKind> {
  readonly compartment: Id;
  readonly input: CommandInputs[K];
  /** The audience that was on the screen; left out, the one that is now. */
  readonly memberVer?: number;
}

/** Sends one command and waits for its answer: what is written counts when the server says so, and not before. */
export async function sendCommand<K extends CommandKind>(
  client: Client,
  kind: K,
  { compartment, input, memberVer }: CommandToSend<K>,
): Promise<CommandAnswer> {
  const seen = memberVer ?? client.store.compartments.get(compartment)?.memberVer ?? 1;
  const { id, done } = client.outbox.submit(kind, compartment, seen, input);
  try {
    return await done;
  } finally {
    client.outbox.discard(id);
  }
}

/** One command of a form: what was typed stays until the answer, and a refusal stands beside it. */
export function useCommand<K extends CommandKind>(kind: K): Act<CommandToSend<K>, CommandAnswer> {
  const client = useClient();
  return useAct((command) => sendCommand(client, kind, command));
}
