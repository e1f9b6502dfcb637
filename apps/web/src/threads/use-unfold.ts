import type { Id, Problem } from '@liaison/contracts';
import { useState } from 'react';
import { useClient } from '../data/client.js';
import { useStated } from '../frame/ground-dialog.js';
import type { Stated } from '../sync/open-threads.js';
import { asksFirst, problemOf } from '../sync/refusal.js';

export interface Unfold {
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** Set while something is due first: a reason, a restriction to acknowledge. */
  readonly asks: Problem | null;
  readonly open: (stated?: Stated) => void;
  readonly stop: () => void;
}

/** Fetches one message's words by an act of their own, with what the server asks for first. */
export function useUnfold(message: Id): Unfold {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const asks = problem !== null && asksFirst(problem);
  const [stated, state] = useStated();
  const open = (more: Stated = {}): void => {
    state(more);
    setBusy(true);
    setProblem(null);
    client.threads
      .unfold(message, { ...stated, ...more })
      .catch((error: unknown) => setProblem(problemOf(error)))
      .finally(() => setBusy(false));
  };
  return {
    busy,
    open,
    problem: asks ? null : problem,
    asks: asks ? problem : null,
    stop: () => setProblem(null),
  };
}
