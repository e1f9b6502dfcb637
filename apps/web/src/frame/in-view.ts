import { highest, type Marking } from '@liaison/domain';
import { useEffect, useId, useSyncExternalStore } from 'react';

const shown = new Map<string, Marking>();
const listeners = new Set<() => void>();
let top: Marking | null = null;

function change(key: string, marking: Marking | null): void {
  if (marking) shown.set(key, marking);
  else shown.delete(key);
  top = [...shown.values()].reduce<Marking | null>((most, one) => (most ? highest(most, one) : one), null);
  listeners.forEach((listener) => listener());
}

/** Says that something of this marking is on screen; the handling banner shows the highest of all. */
export function useInView(marking: Marking | null | undefined): void {
  const key = useId();
  const mark = marking ? JSON.stringify(marking) : null;
  useEffect(() => {
    change(key, mark === null ? null : (JSON.parse(mark) as Marking));
    return () => change(key, null);
  }, [key, mark]);
}

export const useHighestInView = (): Marking | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => top,
  );
