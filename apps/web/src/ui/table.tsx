import type { ReactNode } from 'react';
import { cx } from './cx.js';
import styles from './table.module.css';

export interface TableColumn<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'start' | 'end';
  /** The cell that names the row to screen readers. */
  readonly names?: boolean;
  /** The heading is for screen readers only, as over a column of buttons. */
  readonly hideHeader?: boolean;
  readonly mono?: boolean;
  /** As wide as its content, never broken. */
  readonly tight?: boolean;
}

export interface TableProps<Row> {
  readonly label: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly empty?: ReactNode;
  readonly className?: string;
}

/** A short table that is read: plain markup, wide ones scroll by themselves. Long ones are a DataGrid. */
export function Table<Row>({ label, columns, rows, keyOf, empty, className }: TableProps<Row>) {
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>;
  return (
    <div role="region" aria-label={label} tabIndex={0} className={cx(styles.scroller, className)}>
      <table className={styles.table}>
        <caption className="visually-hidden">{label}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={cx(column.align === 'end' && styles.end)}>
                {column.hideHeader ? <span className="visually-hidden">{column.header}</span> : column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <Cell key={column.id} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell<Row>({ column, row }: { readonly column: TableColumn<Row>; readonly row: Row }) {
  const look = cx(column.align === 'end' && styles.end, column.mono && styles.mono, column.tight && styles.tight);
  if (column.names)
    return (
      <th scope="row" className={look}>
        {column.cell(row)}
      </th>
    );
  return <td className={look}>{column.cell(row)}</td>;
}
