import { Check } from 'lucide-react';
import styles from './import.module.css';

/** Where one is in a row of steps. */
export function Steps({ names, current }: { readonly names: readonly string[]; readonly current: number }) {
  return (
    <ol className={styles.steps} aria-label="Steps">
      {names.map((name, index) => (
        <li key={name} aria-current={index === current ? 'step' : undefined} data-done={index < current || undefined}>
          <span aria-hidden="true" className={styles.number}>
            {index < current ? <Check size={12} strokeWidth={3} /> : index + 1}
          </span>
          {name}
          {index < current && <span className="visually-hidden"> done</span>}
        </li>
      ))}
    </ol>
  );
}
