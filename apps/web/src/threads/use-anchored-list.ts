import { useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState, type RefObject } from 'react';
import { AnchoredView, type Anchor, type Range } from './anchored-view.js';

export interface AnchoredList {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLOListElement | null>;
  readonly range: Range;
  readonly isAtEnd: boolean;
  readonly onScroll: () => void;
  /** Brings an item into the upper third, or only into view. */
  readonly scrollTo: (key: string, how?: 'third' | 'near') => void;
  readonly scrollToEnd: () => void;
}

export interface AnchoredListInput {
  readonly keys: readonly string[];
  /** False while the thread goes on beyond what is on hand: its end is then not the list's. */
  readonly endsHere: boolean;
  readonly onNearTop: () => void;
  readonly onNearEnd: () => void;
}

const near = 700;
const atEndWithin = 32;

/**
 * Keeps what the reader looks at where it is: before each change the anchor item is remembered, and after the change,
 * still before the browser paints, the list is scrolled by what the item has moved. New items in front, unfolded texts
 * and changed heights therefore do not move the page; at the end, it stays at the end.
 */
export function useAnchoredList({ keys, endsHere, onNearTop, onNearEnd }: AnchoredListInput): AnchoredList {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLOListElement>(null);
  const [view] = useState(() => new AnchoredView());
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [isAtEnd, setAtEnd] = useState(true);
  view.setKeys(keys);
  const range = view.range();

  /** Measures what is drawn and puts the anchor back in its place. */
  const hold = useCallback((): void => {
    const box = scroller.current;
    if (!box) return;
    view.viewport = box.clientHeight;
    for (const item of itemsIn(content.current))
      view.measured(item.dataset['key'] ?? '', item.getBoundingClientRect().height);
    if (view.anchor === 'end') box.scrollTop = box.scrollHeight;
    else putBack(box, content.current, view.anchor);
  }, [view]);

  useLayoutEffect(() => {
    hold();
    // Real heights may show that more must be drawn to fill the view.
    const next = view.range();
    if (next.start !== range.start || next.end !== range.end) redraw();
  });

  useEffect(() => {
    const observer = new ResizeObserver(() => {
      hold();
      redraw();
    });
    for (const element of [scroller.current, content.current]) if (element) observer.observe(element);
    return () => observer.disconnect();
  }, [hold]);

  const lookAround = useCallback((): void => {
    const box = scroller.current;
    if (!box) return;
    if (box.scrollTop < near) onNearTop();
    if (box.scrollHeight - box.scrollTop - box.clientHeight < near) onNearEnd();
  }, [onNearTop, onNearEnd]);

  const onScroll = (): void => {
    const box = scroller.current;
    if (!box) return;
    const isEnd = endsHere && box.scrollHeight - box.scrollTop - box.clientHeight <= atEndWithin;
    view.anchor = isEnd ? 'end' : (firstInSight(box, content.current) ?? view.anchorAt(box.scrollTop));
    setAtEnd(isEnd);
    const next = view.range();
    if (Math.abs(next.start - range.start) > 4 || Math.abs(next.end - range.end) > 4) redraw();
    lookAround();
  };

  // A first page shorter than the view asks for the next by itself.
  useEffect(lookAround, [lookAround, keys]);

  const latest = useRef(onScroll);
  useEffect(() => {
    latest.current = onScroll;
  });

  const scrollTo = (key: string, how: 'third' | 'near' = 'third'): void => {
    const box = scroller.current;
    if (!box || !view.has(key)) return;
    const item = itemOf(content.current, key);
    if (how === 'near' && item && isInSight(box, item)) return;
    const height = item?.offsetHeight ?? 0;
    const above = item !== null && item.getBoundingClientRect().top < box.getBoundingClientRect().top;
    const offset = how === 'third' ? box.clientHeight / 3 : above ? 8 : Math.max(8, box.clientHeight - height - 8);
    view.anchor = { key, offset };
    setAtEnd(false);
    redraw();
    // Near either end the wish cannot be met: what is really in sight is then the anchor.
    requestAnimationFrame(() => latest.current());
  };

  const scrollToEnd = (): void => {
    view.anchor = 'end';
    setAtEnd(true);
    redraw();
  };

  return { scroller, content, range, isAtEnd, onScroll, scrollTo, scrollToEnd };
}

const itemsIn = (list: HTMLElement | null): readonly HTMLElement[] => [
  ...(list?.querySelectorAll<HTMLElement>(':scope > [data-key]') ?? []),
];

const itemOf = (list: HTMLElement | null, key: string): HTMLElement | null =>
  list?.querySelector<HTMLElement>(`:scope > [data-key="${CSS.escape(key)}"]`) ?? null;

function isInSight(box: HTMLElement, item: HTMLElement): boolean {
  const [outer, inner] = [box.getBoundingClientRect(), item.getBoundingClientRect()];
  return inner.top >= outer.top && inner.bottom <= outer.bottom;
}

function firstInSight(box: HTMLElement, list: HTMLElement | null): Anchor | null {
  const edge = box.getBoundingClientRect().top;
  const first = itemsIn(list).find((item) => item.getBoundingClientRect().bottom > edge);
  if (!first || first.getBoundingClientRect().top > edge + box.clientHeight) return null;
  return { key: first.dataset['key'] ?? '', offset: first.getBoundingClientRect().top - edge };
}

function putBack(box: HTMLElement, list: HTMLElement | null, anchor: Anchor): void {
  const item = itemOf(list, anchor.key);
  if (!item) return;
  const moved = item.getBoundingClientRect().top - box.getBoundingClientRect().top - anchor.offset;
  if (Math.abs(moved) >= 0.5) box.scrollTop += moved;
}
