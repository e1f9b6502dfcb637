import type { OperationView } from '@liaison/contracts';
import { useMemo } from 'react';
import { useMatrix } from '../../data/members.js';
import { useDirectory } from '../../data/operations.js';
import { useMe } from '../../data/session.js';
import { problemOf } from '../../sync/refusal.js';
import { Button } from '../../ui/button.js';
import { csvOf, saveAs } from '../../ui/csv.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { markingWords } from '../../ui/marking.js';
import { Section } from '../../ui/screen.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Table, type TableColumn } from '../../ui/table.js';
import { audienceTable, type AudienceRow, type AudienceTable } from './audience-rows.js';
import styles from './members.module.css';
import { ReadersAt } from './readers-at.js';

/** Which agency reads where, as far as this reader may know; and who could at a moment. */
export function AudiencesTab({ operation }: { readonly operation: OperationView }) {
  const me = useMe();
  const directory = useDirectory(operation);
  const { data, error, refetch } = useMatrix(operation.id);
  const table = useMemo(
    () => (data ? audienceTable(data, directory, me.agency.id) : null),
    [data, directory, me.agency.id],
  );
  return (
    <div className={styles.tab}>
      <Section
        title="Compartment by agency"
        aside={
          <>
            <span>Only audiences you are in. Others do not exist here.</span>
            {table && (
              <Button
                onPress={() => saveAs(`${operation.codeName}-audiences.csv`, csvOf(csvColumns(table), table.rows))}
              >
                CSV
              </Button>
            )}
          </>
        }
      >
        {error && !data && (
          <ErrorNote
            title="The audiences could not be listed"
            problem={problemOf(error)}
            onRetry={() => void refetch()}
          />
        )}
        {!table && !error && <Skeleton lines={5} label="Loading the audiences" />}
        {table && (
          <Table
            label="How many people of each agency read in each compartment"
            className={styles.matrix ?? ''}
            rows={table.rows}
            keyOf={(row) => row.compartment}
            columns={columnsOf(table)}
            empty={
              <EmptyState small title="No audience of yours yet">
                A person with a seat reads with all participants, with their own agency, and in audiences somebody opens
                with them.
              </EmptyState>
            }
          />
        )}
      </Section>
      {operation.compartments.length > 0 && <ReadersAt operation={operation} />}
    </div>
  );
}

const columnsOf = (table: AudienceTable): readonly TableColumn<AudienceRow>[] => [
  { id: 'name', header: 'Compartment', names: true, cell: (row) => <Name row={row} /> },
  { id: 'kind', header: 'Kind', tight: true, cell: (row) => row.kind },
  ...table.agencies.map(({ id, code }): TableColumn<AudienceRow> => ({
    id,
    header: code,
    align: 'end',
    tight: true,
    cell: (row) => <Cell people={row.people.get(id)} />,
  })),
];

const Name = ({ row }: { readonly row: AudienceRow }) => (
  <span className={styles.place}>
    {row.name}
    {row.marking && <small>{markingWords(row.marking)}</small>}
  </span>
);

function Cell({ people }: { readonly people: number | undefined }) {
  if (people === undefined)
    return (
      <>
        <span aria-hidden="true">·</span>
        <span className="visually-hidden">not in it</span>
      </>
    );
  return people === 0 ? <span title="In the audience; nobody nominated or accepted yet">0</span> : <>{people}</>;
}

const csvColumns = (table: AudienceTable) => [
  { header: 'compartment', value: (row: AudienceRow) => row.name },
  { header: 'kind', value: (row: AudienceRow) => row.kind },
  ...table.agencies.map(({ id, code }) => ({ header: code, value: (row: AudienceRow) => row.people.get(id) ?? null })),
];
