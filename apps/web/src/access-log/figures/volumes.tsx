import type { LogVolume, LogVolumes } from '@liaison/contracts';
import { DataGrid, type GridColumn } from '../../ui/data-grid.js';
import { EmptyState } from '../../ui/empty-state.js';
import { FilterTabs } from '../../ui/tabs.js';
import { useState } from 'react';
import type { LogPlace } from '../address.js';
import type { LogWords } from '../log-words.js';
import { erasedWord, minuteInUtc } from '../record-words.js';
import { Bars } from './bars.js';
import { figure, type FigureColumn } from './figure.js';
import styles from './figures.module.css';
import { byAgency, measures, measureWords, type Measure } from './measures.js';

export interface VolumesProps {
  readonly volumes: LogVolumes;
  readonly words: LogWords;
  readonly place: LogPlace;
}

/** One amount by agency: agencies are compared, people are not. */
export function AgencyVolumes({ volumes, words, place }: VolumesProps) {
  const [measure, setMeasure] = useState<Measure>('records');
  const bars = byAgency(volumes.people, measure, words.codeOf);
  const total = bars.reduce((sum, bar) => sum + bar.count, 0);
  return (
    <div className={styles.stacked}>
      <FilterTabs
        label="What is counted by agency"
        options={measures.map((value) => ({ value, label: measureWords[value] }))}
        value={measure}
        onChange={setMeasure}
      />
      <Bars
        title={`By agency: ${measureWords[measure].toLowerCase()}`}
        each="Agency"
        summary={`${figure.format(total)} in all${volumes.cut ? ', of the first 1,000 people' : ''}.`}
        bars={bars}
        onNarrow={(bar) => bar.id !== '' && place.go({ ...place.address, agency: bar.id })}
      />
    </div>
  );
}

const whoOf = ({ erased, personName }: LogVolume): string =>
  erased ? erasedWord : (personName ?? 'the server, or not signed in');
const keyOf = (row: LogVolume): string => `${row.agency ?? ''} ${row.person ?? whoOf(row)}`;

/** Every person's own amounts, by name: nobody is ranked. */
export function PeopleVolumes({ volumes, words, place }: VolumesProps) {
  const columns = volumeColumns(words);
  const narrow = ({ person, personName }: LogVolume): void => {
    if (person !== null) place.go({ ...place.query, person, personName: personName ?? '' });
  };
  return (
    <section aria-label="By person" className={styles.people}>
      <header className={styles.head}>
        <h2 className={styles.title}>By person</h2>
      </header>
      <p className={styles.summary}>
        By agency and name, never by amount: the log ranks nobody. Enter shows a person’s records.
        {volumes.cut && ' Only the first 1,000 people stand here: narrow the question.'}
      </p>
      <DataGrid
        label="Amounts by person"
        rows={volumes.people}
        columns={columns.map((column) => gridColumn(column))}
        keyOf={keyOf}
        onOpen={narrow}
        sortedElsewhere
        className={styles.grid ?? ''}
        empty={<EmptyState title="Nobody did anything that fits" small />}
      />
    </section>
  );
}

const gridColumn = ({ id, header, value }: FigureColumn<LogVolume>): GridColumn<LogVolume> => {
  const isCount = measures.some((measure) => measure === id);
  return {
    id,
    header,
    width: isCount ? '7.25rem' : id === 'agency' ? '6rem' : 'minmax(9.5rem, 1fr)',
    ...(isCount && { align: 'end' as const }),
    cell: (row) => {
      const cell = value(row);
      return typeof cell === 'number' ? figure.format(cell) : cell;
    },
  };
};

const volumeColumns = ({ codeOf }: LogWords): readonly FigureColumn<LogVolume>[] => [
  { id: 'agency', header: 'Agency', value: (row) => codeOf(row.agency) },
  { id: 'person', header: 'Person', value: whoOf },
  ...measures.map((id): FigureColumn<LogVolume> => ({ id, header: measureWords[id], value: (row) => row[id] })),
  { id: 'first', header: 'First (UTC)', value: (row) => minuteInUtc(row.first).slice(0, 16) },
  { id: 'last', header: 'Last (UTC)', value: (row) => minuteInUtc(row.last).slice(0, 16) },
];
