import { cx } from './cx.js';
import styles from './agency-avatar.module.css';

export interface AgencyAvatarProps {
  /** Agency code, `NL`, `EUROPOL`. */
  readonly code: string;
  /** Left out for the agency itself. */
  readonly name?: string;
  readonly small?: boolean;
}

/** Agency code and initials: no picture of anybody, ever. Decoration beside the name. */
export function AgencyAvatar({ code, name, small }: AgencyAvatarProps) {
  return (
    <span aria-hidden="true" className={cx(styles.avatar, small && styles.small)}>
      <span className={styles.code}>{code.length > 3 ? code.slice(0, 2) : code}</span>
      {name !== undefined && <span className={styles.initials}>{initialsOf(name)}</span>}
    </span>
  );
}

/** Two letters: of the first and the last word. */
function initialsOf(name: string): string {
  const words = name.split(/[\s,]+/u).filter(Boolean);
  const first = words[0] ?? '';
  const last = words.length > 1 ? (words[words.length - 1] ?? '') : '';
  return `${[...first][0] ?? ''}${[...last][0] ?? ''}`.toUpperCase();
}
