import type { ImportMapping, ImportRow } from '@liaison/contracts';
import { figure } from '../../data/dataset-words.js';
import { Button } from '../../ui/button.js';
import { Section } from '../../ui/screen.js';
import { Table } from '../../ui/table.js';
import { fieldName } from './import-words.js';
import styles from './import.module.css';

export interface ErrorRowsProps {
  readonly rows: readonly ImportRow[];
  /** Tells in which column of the file a field stood. */
  readonly mapping: ImportMapping | null;
  readonly total: number;
  /** Hands the failed rows over as a table. */
  readonly onSave: () => void;
  readonly hasMore: boolean;
  readonly onMore: () => void;
}

interface Line {
  readonly key: string;
  readonly place: string;
  readonly field: string;
  readonly value: string;
  readonly reason: string;
  readonly mend: string;
}

/** What stood there: in the column of a table that was mapped to the field, or in the field of a manifest. */
function valueOf(row: ImportRow, field: string, mapping: ImportMapping | null): string {
  const column = mapping ? Object.entries(mapping.columns).find(([, one]) => one === field)?.[0] : field;
  return column === undefined ? '' : (row.summary[column] ?? '').slice(0, 120);
}

/** Every row that cannot be taken: where, what, why and how to mend it. */
export function ErrorRows({ rows, mapping, total, onSave, hasMore, onMore }: ErrorRowsProps) {
  const lines = rows.flatMap((row) =>
    row.errors.map((error, index): Line => ({
      key: `${row.row} ${index}`,
      place: row.place,
      field: fieldName(error.field),
      value: valueOf(row, error.field, mapping),
      reason: error.reason,
      mend: error.mend,
    })),
  );
  return (
    <Section
      title={`${figure(total)} ${total === 1 ? 'row' : 'rows'} with errors`}
      aside={<Button onPress={onSave}>Download the failed rows</Button>}
    >
      <Table
        className={styles.preview ?? ''}
        label="Rows with errors"
        rows={lines}
        keyOf={(line) => line.key}
        columns={[
          { id: 'place', header: 'Place', names: true, tight: true, cell: (line) => line.place },
          { id: 'field', header: 'Field', tight: true, cell: (line) => line.field },
          { id: 'value', header: 'In the file', cell: (line) => <span className={styles.samples}>{line.value}</span> },
          { id: 'reason', header: 'What is wrong', cell: (line) => line.reason },
          { id: 'mend', header: 'How to mend it', cell: (line) => line.mend },
        ]}
      />
      {hasMore && (
        <div>
          <Button onPress={onMore}>Show the next 100</Button>
        </div>
      )}
    </Section>
  );
}
