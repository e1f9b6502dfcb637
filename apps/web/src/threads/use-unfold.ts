import type { Id, Problem } from '@liaison/contracts';
import { useState } from 'react';
import { useClient } from '../data/client.js';
import { problemOf } from '../sync/refusal.js';

export interface Unfold {
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** Set while the person has to say why. */
  readonly asks: Problem | null;
  readonly open: (ground?: string) => void;
  readonly stop: () => void;
}

/** Fetches one message's words by an act of their own, with its ground when the server asks for one. */
export function useUnfold(message: Id): Unfold {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const isGround = problem?.reason === 'ground_required';
  const open = (ground?: string): void => {
    setBusy(true);
    setProblem(null);
    client.threads
      .unfold(message, ground)
      .catch((error: unknown) => setProblem(problemOf(error)))
      .finally(() => setBusy(false));
  };
  return {
    busy,
    open,
    problem: isGround ? null : problem,
    asks: isGround ? problem : null,
    stop: () => setProblem(null),
  };
}
