import type { Erasure } from '@liaison/contracts';
import { useErasures } from '../../data/keeping.js';
import { basisWords, erasureStateWords } from '../../frame/erasure-words.js';
import { problemOf } from '../../sync/refusal.js';
import { Button } from '../../ui/button.js';
import { Disclosure } from '../../ui/disclosure.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Pill } from '../../ui/pill.js';
import { Section } from '../../ui/screen.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Table, type TableColumn } from '../../ui/table.js';
import type { LogPlace } from '../address.js';
import styles from '../items.module.css';
import { minuteInUtc } from '../record-words.js';
import { ErasureItem } from './erasure-item.js';

/** What the agency's coordinators ask to have erased: carried out or refused by an auditor. */
export function Erasures({ place }: { readonly place: LogPlace }) {
  const { data, error, refetch, isRefetching } = useErasures();
  const asked = (data ?? []).filter((one) => one.state === 'asked');
  const settled = (data ?? []).filter((one) => one.state !== 'asked');
  return (
    <Section
      title={`Erasures asked for${asked.length > 0 ? ` (${asked.length})` : ''}`}
      aside={
        <Button isPending={isRefetching} onPress={() => void refetch()}>
          Look again
        </Button>
      }
    >
      {error && !data && (
        <ErrorNote title="The erasures could not be read" problem={problemOf(error)} onRetry={() => void refetch()} />
      )}
      {!data && !error && <Skeleton lines={3} label="Reading the erasures" />}
      {data && asked.length === 0 && (
        <EmptyState small title="Nobody’s erasure waits">
          When a coordinator of your agency asks that the values of somebody who has left be destroyed, it stands here.
          You carry it out or refuse it: it takes two people, and neither can do both.
        </EmptyState>
      )}
      <ul className={styles.list}>
        {asked.map((one) => (
          <ErasureItem key={one.id} erasure={one} place={place} />
        ))}
      </ul>
      {settled.length > 0 && (
        <Disclosure summary={`${settled.length} carried out or refused`}>
          <Table label="Erasures carried out or refused" rows={settled} columns={columns} keyOf={(one) => one.id} />
        </Disclosure>
      )}
    </Section>
  );
}

const columns: readonly TableColumn<Erasure>[] = [
  {
    id: 'asked',
    header: 'Asked',
    names: true,
    cell: (one) => `${minuteInUtc(one.askedAt)}, ${one.askedBy.name}`,
  },
  {
    id: 'person',
    header: 'Person',
    cell: (one) => one.person?.name ?? 'not named any more',
  },
  { id: 'basis', header: 'Basis', cell: (one) => basisWords[one.basis].label },
  {
    id: 'state',
    header: 'State',
    cell: ({ state }) => <Pill tone={erasureStateWords[state].tone}>{erasureStateWords[state].words}</Pill>,
  },
  {
    id: 'settled',
    header: 'When, by whom',
    cell: (one) => (one.settledAt === null ? '' : `${minuteInUtc(one.settledAt)}, ${one.settledBy?.name ?? ''}`),
  },
  { id: 'records', header: 'Records', align: 'end', cell: (one) => one.records?.toLocaleString() ?? '' },
];
