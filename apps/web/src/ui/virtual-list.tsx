import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useEffectEvent, useRef, type ReactNode } from 'react';
import { cx } from './cx.js';
import styles from './virtual-list.module.css';

export interface VirtualListProps<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** Expected height in pixels; the real one is measured. */
  readonly estimate: number;
  readonly children: (item: T, index: number) => ReactNode;
  /** Kept in view when it changes. */
  readonly activeKey?: string | null;
  readonly className?: string;
  readonly onEndReached?: () => void;
}

/** A long list of which only what is in sight is in the page. Each item says its place to screen readers. */
export function VirtualList<T>({
  label,
  items,
  keyOf,
  estimate,
  children,
  activeKey,
  className,
  onEndReached,
}: VirtualListProps<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimate,
    overscan: 10,
    getItemKey: (index) => keyAt(items, keyOf, index),
  });
  const rows = virtual.getVirtualItems();
  const last = rows[rows.length - 1]?.index ?? -1;

  const isThere = activeKey !== null && activeKey !== undefined && items.some((item) => keyOf(item) === activeKey);
  const showActive = useEffectEvent(() => {
    const index = isThere ? items.findIndex((item) => keyOf(item) === activeKey) : -1;
    if (index >= 0) virtual.scrollToIndex(index, { align: 'auto' });
  });
  // Only a change of the active item scrolls; new items must not move the list under the reader.
  useEffect(() => showActive(), [activeKey, isThere]);

  useEffect(() => {
    if (items.length > 0 && last >= items.length - 3) onEndReached?.();
  }, [last, items.length, onEndReached]);

  return (
    <div ref={scroller} className={cx(styles.scroller, className)}>
      <div role="list" aria-label={label} className={styles.canvas} style={{ blockSize: virtual.getTotalSize() }}>
        {rows.map((row) => (
          <div
            key={row.key}
            ref={virtual.measureElement}
            data-index={row.index}
            role="listitem"
            aria-setsize={items.length}
            aria-posinset={row.index + 1}
            className={styles.item}
            style={{ transform: `translateY(${row.start}px)` }}
          >
            {render(items, children, row.index)}
          </div>
        ))}
      </div>
    </div>
  );
}

function keyAt<T>(items: readonly T[], keyOf: (item: T) => string, index: number): string {
  const item = items[index];
  return item === undefined ? String(index) : keyOf(item);
}

function render<T>(items: readonly T[], children: (item: T, index: number) => ReactNode, index: number): ReactNode {
  const item = items[index];
  return item === undefined ? null : children(item, index);
}
