import type { AnomaliesView, AnomalyView } from '@liaison/contracts';
import { anomalyKinds, anomalyStates, type AnomalyState } from '@liaison/domain';
import { useState } from 'react';
import { useAnomalies } from '../../data/audit.js';
import { useMe } from '../../data/session.js';
import { problemOf } from '../../sync/refusal.js';
import { Button } from '../../ui/button.js';
import { csvOf, saveAs, type CsvColumn } from '../../ui/csv.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { now } from '../../ui/now.js';
import { Select } from '../../ui/select.js';
import { Skeleton } from '../../ui/skeleton.js';
import { FilterTabs } from '../../ui/tabs.js';
import screen from '../access-log.module.css';
import { anomalyStateWords, anomalyWords } from '../audit-words.js';
import query from '../query/query.module.css';
import type { LogViewProps } from '../view-props.js';
import { AnomalyItem } from './anomaly-item.js';
import styles from '../items.module.css';

const spans = [
  { value: '7', label: 'Last 7 days' },
  { value: '30', label: 'Last 30 days' },
  { value: '92', label: 'Last 92 days' },
] as const;

const dayMs = 86_400_000;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** What stands out among one's own people: each with what was seen, and what somebody made of it. */
export function Anomalies({ place }: LogViewProps) {
  const days = place.address.days ?? 7;
  const anomalies = useAnomalies(dayOf(now() - (days - 1) * dayMs), dayOf(now()));
  const [state, setState] = useState<AnomalyState | 'all'>('all');
  const isAuditor = useMe().duties.includes('auditor');
  const items = anomalies.data?.items ?? [];
  const shown = items.filter((one) => state === 'all' || one.state === state);
  return (
    <div className={screen.left}>
      <div className={query.filters}>
        <div className={query.controls}>
          <Select
            label="When"
            hideLabel
            options={spans}
            value={spans.find((one) => one.value === String(days))?.value ?? null}
            onChange={(value) => place.go({ view: 'anomalies', days: Number(value) })}
          />
          <FilterTabs
            label="State"
            options={[
              { value: 'all', label: 'All', count: items.length },
              ...anomalyStates.map((value) => ({
                value,
                label: anomalyStateWords[value].words,
                count: items.filter((one) => one.state === value).length,
              })),
            ]}
            value={state}
            onChange={setState}
          />
          <Button isPending={anomalies.isRefetching} onPress={() => void anomalies.refetch()}>
            Look again
          </Button>
          <Button
            isDisabled={shown.length === 0}
            onPress={() => saveAs('access-log-anomalies.csv', csvOf(csvColumns, shown))}
          >
            CSV
          </Button>
        </div>
      </div>
      <div className={screen.page}>
        <p className={screen.lead}>
          A rule counted something; it judged nobody. Say what it was, or hand it on. What you say stays with it, with
          your name and the time.
        </p>
        {anomalies.error && (
          <ErrorNote
            title="Nothing could be looked for"
            problem={problemOf(anomalies.error)}
            onRetry={() => void anomalies.refetch()}
          />
        )}
        {anomalies.isPending && <Skeleton lines={6} label="Looking" />}
        {(anomalies.data?.notLookedFor ?? []).map((one) => (
          <p key={one.kind} className={styles.warning}>
            Not looked for: {anomalyWords[one.kind]}. {one.why}
          </p>
        ))}
        {anomalies.data && shown.length === 0 && (
          <EmptyState title={items.length > 0 ? 'None in this state' : nothing(anomalies.data)}>
            {items.length === 0 && `Looked for, of these days: ${lookedFor(anomalies.data, isAuditor)}.`}
          </EmptyState>
        )}
        <ul className={styles.list}>
          {shown.map((one) => (
            <AnomalyItem key={`${one.kind} ${one.person.id} ${one.day}`} anomaly={one} place={place} />
          ))}
        </ul>
      </div>
    </div>
  );
}

const nothing = ({ notLookedFor }: AnomaliesView): string =>
  notLookedFor.length === 0 ? 'Nothing stands out' : 'Nothing stands out in what was looked for';

/** What the rules could look for, in words: each kind, and to oversight, of which agencies not. */
const lookedFor = ({ notLookedFor }: AnomaliesView, isAuditor: boolean): string =>
  anomalyKinds
    .flatMap((kind) => {
      const not = notLookedFor.find((one) => one.kind === kind)?.agencies;
      if (!not) return anomalyWords[kind];
      return isAuditor ? [] : `${anomalyWords[kind]} (not of ${not.join(', ')})`;
    })
    .join(', ');

const csvColumns: readonly CsvColumn<AnomalyView>[] = [
  { header: 'day', value: (one) => one.day },
  { header: 'kind', value: (one) => anomalyWords[one.kind] },
  { header: 'person', value: (one) => one.person.id },
  { header: 'name', value: (one) => one.person.name },
  { header: 'explanation', value: (one) => one.explanation },
  { header: 'records', value: (one) => one.count },
  { header: 'state', value: (one) => one.state },
  { header: 'why', value: (one) => one.answers[one.answers.length - 1]?.why ?? null },
];
