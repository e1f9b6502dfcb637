import styles from './banner.module.css';

export interface BannerProps {
  readonly place: 'top' | 'bottom';
  /** The handling words of the installation, then the highest marking in view. */
  readonly words: readonly string[];
}

/** The handling banner: fixed at the top and at the bottom of every screen and of every printed page. */
export function Banner({ place, words }: BannerProps) {
  const spoken = words.map((word) => <span key={word}>{word}</span>);
  if (place === 'bottom')
    return (
      <div aria-hidden="true" className={styles.banner} data-place={place}>
        {spoken}
      </div>
    );
  return (
    <section aria-label="Handling" className={styles.banner} data-place={place}>
      {spoken}
    </section>
  );
}

/** Says on every screen that nothing here is real. */
export const DemonstrationStamp = () => (
  <section aria-label="Demonstration" className={styles.stamp}>
    <strong>Demonstration.</strong> Invented data on this machine only. Enter nothing real.
  </section>
);
