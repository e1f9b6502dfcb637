import type { ImportInspection, ImportView, OperationView } from '@liaison/contracts';
import { useRef, useState, type DragEvent } from 'react';
import { useAct } from '../../data/act.js';
import { figure } from '../../data/dataset-words.js';
import { useImports, useWaitingImports } from '../../data/imports.js';
import { useMe } from '../../data/session.js';
import { Button } from '../../ui/button.js';
import { cx } from '../../ui/cx.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Refused } from '../../ui/refused.js';
import { Time } from '../../ui/time.js';
import styles from './import.module.css';

export interface ChooseFileProps {
  readonly operation: OperationView;
  readonly onInspected: (file: File, inspection: ImportInspection) => void;
  readonly onTakenUp: (view: ImportView) => void;
}

/** Takes a file and looks at its beginning. Nothing of it is kept yet. */
export function ChooseFile({ operation, onInspected, onTakenUp }: ChooseFileProps) {
  const me = useMe();
  const imports = useImports(operation.id);
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const inspect = useAct((file: File) => imports.inspect(file));
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const inspection = await inspect.run(file);
    if (inspection) onInspected(file, inspection);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  if (!operation.actions['import.run'].allowed)
    return (
      <EmptyState title="Importing is not yours to do here">
        A lead, investigator, analyst or liaison officer imports while the operation runs.
      </EmptyState>
    );
  return (
    <div className={styles.stack}>
      <Refused
        problem={inspect.problem}
        title="This file cannot be imported"
        kept="Nothing of it was kept."
        todo="Choose a table (CSV) or a VICS 2.0 manifest (JSON). Pictures, archives and documents are never taken."
      />
      <div
        className={cx(styles.drop, isOver && styles.over)}
        onDragOver={(event) => (event.preventDefault(), setOver(true))}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p>A register as CSV, in your agency’s own columns, or a VICS 2.0 manifest as JSON.</p>
        <input
          ref={picker}
          type="file"
          accept=".csv,.tsv,.txt,.json,text/csv,application/json"
          aria-label="File to import"
          className="visually-hidden"
          tabIndex={-1}
          onChange={(event) => void take(event.target.files?.[0])}
        />
        <Button look="main" isPending={inspect.isBusy} onPress={() => picker.current?.click()}>
          Choose a file…
        </Button>
        <p className="meta">or drop it here</p>
      </div>
      <p className="meta">
        It is read as it comes in and never written to disk. Of a manifest, paths, file names, tags, comments, contacts
        and any picture data are dropped unread. What is kept lands in {me.agency.code}’s own compartment; you decide on
        the last step who else sees it.
      </p>
      <Waiting operation={operation} onTakenUp={onTakenUp} />
    </div>
  );
}

/** Imports that were read and not decided on. They go by themselves after a day. */
function Waiting({ operation, onTakenUp }: Pick<ChooseFileProps, 'operation' | 'onTakenUp'>) {
  const { data } = useWaitingImports(operation.id);
  if (!data || data.length === 0) return null;
  return (
    <section aria-labelledby="waiting" className={styles.stack}>
      <h3 id="waiting">Read, and waiting for you</h3>
      <ul className={styles.list}>
        {data.map((one) => (
          <li key={one.id} className={styles.waiting}>
            <span>
              {one.format === 'csv' ? 'Table' : 'Manifest'} of <Time at={one.startedAt} />: {figure(one.rows.new)} new,{' '}
              {figure(one.rows.known)} known, {figure(one.rows.error)} with errors
            </span>
            <Button onPress={() => onTakenUp(one)}>Go on with it</Button>
          </li>
        ))}
      </ul>
      <p className="meta">They go by themselves a day after they were read.</p>
    </section>
  );
}
