import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

export interface EmptyStateProps {
  readonly title: string;
  readonly children?: ReactNode;
  /** First steps, in order: what to do here and how. */
  readonly steps?: readonly ReactNode[];
  /** Buttons. */
  readonly actions?: ReactNode;
  /** Leaves away the space around, inside panels. */
  readonly small?: boolean;
}

/** Nothing here, and why that is fine, or what to do first. */
export function EmptyState({ title, children, steps, actions, small }: EmptyStateProps) {
  return (
    <div className={small ? styles.small : styles.empty}>
      <h2 className={styles.title}>{title}</h2>
      {children !== undefined && <div className={styles.text}>{children}</div>}
      {steps && steps.length > 0 && (
        <ol className={styles.steps}>
          {steps.map((step, index) => (
            // Steps never change their order while shown.
            <li key={index}>{step}</li>
          ))}
        </ol>
      )}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
