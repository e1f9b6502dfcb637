import { X } from 'lucide-react';
import { IconButton } from '../../ui/icon-button.js';
import { ProgressBar } from '../../ui/progress-bar.js';
import type { BulkState } from './use-bulk.js';
import styles from './register.module.css';

/** How far an act on many is, and which were refused and why. */
export function BulkNote({ state, onClose }: { readonly state: BulkState; readonly onClose: () => void }) {
  const { what, done, of, refused, isRunning } = state;
  if (isRunning && of > 3)
    return (
      <div className={styles.bulk}>
        <ProgressBar label={what} value={done} max={of} text={`${done} of ${of}`} />
      </div>
    );
  if (isRunning || refused.length === 0) return null;
  return (
    <div className={styles.bulk} role="alert">
      <div>
        <p>
          <strong>{what}:</strong> {of - refused.length} of {of} done; {refused.length}{' '}
          {refused.length === 1 ? 'was' : 'were'} refused and stand as they were.
        </p>
        <ul>
          {refused.slice(0, 8).map((one) => (
            <li key={one.ref}>
              <span className="mono">{one.ref}</span> {one.detail}
            </li>
          ))}
          {refused.length > 8 && <li>and {refused.length - 8} more</li>}
        </ul>
      </div>
      <IconButton label="Close" onPress={onClose}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  );
}
