import { utcParts } from '../record-words.js';
import styles from './records.module.css';

/** An instant of the log: day and clock in UTC, to the millisecond. */
export function At({ at }: { readonly at: string }) {
  const { day, clock } = utcParts(at);
  return (
    <time dateTime={at} className="mono">
      <span className={styles.day}>{day}</span> {clock}
    </time>
  );
}
