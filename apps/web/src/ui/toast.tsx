import { X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { Button } from './button.js';
import { IconButton } from './icon-button.js';
import styles from './toast.module.css';

export interface ToastInput {
  readonly text: string;
  readonly tone?: 'plain' | 'danger';
  readonly action?: { readonly label: string; readonly onPress: () => void };
}

interface Toast extends ToastInput {
  readonly key: number;
}

let toasts: readonly Toast[] = [];
let nextKey = 1;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  listeners.forEach((listener) => listener());
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const close = (key: number): void => change(toasts.filter((toast) => toast.key !== key));

/** Says something in passing. It goes by itself after ten seconds, unless it bears an action or bad news. */
export function toast(input: ToastInput): void {
  const entry = { ...input, key: nextKey++ };
  change([...toasts.slice(-3), entry]);
  if (!entry.action && entry.tone !== 'danger') window.setTimeout(() => close(entry.key), 10_000);
}

/** Takes all of them away; at sign-out and when the screen locks. */
export const clearToasts = (): void => change([]);

/** Where toasts appear: one in the whole client. */
export function ToastRegion() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div role="region" aria-label="Notices" className={styles.region}>
      <ul aria-live="polite" className={styles.list}>
        {shown.map((entry) => (
          <li key={entry.key} className={styles.toast} data-tone={entry.tone ?? 'plain'}>
            <span className={styles.text}>{entry.text}</span>
            {entry.action && (
              <Button
                onPress={() => {
                  entry.action?.onPress();
                  close(entry.key);
                }}
              >
                {entry.action.label}
              </Button>
            )}
            <IconButton label="Dismiss" onPress={() => close(entry.key)}>
              <X aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
    </div>
  );
}
