import type { CommandAnswer, CommandInputs, CommandKind, Id, Problem } from '@liaison/contracts';
import { useState } from 'react';
import { useClient } from '../data/client.js';
import { problemOf } from '../sync/refusal.js';
import { useRoom } from './room-context.js';

export interface RunningCommand {
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly clear: () => void;
  readonly run: <K extends CommandKind>(
    kind: K,
    compartment: Id,
    input: CommandInputs[K],
  ) => Promise<CommandAnswer | null>;
}

/** One command of a form: its words stay in the form until the answer, and the refusal stands beside them. */
export function useCommand(): RunningCommand {
  const client = useClient();
  const room = useRoom();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run: RunningCommand['run'] = async (kind, compartment, input) => {
    setBusy(true);
    setProblem(null);
    const { id, done } = client.outbox.submit(kind, compartment, room.compartment(compartment)?.memberVer ?? 1, input);
    try {
      return await done;
    } catch (error) {
      setProblem(problemOf(error));
      return null;
    } finally {
      client.outbox.discard(id);
      setBusy(false);
    }
  };
  return { busy, problem, clear: () => setProblem(null), run };
}
