import type { Problem } from '@liaison/contracts';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.js';
import styles from './error-note.module.css';

export interface ErrorNoteProps {
  /** What happened. */
  readonly title: string;
  /** The server's own words, when it said some. */
  readonly problem?: Problem | null;
  /** What was kept: "Your text is still in the box." */
  readonly kept?: string;
  /** What to do; with `onRetry`, a button says it. */
  readonly todo?: ReactNode;
  readonly onRetry?: () => void;
  readonly retryLabel?: string;
}

/** What happened, what was kept, what to do, and the request id to quote to an operator. */
export function ErrorNote({ title, problem, kept, todo, onRetry, retryLabel = 'Try again' }: ErrorNoteProps) {
  return (
    <div role="alert" className={styles.note}>
      <TriangleAlert aria-hidden="true" className={styles.sign} size={16} />
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        {problem && <p>{problem.detail}</p>}
        {problem?.fields && problem.fields.length > 0 && (
          <ul className={styles.fields}>
            {problem.fields.map((field) => (
              <li key={field.path}>
                <code>{field.path}</code> {field.reason}
              </li>
            ))}
          </ul>
        )}
        {kept !== undefined && <p>{kept}</p>}
        {todo !== undefined && <p>{todo}</p>}
        {onRetry && (
          <div>
            <Button onPress={onRetry}>{retryLabel}</Button>
          </div>
        )}
        {problem?.requestId !== undefined && (
          <p className={styles.request}>
            Request <code>{problem.requestId}</code>
          </p>
        )}
      </div>
    </div>
  );
}
