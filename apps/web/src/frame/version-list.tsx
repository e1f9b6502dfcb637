import type { MessageVersion } from '@liaison/contracts';
import { Time } from '../ui/time.js';
import styles from './version-list.module.css';

/** The words of a message in each of its versions, the latest first, as they were typed. */
export const VersionList = ({ versions }: { readonly versions: readonly MessageVersion[] }) => (
  <ol className={styles.versions}>
    {[...versions].reverse().map((one) => (
      <li key={one.version} className={styles.version}>
        <p className="meta">
          Version {one.version} · <Time at={one.at} as="full" />
        </p>
        <p className={styles.text}>{one.text}</p>
      </li>
    ))}
  </ol>
);
