import {
  getCoreRowModel,
  getSortedRowModel,
  useReactTable,
  type ColumnDef,
  type SortingState,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import { cx } from './cx.js';
import { useGridFocus } from './grid-focus.js';
import styles from './data-grid.module.css';

export interface GridColumn<Row> {
  readonly id: string;
  readonly header: string;
  /** A grid track: `8rem`, `minmax(10rem, 1fr)`. */
  readonly width: string;
  readonly cell: (row: Row) => ReactNode;
  /** What the column sorts by; left out, it does not sort. */
  readonly sortBy?: (row: Row) => string | number | null;
  readonly align?: 'start' | 'end';
}

export interface GridSort {
  readonly column: string;
  readonly descending: boolean;
}

export interface DataGridProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly GridColumn<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly onOpen?: (row: Row) => void;
  /** Keys of the chosen rows; with it, Space and the first column choose. */
  readonly chosen?: ReadonlySet<string>;
  readonly onChoose?: (chosen: ReadonlySet<string>) => void;
  readonly openKey?: string | null;
  readonly sort?: GridSort;
  readonly onSort?: (sort: GridSort | null) => void;
  /** Given when the server sorts; the rows then come in order. */
  readonly sortedElsewhere?: boolean;
  readonly empty?: ReactNode;
  readonly onEndReached?: () => void;
  readonly className?: string;
}

