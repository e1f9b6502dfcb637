import type { LegalHold } from '@liaison/contracts';
import { Button } from '../../ui/button.js';
import { Pill } from '../../ui/pill.js';
import type { LogPlace } from '../address.js';
import styles from '../items.module.css';
import { minuteInUtc } from '../record-words.js';
import { queryOfHold, timesOf } from './hold-words.js';

export interface HoldItemProps {
  readonly hold: LegalHold;
  /** Of whom or what it is about. */
  readonly name: string;
  readonly place: LogPlace;
  /** Left out where it is lifted. */
  readonly onLift?: () => void;
}

/** One hold: what it covers, why, and who set or lifted it. */
export function HoldItem({ hold, name, place, onLift }: HoldItemProps) {
  return (
    <li className={styles.item} aria-label={`Hold on ${name}`}>
      <header className={styles.head}>
        <h3>{name}</h3>
        <Pill>{hold.kind}</Pill>
        <span className={styles.quiet}>{timesOf(hold)}</span>
      </header>
      <p className={styles.said}>{hold.reason}</p>
      <p className={styles.quiet}>
        Set by {hold.setBy.name} on {minuteInUtc(hold.setAt)}.
      </p>
      {hold.liftedAt !== null && (
        <p className={styles.said}>
          <span className={styles.quiet}>
            Lifted by {hold.liftedBy?.name} on {minuteInUtc(hold.liftedAt)}:
          </span>{' '}
          {hold.whyLifted}
        </p>
      )}
      <div className={styles.acts}>
        {hold.subject !== null && <Button onPress={() => place.go(queryOfHold(hold, name))}>Show its records</Button>}
        {onLift && (
          <Button look="quiet" onPress={onLift} aria-label={`Lift the hold on ${name}`}>
            Lift…
          </Button>
        )}
      </div>
    </li>
  );
}
