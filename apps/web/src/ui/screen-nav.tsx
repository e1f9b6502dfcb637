import type { ReactNode } from 'react';
import styles from './screen-nav.module.css';

export interface ScreenNavProps {
  readonly label: string;
  /** Links; the router marks the one that is shown. */
  readonly children: ReactNode;
}

/** The ways to the other parts of what a screen is about. */
export const ScreenNav = ({ label, children }: ScreenNavProps) => (
  <nav aria-label={label} className={styles.nav}>
    {children}
  </nav>
);
