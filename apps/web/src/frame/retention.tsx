import type { RetentionPeriod } from '@liaison/contracts';
import { retentionNotice } from '@liaison/domain';
import { useState } from 'react';
import { useRetention } from '../data/keeping.js';
import { classWords } from '../data/words.js';
import { problemOf } from '../sync/refusal.js';
import { Button } from '../ui/button.js';
import { ErrorNote } from '../ui/error-note.js';
import { Section } from '../ui/screen.js';
import { Skeleton } from '../ui/skeleton.js';
import { Table, type TableColumn } from '../ui/table.js';
import { shortDay } from '../ui/time.js';
import { RetentionDialog } from './retention-dialog.js';

/** How long the agency keeps the values of its records, class by class. Its coordinators change it, its auditors see it. */
export function Retention({ mayChange }: { readonly mayChange: boolean }) {
  const { data, error, refetch } = useRetention();
  const [changed, setChanged] = useState<RetentionPeriod | null>(null);
  return (
    <Section title="Retention" aside={!mayChange && 'A coordinator of the agency changes it.'}>
      <p className="meta">
        When its time is over, the values of a record are destroyed: who, from where, why, which objects. That an act
        took place stays, and so does every proof. A longer time is in force at once, a shorter one after{' '}
        {retentionNotice} days. What is another agency’s goes by that agency’s times; a legal hold keeps what it covers.
      </p>
      {error && (
        <ErrorNote title="The times could not be read" problem={problemOf(error)} onRetry={() => void refetch()} />
      )}
      {!data && !error && <Skeleton lines={6} label="Reading how long records are kept" />}
      {data && (
        <Table
          label="How long values are kept"
          rows={data}
          columns={mayChange ? [...columns, changeColumn(setChanged)] : columns}
          keyOf={(row) => row.class}
        />
      )}
      {changed && <RetentionDialog period={changed} onClose={() => setChanged(null)} />}
    </Section>
  );
}

/** `1,095 days (3 years)`. */
const daysInWords = (days: number): string => {
  const years = days / 365;
  const count = `${days.toLocaleString()} days`;
  return Number.isInteger(years) ? `${count} (${years} ${years === 1 ? 'year' : 'years'})` : count;
};

const columns: readonly TableColumn<RetentionPeriod>[] = [
  { id: 'class', header: 'Class of act', names: true, cell: (row) => classWords[row.class] },
  { id: 'days', header: 'Kept for', cell: (row) => daysInWords(row.days) },
  {
    id: 'announced',
    header: 'Announced',
    cell: ({ announced }) =>
      announced === null ? '' : `${daysInWords(announced.days)} from ${shortDay(announced.from.slice(0, 10))}`,
  },
  {
    id: 'default',
    header: 'Where nothing is set',
    cell: (row) => (row.days === row.defaultDays ? 'the same' : daysInWords(row.defaultDays)),
  },
];

const changeColumn = (change: (period: RetentionPeriod) => void): TableColumn<RetentionPeriod> => ({
  id: 'change',
  header: 'Change',
  hideHeader: true,
  align: 'end',
  cell: (row) => (
    <Button look="quiet" onPress={() => change(row)} aria-label={`Change how long ${classWords[row.class]} is kept`}>
      Change…
    </Button>
  ),
});
