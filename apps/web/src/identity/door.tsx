import type { ReactNode } from 'react';
import styles from './door.module.css';

/** What one sees before coming in. */
export function Door({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <main id="main" className={styles.door}>
      <div className={styles.box}>
        <p className={styles.name}>Liaison</p>
        <h1 className={styles.title}>{title}</h1>
        {lead !== undefined && lead !== null && <p className={styles.lead}>{lead}</p>}
        {children}
        <p className={styles.foot}>Everything you open here is recorded: who, what, when and why.</p>
      </div>
    </main>
  );
}
