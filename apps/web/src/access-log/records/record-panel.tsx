import { useEffect, useRef } from 'react';
import { useRecord } from '../../data/log.js';
import { problemOf } from '../../sync/refusal.js';
import { Button } from '../../ui/button.js';
import { focusRow } from '../../ui/data-grid.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Pill } from '../../ui/pill.js';
import { Skeleton } from '../../ui/skeleton.js';
import { outcomeOf } from '../record-words.js';
import type { LogViewProps } from '../view-props.js';
import { RecordDetail } from './record-detail.js';
import styles from './records.module.css';

/** One record beside whatever led to it. Escape closes it and goes back to its line. */
export function RecordPanel({ id, place, words }: LogViewProps & { readonly id: string }) {
  const { data: record, error, refetch } = useRecord(id);
  const panel = useRef<HTMLElement>(null);
  const close = (): void => {
    place.open(undefined);
    focusRow(id);
  };
  // The next record is read from its beginning. Newer browsers answer with a promise, which is no way to undo an effect.
  useEffect(() => {
    panel.current?.scrollTo({ top: 0 });
  }, []);
  return (
    <aside
      ref={panel}
      aria-label="Record"
      className={styles.detail}
      onKeyDown={(key) => key.key === 'Escape' && !key.defaultPrevented && close()}
    >
      <header className={styles.detailHead}>
        <h2 className={styles.act}>{record?.act ?? 'Record'}</h2>
        {record && <Pill tone={outcomeOf(record).tone}>{outcomeOf(record).words}</Pill>}
        <Button look="quiet" onPress={close}>
          Close
        </Button>
      </header>
      {error && (
        <ErrorNote title="This record could not be read" problem={problemOf(error)} onRetry={() => void refetch()} />
      )}
      {!record && !error && <Skeleton lines={8} label="Reading the record" />}
      {record && <RecordDetail record={record} place={place} words={words} />}
    </aside>
  );
}
