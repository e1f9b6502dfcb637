import type { ReactNode } from 'react';
import { cx } from './cx.js';
import styles from './pill.module.css';

export type PillTone = 'plain' | 'ok' | 'warn' | 'danger' | 'info' | 'mention';

/** A state in one or two words. Colour only repeats what the words say. */
export function Pill({
  tone = 'plain',
  children,
  title,
}: {
  readonly tone?: PillTone;
  readonly children: ReactNode;
  readonly title?: string;
}) {
  return (
    <span className={cx(styles.pill, styles[tone])} title={title}>
      {children}
    </span>
  );
}
