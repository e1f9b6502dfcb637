import type { CompartmentView } from '@liaison/contracts';
import type { Marking } from '@liaison/domain';
import { expectedIn } from '../data/operations.js';
import { markingPlaceOf } from '../frame/audience-words.js';
import { MarkingFields } from '../frame/marking-fields.js';
import { Button } from '../ui/button.js';
import { MarkingLine } from '../ui/marking.js';
import { Popover } from '../ui/popover.js';
import styles from './audience-bar.module.css';
import { peopleWords, useRoom } from './room-context.js';
import type { AudienceChange } from './use-audience-seen.js';
import { WhoReads } from './who-reads.js';

export interface AudienceBarProps {
  readonly compartment: CompartmentView;
  readonly marking: Marking;
  readonly onMarking: (marking: Marking) => void;
  /** What has changed since the author began, until they have looked at it. */
  readonly change: AudienceChange | null;
  readonly onSeen: () => void;
}

/** To whom this goes, how many that is, and how it is marked: always in sight while writing. */
export function AudienceBar({ compartment, marking, onMarking, change, onSeen }: AudienceBarProps) {
  const { operation, directory } = useRoom();
  const waiting = directory.codesOf(expectedIn(operation, compartment));
  return (
    <div className={styles.wrap}>
      <div className={styles.bar}>
        <span className={styles.to}>To</span>
        <strong className={styles.name}>{compartment.name}</strong>
        <Popover
          label="Who reads this"
          trigger={
            <Button look="quiet" className={styles.people ?? ''}>
              {peopleWords(compartment.readers.length)}
            </Button>
          }
        >
          <WhoReads compartment={compartment} />
        </Popover>
        <span className={styles.space} />
        <Popover
          label="Marking of this message"
          trigger={
            <Button look="quiet" className={styles.marking ?? ''}>
              <span className="visually-hidden">Marking of this message: </span>
              <MarkingLine marking={marking} full />
            </Button>
          }
        >
          <MarkingFields
            place={markingPlaceOf(operation, compartment)}
            floor={compartment.marking}
            value={marking}
            onChange={onMarking}
          />
        </Popover>
      </div>
      {waiting.length > 0 && <p className={styles.note}>{waiting.join(', ')} will read this on accepting.</p>}
      {change && (
        <div role="alert" className={styles.change}>
          <span>The audience has changed since you began: {changeWords(change)}. Nothing was sent.</span>
          <Button onPress={onSeen}>I have seen it</Button>
        </div>
      )}
    </div>
  );
}

function changeWords({ added, removed, more }: AudienceChange): string {
  const parts = [
    added.length > 0 ? `${added.join(', ')} now ${added.length === 1 ? 'reads' : 'read'} here` : '',
    removed.length > 0 ? `${removed.join(', ')} no longer` : '',
  ];
  const people =
    more === 0
      ? ''
      : more > 0
        ? `${more} more ${more === 1 ? 'person' : 'people'}`
        : `${-more} fewer ${more === -1 ? 'person' : 'people'}`;
  return [...parts, people].filter(Boolean).join('; ') || 'look at who reads here';
}
