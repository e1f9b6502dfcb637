import type { ImportView, OperationView } from '@liaison/contracts';
import { Link } from '@tanstack/react-router';
import { figure } from '../../data/dataset-words.js';
import { Button } from '../../ui/button.js';
import { saveFile } from '../../ui/csv.js';
import { FormButtons } from '../../ui/form.js';
import styles from './import.module.css';

export interface ImportDoneProps {
  readonly operation: OperationView;
  readonly view: ImportView;
  /** The rows that were left out, as a table. */
  readonly failedRows: Blob | null;
  readonly onAgain: () => void;
}

/** What came of it. */
export function ImportDone({ operation, view, failedRows, onAgain }: ImportDoneProps) {
  const done = view.done ?? { registered: 0, updated: 0, skipped: 0 };
  const place = operation.compartments.find((one) => one.id === view.shareTo);
  return (
    <div className={styles.stack}>
      <div role="status" className={styles.sums}>
        <p className={styles.figures}>
          <span>
            <strong>{figure(done.registered)}</strong> registered
          </span>
          <span>
            <strong>{figure(done.updated)}</strong> updated
          </span>
          <span>
            <strong>{figure(done.skipped)}</strong> skipped
          </span>
        </p>
        <p className="meta">
          {place ? `Shared with ${place.name}.` : 'In your agency’s own compartment; share what others should work on.'}
        </p>
      </div>
      <FormButtons>
        <Link to="/o/$op/datasets" params={{ op: operation.id }} className={styles.download}>
          To the register
        </Link>
        {failedRows !== null && (
          <Button onPress={() => saveFile('failed-rows.csv', failedRows)}>Download the failed rows</Button>
        )}
        <Button onPress={onAgain}>Import another file</Button>
      </FormButtons>
    </div>
  );
}
