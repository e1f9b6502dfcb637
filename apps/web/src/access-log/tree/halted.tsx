import type { TreeView } from '@liaison/contracts';
import { TriangleAlert } from 'lucide-react';
import { minuteInUtc } from '../record-words.js';
import styles from './tree.module.css';

/** The alarm: parts of the log contradict each other. */
export const Halted = ({ halted: { reason, since } }: { readonly halted: NonNullable<TreeView['halted']> }) => (
  <div role="alert" className={styles.halted}>
    <TriangleAlert aria-hidden="true" size={16} />
    <p>
      <strong>The log is halted{since !== null && ` since ${minuteInUtc(since)}`}.</strong> {reason} Nothing is signed
      and nobody writes until an operator has mended it; reading goes on and is recorded. Keep what you have exported
      and tell your agency’s witness.
    </p>
  </div>
);
