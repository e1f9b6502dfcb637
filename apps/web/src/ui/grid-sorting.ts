import {
  getCoreRowModel,
  getSortedRowModel,
  useReactTable,
  type ColumnDef,
  type SortingState,
} from '@tanstack/react-table';
import { useMemo, type ReactNode } from 'react';

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

export function nextSort(sort: GridSort | null, column: string): GridSort | null {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? null : { column, descending: true };
}

export function ariaSort<Row>(
  column: GridColumn<Row>,
  sort: GridSort | null,
): 'ascending' | 'descending' | 'none' | undefined {
  if (!column.sortBy) return undefined;
  if (sort?.column !== column.id) return 'none';
  return sort.descending ? 'descending' : 'ascending';
}

/** The rows in the order of a column; as they came without one. */
export function useSorted<Row>(
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

const toColumnDef = <Row>(column: GridColumn<Row>): ColumnDef<Row> => ({
  id: column.id,
  accessorFn: column.sortBy ?? (() => null),
  enableSorting: column.sortBy !== undefined,
  sortUndefined: 'last',
  sortingFn: (a, b, id) => compare(a.getValue<Sortable>(id), b.getValue<Sortable>(id)),
});

type Sortable = string | number | null | undefined;

function compare(a: Sortable, b: Sortable): number {
  if (a === b) return 0;
  if (a === null || a === undefined) return 1;
  if (b === null || b === undefined) return -1;
  return typeof a === 'number' && typeof b === 'number' ? a - b : byCollation.compare(String(a), String(b));
}
