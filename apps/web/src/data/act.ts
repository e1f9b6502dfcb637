import type { Problem } from '@liaison/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { problemOf } from '../sync/refusal.js';

/** One act of the person on a screen: under way, refused, or neither. What they typed is not touched by a refusal. */
export interface Act<I, O> {
  /** The answer, or null after a refusal, which is then in `problem`. */
  readonly run: (input: I) => Promise<O | null>;
  readonly isBusy: boolean;
  readonly problem: Problem | null;
  readonly clear: () => void;
  /** Why one field was refused, as a sentence for beside it. */
  readonly of: (path: string) => string | null;
}

/** A second press while the first is under way does nothing. */
export function useAct<I, O>(act: (input: I) => Promise<O>): Act<I, O> {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const running = useRef(false);
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  const run = useCallback(async (input: I): Promise<O | null> => {
    if (running.current) return null;
    running.current = true;
    setBusy(true);
    setProblem(null);
    try {
      return await latest.current(input);
    } catch (error) {
      setProblem(problemOf(error));
      return null;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  const clear = useCallback(() => setProblem(null), []);
  return { run, isBusy, problem, clear, of: (path) => fieldReason(problem, path) };
}

/** `must not be empty` of the field becomes `Must not be empty.`; of an entry of a list, `Line 3: must not be empty.` */
export function fieldReason(problem: Problem | null, path: string): string | null {
  const found = problem?.fields?.find((field) => field.path === path || field.path.startsWith(`${path}[`));
  if (!found) return null;
  const [, index] = /^\[(\d+)\]/.exec(found.path.slice(path.length)) ?? [];
  const words = index === undefined ? found.reason : `line ${Number(index) + 1}: ${found.reason}`;
  const [first = '', ...rest] = words;
  return `${first.toUpperCase()}${rest.join('')}${/[.!?]$/u.test(words) ? '' : '.'}`;
}
