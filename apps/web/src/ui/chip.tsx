import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './chip.module.css';

/** One condition of a filter, with the button that takes it away. */
export function Chip({
  name,
  children,
  onRemove,
}: {
  readonly name: string;
  readonly children: ReactNode;
  readonly onRemove: () => void;
}) {
  return (
    <span className={styles.chip}>
      <span className={styles.name}>{name}</span>
      <span className={styles.value}>{children}</span>
      <button
        type="button"
        aria-label={`Take away ${name}`}
        title={`Take away ${name}`}
        className={styles.remove}
        onClick={onRemove}
      >
        <X aria-hidden="true" size={12} />
      </button>
    </span>
  );
}
