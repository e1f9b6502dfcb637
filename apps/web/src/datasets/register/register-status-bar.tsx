import { datasetStatuses } from '@liaison/domain';
import { figure, statusWords } from '../../data/dataset-words.js';
import { countRows, type RegisterRow } from './register-rows.js';
import styles from './register.module.css';

export interface RegisterStatusBarProps {
  readonly rows: readonly RegisterRow[];
  readonly total: number;
  readonly chosen: number;
}

/** Sums of what is shown here, to this reader. */
export function RegisterStatusBar({ rows, total, chosen }: RegisterStatusBarProps) {
  const counts = countRows(rows);
  const parts = datasetStatuses.flatMap((status) => {
    const count = counts.byStatus.get(status) ?? 0;
    return count === 0 ? [] : [`${figure(count)} ${statusWords[status]}`];
  });
  return (
    <footer className={styles.status} aria-label="Sums of what is shown">
      <strong role="status">
        {counts.datasets === total
          ? `${figure(total)} datasets`
          : `${figure(counts.datasets)} of ${figure(total)} datasets`}
      </strong>
      {parts.map((part) => (
        <span key={part}>{part}</span>
      ))}
      {counts.unowned > 0 && <span>{figure(counts.unowned)} nobody’s</span>}
      {counts.withdrawn > 0 && <span>{figure(counts.withdrawn)} withdrawn</span>}
      <span>{figure(counts.images)} images</span>
      <span>{figure(counts.videos)} videos</span>
      {chosen > 0 && <strong>{figure(chosen)} chosen</strong>}
      <span className={styles.reader}>of what you may see</span>
    </footer>
  );
}
