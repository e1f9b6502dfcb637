import { useLayoutEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';

export interface GridFocusInput {
  /** With the heading row. */
  readonly rows: number;
  readonly columns: number;
  /** Rows that a page key moves. */
  readonly page: number;
  readonly scrollTo: (row: number) => void;
  readonly onEnter: (row: number, column: number) => void;
  readonly onSpace: (row: number, column: number) => void;
}

export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

/** Where a key leads from a place; null for a key that does not move. Pure, so that it can be tested alone. */
function moveInGrid(
  key: string,
  ctrl: boolean,
  from: GridPlace,
  size: { rows: number; columns: number; page: number },
): GridPlace | null {
  const row = (n: number): number => Math.min(size.rows - 1, Math.max(0, n));
  const column = (n: number): number => Math.min(size.columns - 1, Math.max(0, n));
  switch (key) {
    case 'ArrowDown':
      return { row: row(from.row + 1), column: from.column };
    case 'ArrowUp':
      return { row: row(from.row - 1), column: from.column };
    case 'ArrowRight':
      return { row: from.row, column: column(from.column + 1) };
    case 'ArrowLeft':
      return { row: from.row, column: column(from.column - 1) };
    case 'PageDown':
      return { row: row(from.row + size.page), column: from.column };
    case 'PageUp':
      return { row: row(from.row - size.page), column: from.column };
    case 'Home':
      return { row: ctrl ? 0 : from.row, column: 0 };
    case 'End':
      return { row: ctrl ? size.rows - 1 : from.row, column: size.columns - 1 };
    default:
      return null;
  }
}

/** One tab stop for the whole grid; arrows move inside. A cell with one control in it hands the focus to that control. */
export function useGridFocus(input: GridFocusInput) {
  const [place, setPlace] = useState<GridPlace>({ row: Math.min(1, input.rows - 1), column: 0 });
  const wanted = useRef(false);
  const root = useRef<HTMLElement | null>(null);

  useLayoutEffect(() => {
    if (!wanted.current) return;
    const cell = root.current?.querySelector<HTMLElement>(`[data-cell="${place.row}:${place.column}"]`);
    if (!cell) return;
    wanted.current = false;
    (cell.querySelector<HTMLElement>('a,button,input') ?? cell).focus({ preventScroll: true });
  });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const inText = event.target instanceof HTMLInputElement && event.target.type === 'text';
    if (event.altKey || event.metaKey || inText) return;
    const onCell = event.target instanceof HTMLElement && event.target.dataset.cell !== undefined;
    // A box is ticked with Space: on it, too, Enter opens its line.
    const onBox = event.target instanceof HTMLInputElement && event.target.type === 'checkbox';
    if ((onCell || onBox) && event.key === 'Enter') return act(event, () => input.onEnter(place.row, place.column));
    if (onCell && event.key === ' ') return act(event, () => input.onSpace(place.row, place.column));
    const next = moveInGrid(event.key, event.ctrlKey, place, input);
    if (!next) return;
    act(event, () => {
      root.current = event.currentTarget;
      wanted.current = true;
      setPlace(next);
      input.scrollTo(next.row);
    });
  };

  const onFocus = (event: FocusEvent<HTMLElement>): void => {
    const cell = event.target.closest<HTMLElement>('[data-cell]');
    const [row, column] = (cell?.dataset.cell ?? '').split(':').map(Number);
    if (row === undefined || column === undefined || Number.isNaN(row)) return;
    if (row !== place.row || column !== place.column) setPlace({ row, column });
  };

  const cell = (row: number, column: number) => ({
    'data-cell': `${row}:${column}`,
    tabIndex: row === place.row && column === place.column ? 0 : -1,
  });

  return { onKeyDown, onFocus, cell, place };
}

function act(event: KeyboardEvent, what: () => void): void {
  event.preventDefault();
  what();
}
