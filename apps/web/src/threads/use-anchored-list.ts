import { useEffect, useEffectEvent, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { AnchoredScroller } from './anchored-scroller.js';
import type { Range } from './anchored-view.js';

export interface AnchoredListInput {
  readonly keys: readonly string[];
  /** False while the thread goes on beyond what is on hand. */
  readonly endsHere: boolean;
  readonly onNearTop: () => void;
  readonly onNearEnd: () => void;
}

/** A long list that keeps its place; what to draw of it, and the means to move in it. */
export function useAnchoredList({ keys, endsHere, onNearTop, onNearEnd }: AnchoredListInput): {
  readonly list: AnchoredScroller;
  readonly range: Range;
  readonly onScroll: () => void;
  readonly setBox: (box: HTMLElement | null) => void;
  readonly setList: (list: HTMLElement | null) => void;
} {
  const [list] = useState(() => new AnchoredScroller());
  useSyncExternalStore(list.subscribe, list.snapshot);
  const range = list.rangeFor(keys, endsHere);
  useLayoutEffect(() => list.settle());
  const lookAround = (): void => {
    if (list.isNearTop()) onNearTop();
    if (list.isNearEnd()) onNearEnd();
  };
  const onScroll = (): void => {
    list.scrolled();
    lookAround();
  };
  const fillView = useEffectEvent(lookAround);
  // A first page shorter than the view asks for the next by itself.
  useEffect(() => fillView(), [keys]);
  return { list, range, onScroll, setBox: list.setBox, setList: list.setList };
}
