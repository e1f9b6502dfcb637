import type { Problem } from '@liaison/contracts';
import type { ReactNode } from 'react';
import { ErrorNote } from './error-note.js';

export interface RefusedProps {
  readonly problem: Problem | null;
  /** What did not happen. */
  readonly title: string;
  readonly kept?: string;
  readonly todo?: ReactNode;
  /** Paths that the form says beside their inputs. */
  readonly beside?: readonly string[];
}

/** The note above a form whose act was refused; nothing while it was not. */
export function Refused({ problem, title, kept = 'What you entered is still here.', todo, beside = [] }: RefusedProps) {
  if (!problem) return null;
  const fields = problem.fields?.filter((field) => !beside.includes(field.path.replace(/\[\d+\]$/, '')));
  return (
    <ErrorNote
      title={title}
      problem={{ ...problem, ...(fields && { fields }) }}
      kept={kept}
      {...(todo !== undefined && { todo })}
    />
  );
}
