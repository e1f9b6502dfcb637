import type { AnomalyView } from '@liaison/contracts';
import type { AnomalyState } from '@liaison/domain';
import { useState } from 'react';
import { Button } from '../../ui/button.js';
import { Pill } from '../../ui/pill.js';
import { shortDay } from '../../ui/time.js';
import type { LogPlace } from '../address.js';
import { anomalyStateWords, anomalyWords } from '../audit-words.js';
import { queryOfFilters } from '../query/saved.js';
import { minuteInUtc } from '../record-words.js';
import styles from '../items.module.css';
import { AnswerDialog } from './answer-dialog.js';

export interface AnomalyItemProps {
  readonly anomaly: AnomalyView;
  readonly place: LogPlace;
}

const acts: Readonly<Record<AnomalyState, string>> = {
  explained: 'Explain…',
  escalated: 'Escalate…',
  open: 'Open again…',
};

/** One thing that stood out: what was counted, its records, and what was said about it so far. */
export function AnomalyItem({ anomaly, place }: AnomalyItemProps) {
  const { kind, person, day, explanation, state, answers, filters } = anomaly;
  const [next, setNext] = useState<AnomalyState | null>(null);
  const about = `${anomalyWords[kind]}, ${person.name}, ${shortDay(day)}`;
  return (
    <li className={styles.item} aria-label={about}>
      <header className={styles.head}>
        <h2>{person.name}</h2>
        <Pill>{anomalyWords[kind]}</Pill>
        <span className={styles.quiet}>{shortDay(day)}</span>
        <Pill tone={anomalyStateWords[state].tone}>{anomalyStateWords[state].words}</Pill>
      </header>
      <p className={styles.words}>{explanation}</p>
      {answers.map((answer) => (
        <p key={answer.at} className={styles.said}>
          <span className={styles.quiet}>
            {minuteInUtc(answer.at)}, {answer.by.name}: {anomalyStateWords[answer.state].words}.
          </span>{' '}
          {answer.why}
        </p>
      ))}
      <div className={styles.acts}>
        <Button
          onPress={() => place.go({ ...queryOfFilters(filters), ...(filters.person && { personName: person.name }) })}
        >
          Show its records
        </Button>
        {(['explained', 'escalated', 'open'] as const)
          .filter((one) => one !== state)
          .map((one) => (
            <Button key={one} look="quiet" onPress={() => setNext(one)}>
              {acts[one]}
            </Button>
          ))}
      </div>
      {next && <AnswerDialog anomaly={anomaly} state={next} about={about} onClose={() => setNext(null)} />}
    </li>
  );
}
