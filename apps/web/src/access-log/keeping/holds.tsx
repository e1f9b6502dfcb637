import type { LegalHold } from '@liaison/contracts';
import { useState } from 'react';
import { useColleagues } from '../../data/agency.js';
import { useHolds } from '../../data/keeping.js';
import { problemOf } from '../../sync/refusal.js';
import { Button } from '../../ui/button.js';
import { Disclosure } from '../../ui/disclosure.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Section } from '../../ui/screen.js';
import { Skeleton } from '../../ui/skeleton.js';
import styles from '../items.module.css';
import type { LogViewProps } from '../view-props.js';
import { HoldItem } from './hold-item.js';
import { LiftDialog } from './lift-dialog.js';
import { SetHold } from './set-hold.js';
import { subjectOf } from './hold-words.js';

/** Legal holds of the reader's side: those in force, and those that were lifted. */
export function Holds({ place, words }: LogViewProps) {
  const { data, error, refetch } = useHolds();
  const { data: people = [] } = useColleagues();
  const [isSetting, setSetting] = useState(false);
  const [lifted, setLifted] = useState<LegalHold | null>(null);
  const inForce = (data ?? []).filter((one) => one.liftedAt === null);
  const over = (data ?? []).filter((one) => one.liftedAt !== null);
  const nameOf = (hold: LegalHold): string => subjectOf(hold, words, people);
  return (
    <Section
      title={`Legal holds${inForce.length > 0 ? ` (${inForce.length})` : ''}`}
      aside={<Button onPress={() => setSetting(true)}>Set a hold…</Button>}
    >
      {error && !data && (
        <ErrorNote title="The holds could not be read" problem={problemOf(error)} onRetry={() => void refetch()} />
      )}
      {!data && !error && <Skeleton lines={3} label="Reading the holds" />}
      {data && inForce.length === 0 && (
        <EmptyState small title="No hold is in force">
          A hold keeps records from being erased, by age or with a person, while they are wanted: for proceedings, a
          complaint, an inquiry. Your side alone sees it and lifts it.
        </EmptyState>
      )}
      <ul className={styles.list}>
        {inForce.map((one) => (
          <HoldItem key={one.id} hold={one} name={nameOf(one)} place={place} onLift={() => setLifted(one)} />
        ))}
      </ul>
      {over.length > 0 && (
        <Disclosure summary={`${over.length} lifted`}>
          <ul className={styles.list}>
            {over.map((one) => (
              <HoldItem key={one.id} hold={one} name={nameOf(one)} place={place} />
            ))}
          </ul>
        </Disclosure>
      )}
      {isSetting && <SetHold words={words} onClose={() => setSetting(false)} />}
      {lifted && <LiftDialog hold={lifted} name={nameOf(lifted)} onClose={() => setLifted(null)} />}
    </Section>
  );
}
