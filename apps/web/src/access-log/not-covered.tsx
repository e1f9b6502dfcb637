import styles from './access-log.module.css';

/** What nobody finds here, said where the log is read. */
export const NotCovered = () => (
  <p className={styles.outside}>
    Your look-ups are records too. Until content is sealed at rest, reading by whoever holds the database is outside
    this log.
  </p>
);
