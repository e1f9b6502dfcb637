import type { Erasure } from '@liaison/contracts';
import { useErasures } from '../../data/keeping.js';
import { basisWords, erasureStateWords } from '../../frame/erasure-words.js';
import { problemOf } from '../../sync/refusal.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Pill } from '../../ui/pill.js';
import { Section } from '../../ui/screen.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Table, type TableColumn } from '../../ui/table.js';
import { Time } from '../../ui/time.js';

/** What the agency’s coordinators asked to have erased, and what its auditors made of it. */
export function ErasuresSection() {
  const { data, error, refetch } = useErasures();
  const waiting = (data ?? []).filter((one) => one.state === 'asked').length;
  return (
    <Section
      title="Erasures"
      aside={waiting > 0 ? `${waiting} ${waiting === 1 ? 'waits' : 'wait'} for an auditor` : 'None waits.'}
    >
      {error && !data && (
        <ErrorNote title="The erasures could not be listed" problem={problemOf(error)} onRetry={() => void refetch()} />
      )}
      {!data && !error && <Skeleton lines={2} label="Loading the erasures" />}
      {data && (
        <Table
          label="Erasures"
          rows={data}
          columns={columns}
          keyOf={(row) => row.id}
          empty={
            <EmptyState small title="No erasure was asked for">
              When somebody has left, you can ask that their values in the access log be destroyed: deactivate them,
              then Erase… in their line. An auditor of your agency decides.
            </EmptyState>
          }
        />
      )}
    </Section>
  );
}

const columns: readonly TableColumn<Erasure>[] = [
  { id: 'person', header: 'Person', names: true, cell: (row) => row.person?.name ?? 'not named any more' },
  { id: 'basis', header: 'Basis', cell: (row) => basisWords[row.basis].label },
  {
    id: 'asked',
    header: 'Asked',
    cell: (row) => (
      <>
        <Time at={row.askedAt} />, {row.askedBy.name}
      </>
    ),
  },
  {
    id: 'state',
    header: 'State',
    cell: ({ state }) => <Pill tone={erasureStateWords[state].tone}>{erasureStateWords[state].words}</Pill>,
  },
  {
    id: 'settled',
    header: 'Settled',
    cell: (row) =>
      row.settledAt !== null && (
        <>
          <Time at={row.settledAt} />, {row.settledBy?.name}
        </>
      ),
  },
];
