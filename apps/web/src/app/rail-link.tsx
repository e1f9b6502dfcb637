import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import styles from './rail.module.css';

export interface RailLinkProps {
  readonly to: string;
  readonly params?: Record<string, string>;
  /** The addresses for which this place is the current one; its own without. */
  readonly under?: string;
  readonly label: string;
  readonly badge?: number;
  readonly badgeWords?: string;
  readonly children: ReactNode;
}

export function RailLink({ to, params, under = to, label, badge = 0, badgeWords, children }: RailLinkProps) {
  const { pathname } = useLocation();
  const isCurrent = pathname === under || pathname.startsWith(`${under}/`);
  return (
    <Link
      to={to}
      params={params ?? {}}
      title={label}
      aria-current={isCurrent ? 'page' : undefined}
      className={styles.item}
    >
      <span aria-hidden="true">{children}</span>
      <span className="visually-hidden">
        {label}
        {badge > 0 ? `, ${badgeWords}` : ''}
      </span>
      {badge > 0 && (
        <b aria-hidden="true" className={styles.badge}>
          {badge > 99 ? '99+' : badge}
        </b>
      )}
    </Link>
  );
}
