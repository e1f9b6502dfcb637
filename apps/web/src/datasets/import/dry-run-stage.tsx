import type { ImportRow, ImportView, OperationView } from '@liaison/contracts';
import { figure } from '../../data/dataset-words.js';
import type { Imports } from '../../data/imports.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { FormButtons } from '../../ui/form.js';
import { ProgressBar } from '../../ui/progress-bar.js';
import { CheckedFile } from './checked-file.js';
import styles from './import.module.css';
import type { DryRun } from './use-dry-run.js';

export interface DryRunStageProps {
  readonly operation: OperationView;
  readonly run: DryRun;
  readonly imports: Imports;
  readonly canMapAnew: boolean;
  readonly onBack: (errors: readonly ImportRow[]) => void;
  readonly onDone: (view: ImportView, failedRows: Blob | null) => void;
}

/** The file being read, then what would come of it. Nothing is registered before it is committed. */
export function DryRunStage({ run, onBack, ...props }: DryRunStageProps) {
  const { view, problem } = run;
  if (problem || view?.state === 'failed' || view?.state === 'cancelled')
    return (
      <div className={styles.stack}>
        <ErrorNote
          title="The file could not be read to its end"
          problem={problem}
          kept="Nothing was registered, and nothing of the file was kept."
          {...(view?.failure && { todo: view.failure })}
        />
        <FormButtons>
          <Button look="main" onPress={() => onBack([])}>
            Back
          </Button>
        </FormButtons>
      </div>
    );
  if (!view || view.state === 'reading') return <Reading view={view} onStop={() => onBack([])} />;
  return <CheckedFile {...props} view={view} onView={run.setView} onBack={onBack} />;
}

function Reading({ view, onStop }: { readonly view: ImportView | null; readonly onStop: () => void }) {
  const total = view?.totalBytes ?? 0;
  const share = total > 0 ? `${Math.floor(((view?.readBytes ?? 0) / total) * 100)} %, ` : '';
  return (
    <div className={styles.stack}>
      <ProgressBar
        label="Reading the file"
        value={view?.readBytes ?? 0}
        max={total}
        text={`${share}${figure(view?.read ?? 0)} entries`}
      />
      <p role="status" className="meta">
        {view
          ? `${figure(view.rows.new)} new, ${figure(view.rows.known)} known, ${figure(view.rows.error)} with errors so far`
          : 'Beginning'}
      </p>
      <FormButtons>
        <Button onPress={onStop}>Stop reading</Button>
      </FormButtons>
    </div>
  );
}
