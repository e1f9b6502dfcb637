import type { ReactNode } from 'react';
import styles from './disclosure.module.css';

/** Something that is folded until it is wanted. */
export const Disclosure = ({ summary, children }: { readonly summary: ReactNode; readonly children: ReactNode }) => (
  <details className={styles.details}>
    <summary className={styles.summary}>{summary}</summary>
    {children}
  </details>
);
