import styles from './skeleton.module.css';

/** The shape of what is being fetched. It does not move; `label` is said once to screen readers. */
export function Skeleton({ lines = 3, label = 'Loading' }: { readonly lines?: number; readonly label?: string }) {
  return (
    <div role="status" className={styles.skeleton}>
      <span className="visually-hidden">{label}</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} aria-hidden="true" className={styles.line} />
      ))}
    </div>
  );
}
