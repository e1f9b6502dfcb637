import { useSyncExternalStore } from 'react';

export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark';
  readonly density: 'compact' | 'cosy' | 'roomy';
  /** Per cent, 90 to 150. */
  readonly textSize: number;
  /** Single letters as shortcuts. */
  readonly letters: boolean;
  /** Texts with a content note are shown unfolded. */
  readonly alwaysOpen: boolean;
  /** Language of new messages, ISO 639-1. */
  readonly language: string;
}

const defaults: Preferences = {
  theme: 'system',
  density: 'cosy',
  textSize: 100,
  letters: true,
  alwaysOpen: false,
  language: 'en',
};

let person: string | null = null;
let current: Preferences = defaults;
const listeners = new Set<() => void>();

const keyOf = (id: string): string => `liaison:preferences:${id}`;

/** The looks of one person on this device: how things are shown, never what. */
export function usePreferences(): readonly [Preferences, (part: Partial<Preferences>) => void] {
  const preferences = useSyncExternalStore(subscribe, () => current);
  return [preferences, changePreferences];
}

export const preferences = (): Preferences => current;

/** From sign-in on, the person's own; before it, the device's defaults. */
export function preferencesOf(id: string | null): void {
  person = id;
  apply(id === null ? defaults : { ...defaults, ...read(id) });
}

function changePreferences(part: Partial<Preferences>): void {
  const next = { ...current, ...part, textSize: Math.min(150, Math.max(90, part.textSize ?? current.textSize)) };
  apply(next);
  if (person === null) return;
  try {
    localStorage.setItem(keyOf(person), JSON.stringify(next));
  } catch {
    // Storage may be switched off; the choice then holds until the page is closed.
  }
}

function read(id: string): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(keyOf(id)) ?? '{}') as Partial<Preferences>;
  } catch {
    return {};
  }
}

const prefersDark = typeof matchMedia === 'undefined' ? null : matchMedia('(prefers-color-scheme: dark)');
prefersDark?.addEventListener('change', () => apply(current));

function apply(next: Preferences): void {
  current = next;
  const root = document.documentElement;
  const dark = next.theme === 'dark' || (next.theme === 'system' && prefersDark?.matches === true);
  root.dataset.theme = dark ? 'dark' : 'light';
  root.dataset.density = next.density;
  root.style.setProperty('--text-scale', String(next.textSize / 100));
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
