import { useState, type ReactNode } from 'react';
import { Table } from '../../ui/table.js';
import { ToggleButton } from '../../ui/toggle-button.js';
import { cx } from '../../ui/cx.js';
import styles from './figures.module.css';

export interface FigureColumn<Row> {
  readonly id: string;
  readonly header: string;
  readonly value: (row: Row) => string | number | null;
}

export interface FigureProps<Row> {
  readonly title: string;
  /** One line of what the picture says, for everybody. */
  readonly summary: ReactNode;
  readonly columns: readonly FigureColumn<Row>[];
  readonly rows: readonly Row[];
  readonly children: ReactNode;
  readonly wide?: boolean;
}

/** A picture with its twin: the same figures as a table. */
export function Figure<Row>({ title, summary, columns, rows, children, wide }: FigureProps<Row>) {
  const [isTable, setTable] = useState(false);
  return (
    <section aria-label={title} className={cx(styles.figure, wide && styles.wide)}>
      <header className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        <ToggleButton isSelected={isTable} onChange={setTable} aria-label={`${title} as a table`}>
          Table
        </ToggleButton>
      </header>
      <p className={styles.summary}>{summary}</p>
      {isTable ? (
        <Table
          label={title}
          columns={columns.map((column, at) => ({
            id: column.id,
            header: column.header,
            names: at === 0,
            align: typeof (rows[0] && column.value(rows[0])) === 'number' ? 'end' : 'start',
            cell: (row: Row) => shown(column.value(row)),
          }))}
          rows={rows}
          keyOf={(row) => columns.map((column) => column.value(row)).join(' ')}
          className={styles.twin ?? ''}
        />
      ) : (
        children
      )}
    </section>
  );
}

export const figure = new Intl.NumberFormat();
const shown = (value: string | number | null): string =>
  typeof value === 'number' ? figure.format(value) : (value ?? '—');