/**
 * A table of any length with the keyboard of a grid: arrows, Home, End, Page keys and with Ctrl the corners; Enter
 * opens, Space chooses, Enter on a heading sorts.
 */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { label, rows, columns, keyOf, onOpen, chosen, onChoose, openKey, empty, onEndReached, className } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [ownSort, setOwnSort] = useState<GridSort | null>(null);
  const sort = props.sort ?? ownSort;
  const sorted = useSorted(rows, columns, keyOf, props.sortedElsewhere ? null : sort);
  const rowHeight = useRowHeight(scroller);
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: rowHeight,
  });
  useEffect(() => virtual.measure(), [virtual, rowHeight]);

  const shown = virtual.getVirtualItems();
  const lastShown = shown[shown.length - 1]?.index ?? -1;
  useEffect(() => {
    if (rows.length > 0 && lastShown >= rows.length - 5) onEndReached?.();
  }, [lastShown, rows.length, onEndReached]);

  const changeSort = (column: GridColumn<Row>): void => {
    if (!column.sortBy) return;
    const next = nextSort(sort, column.id);
    setOwnSort(next);
    props.onSort?.(next);
  };
  const toggle = (row: Row): void => {
    if (!chosen || !onChoose) return;
    const next = new Set(chosen);
    if (!next.delete(keyOf(row))) next.add(keyOf(row));
    onChoose(next);
  };
  const at = (index: number): Row | undefined => sorted[index - 1];
  const grid = useGridFocus({
    rows: sorted.length + 1,
    columns: columns.length,
    page: Math.max(1, Math.floor((virtual.scrollRect?.height ?? 400) / rowHeight) - 2),
    scrollTo: (index) => (index === 0 ? scroller.current?.scrollTo({ top: 0 }) : virtual.scrollToIndex(index - 1)),
    onEnter: (row, column) => {
      const data = at(row);
      const heading = columns[column];
      if (row === 0 && heading) changeSort(heading);
      else if (data !== undefined) onOpen?.(data);
    },
    onSpace: (row) => {
      const data = at(row);
      if (data !== undefined) toggle(data);
    },
  });
  const template: CSSProperties = { gridTemplateColumns: columns.map((column) => column.width).join(' ') };

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={sorted.length + 1}
      aria-colcount={columns.length}
      aria-multiselectable={chosen ? true : undefined}
      className={cx(styles.grid, className)}
      onKeyDown={grid.onKeyDown}
      onFocus={grid.onFocus}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.row} style={template}>
          {columns.map((column, index) => (
            <div
              key={column.id}
              role="columnheader"
              aria-sort={ariaSort(column, sort)}
              aria-colindex={index + 1}
              className={cx(styles.heading, column.align === 'end' && styles.end, column.sortBy && styles.sorts)}
              onClick={() => changeSort(column)}
              {...grid.cell(0, index)}
            >
              {column.header}
              {sort?.column === column.id &&
                (sort.descending ? (
                  <ArrowDown aria-hidden="true" size={12} />
                ) : (
                  <ArrowUp aria-hidden="true" size={12} />
                ))}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ blockSize: virtual.getTotalSize() }}>
        {shown.map((item) => {
          const row = sorted[item.index];
          if (row === undefined) return null;
          const key = keyOf(row);
          return (
            <div
              key={key}
              role="row"
              data-key={key}
              aria-rowindex={item.index + 2}
              aria-selected={chosen ? chosen.has(key) : undefined}
              data-open={openKey === key || undefined}
              className={cx(styles.row, styles.data, onOpen && styles.opens)}
              style={{ ...template, blockSize: rowHeight, transform: `translateY(${item.start}px)` }}
              onClick={(event) => !isControl(event.target) && onOpen?.(row)}
            >
              {columns.map((column, index) => (
                <div
                  key={column.id}
                  role="gridcell"
                  aria-colindex={index + 1}
                  className={cx(styles.cell, column.align === 'end' && styles.end)}
                  {...grid.cell(item.index + 1, index)}
                >
                  {column.cell(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
      {sorted.length === 0 && empty !== undefined && (
        <div role="rowgroup" className={styles.empty}>
          <div role="row">
            <div role="gridcell" aria-colspan={columns.length}>
              {empty}
            </div>
          </div>
        </div>
      )}
    </div>
  );
}

/** The key of the row that has the focus: what a letter pressed in a grid is about. */
export const focusedRow = (): string | null =>
  document.activeElement?.closest<HTMLElement>('[role=row][data-key]')?.dataset['key'] ?? null;

/** Clicks on a link, button or box in a cell are theirs. */
const isControl = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('a,button,input,label,[role=checkbox],[role=link]') !== null;

function nextSort(sort: GridSort | null, column: string): GridSort | null {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? null : { column, descending: true };
}

function ariaSort<Row>(
  column: GridColumn<Row>,
  sort: GridSort | null,
): 'ascending' | 'descending' | 'none' | undefined {
  if (!column.sortBy) return undefined;
  if (sort?.column !== column.id) return 'none';
  return sort.descending ? 'descending' : 'ascending';
}

function useSorted<Row>(
  rows: readonly Row[],
  columns: readonly GridColumn<Row>[],
  keyOf: (row: Row) => string,
  sort: GridSort | null,
): readonly Row[] {
  const defs = useMemo(() => columns.map(toColumnDef), [columns]);
  const data = useMemo(() => [...rows], [rows]);
  const sorting: SortingState = useMemo(() => (sort ? [{ id: sort.column, desc: sort.descending }] : []), [sort]);
  const table = useReactTable({
    data,
    columns: defs,
    state: { sorting },
    getRowId: keyOf,
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
  });
  const model = table.getSortedRowModel().rows;
  return useMemo(() => model.map((row) => row.original), [model]);
}

const byCollation = new Intl.Collator(undefined, { numeric: true });

const toColumnDef = <Row,>(column: GridColumn<Row>): ColumnDef<Row> => ({
  id: column.id,
  accessorFn: column.sortBy ?? (() => null),
  enableSorting: column.sortBy !== undefined,
  sortUndefined: 'last',
  sortingFn: (a, b, id) => compare(a.getValue(id), b.getValue(id)),
});

function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null || a === undefined) return 1;
  if (b === null || b === undefined) return -1;
  return typeof a === 'number' && typeof b === 'number' ? a - b : byCollation.compare(String(a), String(b));
}

/** The row height of the person's density and text size, in pixels as the virtualizer needs it. */
function useRowHeight(scroller: React.RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(36);
  useEffect(() => {
    const read = (): void => {
      const element = scroller.current;
      if (!element) return;
      const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
      setHeight(Math.round(parseFloat(getComputedStyle(element).getPropertyValue('--row')) * rem) || 36);
    };
    read();
    const watch = new MutationObserver(read);
    watch.observe(document.documentElement, { attributes: true });
    return () => watch.disconnect();
  }, [scroller]);
  return height;
}
