import { useEffect, useRef, useSyncExternalStore } from 'react';
import { actId, isTextTarget, KeyMap, type KeyBinding } from '../ui/key-map.js';

/** One key map for the whole client; help and palette list what is in it. */
const keyMap = new KeyMap();

/** Keys that work while the calling component is on screen. Labels and keys are fixed; what they do may change. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  const signature = bindings.map(actId).join('\n');
  useEffect(() => {
    const fixed = latest.current.map((one) => ({
      ...one,
      run: () => latest.current.find((other) => actId(other) === actId(one))?.run(),
    }));
    return keyMap.add(fixed);
  }, [signature]);
}

/** Listens on the window; drawn once, by the shell. */
export function useKeyListener(letters: boolean): void {
  useEffect(() => {
    keyMap.letters = letters;
  }, [letters]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      if (keyMap.press({ ...pick(event), inText: isTextTarget(event.target) })) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

const pick = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => ({ key, ctrlKey, metaKey, altKey });

export const useKeyList = (): readonly KeyBinding[] =>
  useSyncExternalStore(
    (listener) => keyMap.subscribe(listener),
    () => keyMap.list(),
  );
