import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useEffect, useRef, useState, type CSSProperties, type ReactNode, type RefObject } from 'react';
import { cx } from './cx.js';
import { useGridFocus } from './grid-focus.js';
import { ariaSort, nextSort, useSorted, type GridColumn, type GridSort } from './grid-sorting.js';
import styles from './data-grid.module.css';

export type { GridColumn, GridSort } from './grid-sorting.js';

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
  const { label, columns, chosen, empty, className } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { sort, changeSort } = useSort(props);
  const sorted = useSorted(props.rows, columns, props.keyOf, props.sortedElsewhere ? null : sort);
  const rowHeight = useRowHeight(scroller);
  const virtual = useVirtualRows(scroller, sorted.length, rowHeight);
  useEnd(virtual, props);
  const grid = useGridFocus({
    rows: sorted.length + 1,
    columns: columns.length,
    page: Math.max(1, Math.floor((virtual.scrollRect?.height ?? 400) / rowHeight) - 2),
    scrollTo: (index) => (index === 0 ? scroller.current?.scrollTo({ top: 0 }) : virtual.scrollToIndex(index - 1)),
    onEnter: (row, column) => {
      const data = sorted[row - 1];
      const heading = columns[column];
      if (row === 0 && heading) changeSort(heading);
      else if (data !== undefined) props.onOpen?.(data);
    },
    onSpace: (row) => {
      const data = sorted[row - 1];
      if (data !== undefined) toggle(props, data);
    },
  });
  const widths = columns.map((column) => column.width);
  const least = leastWidth(widths);
  const template: CSSProperties = { gridTemplateColumns: widths.join(' '), minInlineSize: least };

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
      <Headings columns={columns} sort={sort} onSort={changeSort} template={template} cell={grid.cell} />
      <div role="rowgroup" className={styles.body} style={{ minInlineSize: least, blockSize: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = sorted[item.index];
          if (row === undefined) return null;
          const style = { ...template, blockSize: rowHeight, transform: `translateY(${item.start}px)` };
          return (
            <GridRow key={props.keyOf(row)} grid={props} row={row} index={item.index} style={style} cell={grid.cell} />
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

type CellProps = ReturnType<typeof useGridFocus>['cell'];

interface HeadingsProps<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly sort: GridSort | null;
  readonly onSort: (column: GridColumn<Row>) => void;
  readonly template: CSSProperties;
  readonly cell: CellProps;
}

function Headings<Row>({ columns, sort, onSort, template, cell }: HeadingsProps<Row>) {
  return (
    <div role="rowgroup" className={styles.head} style={{ minInlineSize: template.minInlineSize }}>
      <div role="row" aria-rowindex={1} className={styles.row} style={template}>
        {columns.map((column, index) => (
          <div
            key={column.id}
            role="columnheader"
            aria-sort={ariaSort(column, sort)}
            aria-colindex={index + 1}
            className={cx(styles.heading, column.align === 'end' && styles.end, column.sortBy && styles.sorts)}
            onClick={() => onSort(column)}
            {...cell(0, index)}
          >
            {column.header}
            {sort?.column === column.id && <SortSign descending={sort.descending} />}
          </div>
        ))}
      </div>
    </div>
  );
}

const SortSign = ({ descending }: { readonly descending: boolean }) =>
  descending ? <ArrowDown aria-hidden="true" size={12} /> : <ArrowUp aria-hidden="true" size={12} />;

interface GridRowProps<Row> {
  readonly grid: DataGridProps<Row>;
  readonly row: Row;
  readonly index: number;
  readonly style: CSSProperties;
  readonly cell: CellProps;
}

function GridRow<Row>({ grid, row, index, style, cell }: GridRowProps<Row>) {
  const { columns, chosen, openKey, onOpen } = grid;
  const key = grid.keyOf(row);
  return (
    <div
      role="row"
      data-key={key}
      aria-rowindex={index + 2}
      aria-selected={chosen ? chosen.has(key) : undefined}
      data-open={openKey === key || undefined}
      className={cx(styles.row, styles.data, onOpen && styles.opens)}
      style={style}
      onClick={(event) => !isControl(event.target) && onOpen?.(row)}
    >
      {columns.map((column, at) => (
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={at + 1}
          className={cx(styles.cell, column.align === 'end' && styles.end)}
          {...cell(index + 1, at)}
        >
          {column.cell(row)}
        </div>
      ))}
    </div>
  );
}

function useSort<Row>({ sort: given, onSort }: DataGridProps<Row>) {
  const [own, setOwn] = useState<GridSort | null>(null);
  const sort = given ?? own;
  const changeSort = (column: GridColumn<Row>): void => {
    if (!column.sortBy) return;
    const next = nextSort(sort, column.id);
    setOwn(next);
    onSort?.(next);
  };
  return { sort, changeSort };
}

function toggle<Row>({ chosen, onChoose, keyOf }: DataGridProps<Row>, row: Row): void {
  if (!chosen || !onChoose) return;
  const next = new Set(chosen);
  if (!next.delete(keyOf(row))) next.add(keyOf(row));
  onChoose(next);
}

type Rows = Virtualizer<HTMLDivElement, Element>;

function useVirtualRows(scroller: RefObject<HTMLDivElement | null>, count: number, rowHeight: number): Rows {
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: rowHeight,
  });
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  return virtual;
}

/** Asks for more rows when the last ones come into view. */
function useEnd<Row>(virtual: Rows, { rows, onEndReached }: DataGridProps<Row>): void {
  const shown = virtual.getVirtualItems();
  const last = shown[shown.length - 1]?.index ?? -1;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 5) onEndReached?.();
  }, [last, rows.length, onEndReached]);
}

/** Heading and lines are grids of their own: both get the sum of the least widths, or they would part. */
const leastWidth = (widths: readonly string[]): string =>
  `calc(${widths.map((width) => /^minmax\(([^,]+),/.exec(width)?.[1] ?? width).join(' + ')} + 2 * var(--s4))`;

/** The key of the row that has the focus: what a letter pressed in a grid is about. */
export const focusedRow = (): string | null =>
  document.activeElement?.closest<HTMLElement>('[role=row][data-key]')?.dataset.key ?? null;

/** Takes the focus into a grid, on its first line: from a field that filters it, for example. */
export function focusFirstRow(): void {
  const cell = document.querySelector<HTMLElement>('[role=grid] [data-cell="1:0"]');
  (cell?.querySelector<HTMLElement>('a,button,input') ?? cell)?.focus();
}

/** Takes the focus to a line, as when what was opened from it closes. */
export function focusRow(key: string): void {
  const row = document.querySelector(`[role=grid] [role=row][data-key="${CSS.escape(key)}"]`);
  row?.querySelector<HTMLElement>('[role=gridcell]')?.focus();
}

/** Clicks on a link, button or box in a cell are theirs. */
const isControl = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('a,button,input,label,[role=checkbox],[role=link]') !== null;

/** The row height of the person's density and text size, in pixels as the virtualizer needs it. */
function useRowHeight(scroller: RefObject<HTMLElement | null>): number {
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
