import type { ImportRow } from '@liaison/contracts';
import { importFields } from '@liaison/contracts';
import { figure } from '../../data/dataset-words.js';
import { Button } from '../../ui/button.js';
import { Section } from '../../ui/screen.js';
import { Table } from '../../ui/table.js';
import { fieldWords } from './import-words.js';
import styles from './import.module.css';

export interface ErrorRowsProps {
  readonly rows: readonly ImportRow[];
  readonly total: number;
  /** The table of failed rows. */
  readonly href: string;
  readonly hasMore: boolean;
  readonly onMore: () => void;
}

interface Line {
  readonly key: string;
  readonly place: string;
  readonly field: string;
  readonly reason: string;
  readonly mend: string;
}

const nameOf = (field: string): string => {
  const known = importFields.find((one) => one === field);
  return known ? fieldWords[known] : field;
};

/** Every row that cannot be taken: where, what, why and how to mend it. */
export function ErrorRows({ rows, total, href, hasMore, onMore }: ErrorRowsProps) {
  const lines = rows.flatMap((row) =>
    row.errors.map((error, index): Line => ({
      key: `${row.row} ${index}`,
      place: row.place,
      field: nameOf(error.field),
      reason: error.reason,
      mend: error.mend,
    })),
  );
  return (
    <Section
      title={`${figure(total)} ${total === 1 ? 'row' : 'rows'} with errors`}
      aside={
        <a href={href} download="failed-rows.csv" className={styles.download}>
          Download the failed rows
        </a>
      }
    >
      <Table
        className={styles.preview ?? ''}
        label="Rows with errors"
        rows={lines}
        keyOf={(line) => line.key}
        columns={[
          { id: 'place', header: 'Place', names: true, tight: true, cell: (line) => line.place },
          { id: 'field', header: 'Field', tight: true, cell: (line) => line.field },
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
