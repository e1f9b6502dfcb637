import type { ImportRow, ImportView } from '@liaison/contracts';
import { useImportRows } from '../../data/imports.js';
import { Button } from '../../ui/button.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Table } from '../../ui/table.js';
import { fieldName } from './import-words.js';
import styles from './import.module.css';

export interface PreviewRowsProps {
  readonly operation: string;
  readonly view: ImportView;
  readonly only: ImportRow['known'];
}

/** Rows as they were understood, a hundred at a time. */
export function PreviewRows({ operation, view, only }: PreviewRowsProps) {
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useImportRows(operation, view.id, only);
  if (!data) return <Skeleton lines={3} label="Loading the rows" />;
  const rows = data.pages.flatMap((page) => page.items);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.summary)))];
  return (
    <div className={styles.stack}>
      <Table
        className={styles.preview ?? ''}
        label={only === 'new' ? 'New rows' : 'Known rows'}
        rows={rows}
        keyOf={(row) => String(row.row)}
        columns={[
          { id: 'place', header: 'Place', tight: true, cell: (row) => row.place },
          ...names.map((name, index) => ({
            id: `cell-${name}`,
            header: view.format === 'vics' ? fieldName(name) : name,
            names: index === 0,
            cell: (row: ImportRow) => <span className={styles.cell}>{row.summary[name] ?? ''}</span>,
          })),
        ]}
        empty={<p className="meta">None.</p>}
      />
      {hasNextPage && (
        <div>
          <Button isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
            Show the next 100
          </Button>
        </div>
      )}
    </div>
  );
}
