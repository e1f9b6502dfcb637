import type { AccessRecordDetail } from '@liaison/contracts';
import { useState } from 'react';
import { Button } from '../../ui/button.js';
import type { HoldAbout } from '../keeping/hold-words.js';
import { SetHold } from '../keeping/set-hold.js';
import type { LogWords } from '../log-words.js';
import { objectsWithNames } from './record-questions.js';
import styles from './records.module.css';

export interface RecordHoldsProps {
  readonly record: AccessRecordDetail;
  readonly words: LogWords;
}

/** From a record to a legal hold on whoever acted or on what they acted on, people of other agencies among them. */
export function RecordHolds({ record, words }: RecordHoldsProps) {
  const [about, setAbout] = useState<HoldAbout | null>(null);
  const { person, personName } = record;
  const subjects: readonly HoldAbout[] = [
    ...(person === null ? [] : [{ kind: 'person' as const, subject: person, name: personName ?? 'this person' }]),
    ...objectsWithNames(record).map(({ id, ref }) => ({ kind: 'object' as const, subject: id, name: ref })),
  ];
  if (subjects.length === 0) return null;
  return (
    <section className={styles.part}>
      <h3>Keep from erasure</h3>
      <div className={styles.questions}>
        {subjects.map((one) => (
          <Button key={one.subject} look="quiet" onPress={() => setAbout(one)}>
            {one.kind === 'person' ? `Hold what ${one.name} did…` : `Hold records of ${one.name}…`}
          </Button>
        ))}
      </div>
      {about && <SetHold words={words} about={about} onClose={() => setAbout(null)} />}
    </section>
  );
}
