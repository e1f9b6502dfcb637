import { useSyncExternalStore } from 'react';

let said = '';
let waiting: readonly string[] = [];
let timer: number | undefined;
const listeners = new Set<() => void>();

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

function speak(): void {
  timer = undefined;
  said = waiting.length > 3 ? `${waiting.length} new entries` : waiting.join('. ');
  waiting = [];
  listeners.forEach((listener) => listener());
}

/** Tells a screen reader, politely and at most every two seconds: many entries become their number. */
export function announce(text: string): void {
  waiting = [...waiting, text];
  timer ??= window.setTimeout(speak, 2_000);
}

/** One in the whole client. */
export function LiveRegion() {
  const text = useSyncExternalStore(subscribe, () => said);
  return (
    <div role="status" aria-live="polite" className="visually-hidden">
      {text}
    </div>
  );
}
