import type { Erasure } from '@liaison/contracts';
import { useState } from 'react';
import { useCarryOut } from '../../data/keeping.js';
import { basisWords } from '../../frame/erasure-words.js';
import { Button } from '../../ui/button.js';
import { Pill } from '../../ui/pill.js';
import type { LogPlace } from '../address.js';
import styles from '../items.module.css';
import { minuteInUtc } from '../record-words.js';
import { CarryOutDialog } from './carry-out-dialog.js';
import { Obstacles, useObstacles } from './obstacles.js';
import { RefuseDialog } from './refuse-dialog.js';

export interface ErasureItemProps {
  readonly erasure: Erasure;
  readonly place: LogPlace;
}

/** One erasure that waits: whose, on what basis, what is known to stand in its way. */
export function ErasureItem({ erasure, place }: ErasureItemProps) {
  const carryOut = useCarryOut();
  const [question, setQuestion] = useState<'carry-out' | 'refuse' | null>(null);
  const { person, askedBy } = erasure;
  const name = person?.name ?? 'a person';
  const obstacles = useObstacles(erasure, carryOut.problem);
  return (
    <li className={styles.item} aria-label={`Erasure of ${name}`}>
      <header className={styles.head}>
        <h3>{name}</h3>
        <Pill>{basisWords[erasure.basis].label}</Pill>
        {obstacles.length > 0 && <Pill tone="warn">blocked</Pill>}
      </header>
      <p className={styles.quiet}>
        Asked for by {askedBy.name} on {minuteInUtc(erasure.askedAt)}.
      </p>
      {obstacles.length > 0 && <Obstacles obstacles={obstacles} />}
      <div className={styles.acts}>
        {person && (
          <Button
            onPress={() => place.go({ within: 'all', person: person.id, personName: person.name, ownActs: 'shown' })}
          >
            Show the records
          </Button>
        )}
        <Button look="quiet" onPress={() => setQuestion('carry-out')} aria-label={`Carry out the erasure of ${name}`}>
          Carry out…
        </Button>
        <Button look="quiet" onPress={() => setQuestion('refuse')} aria-label={`Refuse the erasure of ${name}`}>
          Refuse…
        </Button>
      </div>
      {question === 'carry-out' && (
        <CarryOutDialog
          erasure={erasure}
          name={name}
          act={carryOut}
          obstacles={obstacles}
          onClose={() => setQuestion(null)}
        />
      )}
      {question === 'refuse' && <RefuseDialog erasure={erasure} name={name} onClose={() => setQuestion(null)} />}
    </li>
  );
}
