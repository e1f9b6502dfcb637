import type { LogCounts, LogVolumes } from '@liaison/contracts';
import { useCounts, useVolumes } from '../../data/log-figures.js';
import { classWords } from '../../data/words.js';
import { problemOf } from '../../sync/refusal.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Skeleton } from '../../ui/skeleton.js';
import { FilterTabs } from '../../ui/tabs.js';
import screen from '../access-log.module.css';
import type { LogPlace } from '../address.js';
import { LogFilters } from '../query/log-filters.js';
import { minuteInUtc, outcomeWords } from '../record-words.js';
import { TakeTable } from '../take-table.js';
import type { LogViewProps } from '../view-props.js';
import { Bars } from './bars.js';
import { DayChart } from './day-chart.js';
import { figure } from './figure.js';
import styles from './figures.module.css';
import { HeatMap } from './heat-map.js';
import { AgencyVolumes, PeopleVolumes } from './volumes.js';

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const zones = [...new Set(['UTC', ownZone])];

/** The same question as amounts: when, how much, of what, by whom. */
export function Figures({ place, words }: LogViewProps) {
  const { query, address } = place;
  const zone = address.zone ?? 'UTC';
  const counts = useCounts(query, zone);
  const volumes = useVolumes(query, counts.data);
  const error = counts.error ?? volumes.error;
  return (
    <div className={screen.left}>
      <LogFilters query={query} words={words} onChange={(next) => place.go({ ...next, view: 'figures', zone })} />
      {error && (
        <ErrorNote
          title="The figures could not be made"
          problem={problemOf(error)}
          kept="Your question is in the address."
          onRetry={() => void (counts.error ? counts : volumes).refetch()}
        />
      )}
      {(!counts.data || !volumes.data) && !error && (
        <div className={screen.loading}>
          <Skeleton lines={8} label="Counting" />
        </div>
      )}
      {counts.data && volumes.data && (
        <>
          <Span counts={counts.data} place={place} zone={zone} />
          {counts.data.total === 0 ? (
            <EmptyState title="No record fits">Nothing in your scope answers this question.</EmptyState>
          ) : (
            <Pictures counts={counts.data} volumes={volumes.data} place={place} words={words} />
          )}
        </>
      )}
    </div>
  );
}

interface SpanProps {
  readonly counts: LogCounts;
  readonly place: LogPlace;
  readonly zone: string;
}

/** What was counted, which may be less than was asked: and by which clock. */
const Span = ({ counts, place, zone }: SpanProps) => (
  <div className={styles.span}>
    <span role="status">
      {figure.format(counts.total)} records from {minuteInUtc(counts.from)} to {minuteInUtc(counts.to)}
    </span>
    {zones.length > 1 && (
      <FilterTabs
        label="Days and hours of"
        options={zones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
        value={zone}
        onChange={(next) => place.go({ ...place.address, zone: next })}
      />
    )}
    <div className={styles.tables}>
      <TakeTable table="log/counts" query={place.query} zone={zone} label="CSV of the pictures" />
      <TakeTable table="log/volumes" query={place.query} label="CSV by person" />
    </div>
  </div>
);

interface PicturesProps extends LogViewProps {
  readonly counts: LogCounts;
  readonly volumes: LogVolumes;
}

function Pictures({ counts, volumes, place, words }: PicturesProps) {
  const { address, go } = place;
  const classes = counts.classes.map((one) => ({ id: one.class, label: classWords[one.class], count: one.count }));
  const outcomes = counts.outcomes.map(({ outcome, count }) => ({
    id: outcome,
    label: outcomeWords[outcome],
    count,
    ...(outcome === 'failure' && { isDenied: true }),
  }));
  return (
    <div className={styles.pictures}>
      <HeatMap counts={counts} />
      <DayChart counts={counts} />
      <AgencyVolumes volumes={volumes} words={words} place={place} />
      <Bars
        title="By class"
        each="Class"
        summary="A press on a bar narrows the question to it."
        bars={classes}
        onNarrow={(bar) => go({ ...address, class: bar.id })}
      />
      <Bars
        title="By act"
        each="Act"
        summary={`${figure.format(counts.acts.length)} kinds of acts.`}
        bars={counts.acts.map((one) => ({ id: one.act, label: one.act, count: one.count }))}
        mono
        onNarrow={(bar) => go({ ...address, act: bar.id })}
      />
      <Bars
        title="By outcome"
        each="Outcome"
        summary="Denied: a rule refused it, or there was nothing for this person."
        bars={outcomes}
        onNarrow={(bar) => go({ ...address, outcome: bar.id === 'failure' ? 'failure' : 'success' })}
      />
      <PeopleVolumes volumes={volumes} words={words} place={place} />
    </div>
  );
}
