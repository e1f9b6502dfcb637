import type { AssessmentView } from '@liaison/contracts';
import { useState } from 'react';
import { confidenceWords, likelihoodWords } from '../../data/dataset-words.js';
import { countryName } from '../../data/languages.js';
import type { Directory } from '../../data/operations.js';
import { useMe } from '../../data/session.js';
import { why } from '../../frame/actions.js';
import { Button } from '../../ui/button.js';
import { Disclosure } from '../../ui/disclosure.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Pill } from '../../ui/pill.js';
import { RuledButton } from '../../ui/ruled-button.js';
import { Section } from '../../ui/screen.js';
import { Time } from '../../ui/time.js';
import { AssessDialog } from './assess-dialog.js';
import type { DatasetPartProps } from './dataset-head.js';
import styles from './dataset-page.module.css';

/** What people judged. Nothing is overwritten: one supersedes one's own, and dissents with another of one's own. */
export function Assessments({ operation, view, directory }: DatasetPartProps) {
  const me = useMe();
  const [dialog, setDialog] = useState<{ readonly supersedes: AssessmentView | null } | null>(null);
  const current = view.assessments.filter((one) => one.supersededBy === null);
  const earlier = view.assessments.filter((one) => one.supersededBy !== null);
  const places = view.shares.filter(
    (share) => share.withdrawnBy === null && share.actions['assessment.record'].allowed,
  );
  const forbidden =
    places.length > 0 ? undefined : (why(view.shares[0]?.actions['assessment.record']) ?? 'Not yours to do');
  return (
    <Section
      title={`Assessments${current.length > 0 ? ` (${current.length})` : ''}`}
      aside={
        <RuledButton forbidden={forbidden} onPress={() => setDialog({ supersedes: null })}>
          Record a judgement…
        </RuledButton>
      }
    >
      {current.length === 0 && (
        <EmptyState small title="Nobody has judged it yet">
          “Checked, and it is not …” helps as much as a likely country.
        </EmptyState>
      )}
      <div className={styles.cards}>
        {current.map((one) => (
          <Assessment
            key={one.id}
            one={one}
            directory={directory}
            onSupersede={one.author === me.person.id ? () => setDialog({ supersedes: one }) : null}
          />
        ))}
      </div>
      {earlier.length > 0 && (
        <Disclosure summary={`${earlier.length} superseded`}>
          <div className={styles.cards}>
            {earlier.map((one) => (
              <Assessment key={one.id} one={one} directory={directory} onSupersede={null} />
            ))}
          </div>
        </Disclosure>
      )}
      {dialog && (
        <AssessDialog
          operation={operation}
          view={view}
          places={places}
          supersedes={dialog.supersedes}
          onClose={() => setDialog(null)}
        />
      )}
    </Section>
  );
}

interface AssessmentProps {
  readonly one: AssessmentView;
  readonly directory: Directory;
  readonly onSupersede: (() => void) | null;
}

function Assessment({ one, directory, onSupersede }: AssessmentProps) {
  const { words, range } = likelihoodWords[one.likelihood];
  return (
    <div className={styles.card}>
      <div className={styles.line}>
        <h3>
          {one.kind === 'not_country' ? 'Checked, not ' : 'Likely '}
          {countryName(one.country)} ({one.country})
        </h3>
        <Pill tone={one.kind === 'not_country' ? 'plain' : 'info'}>
          {words}, {range}
        </Pill>
        <Pill>{confidenceWords[one.confidence]} confidence</Pill>
      </div>
      {one.note !== null && <p className={styles.note}>{one.note}</p>}
      <div className={styles.line}>
        <span className={styles.quiet}>
          {directory.nameOf(one.author)}, {directory.codeOf(one.agency)} · <Time at={one.at} />
          {one.supersededBy !== null && ' · superseded'}
        </span>
        {onSupersede && (
          <Button look="quiet" onPress={onSupersede}>
            Supersede…
          </Button>
        )}
      </div>
    </div>
  );
}
