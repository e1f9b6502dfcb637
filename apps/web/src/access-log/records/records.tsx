import type { AccessRecordView } from '@liaison/contracts';
import { useCallback, useMemo, useState } from 'react';
import { useLog, type LogQuery } from '../../data/log.js';
import { useMe } from '../../data/session.js';
import { useKeys } from '../../frame/keys.js';
import { problemOf } from '../../sync/refusal.js';
import { Button } from '../../ui/button.js';
import { DataGrid } from '../../ui/data-grid.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Skeleton } from '../../ui/skeleton.js';
import styles from '../access-log.module.css';
import type { LogPlace } from '../address.js';
import { ExtractDialog } from '../extract/extract-dialog.js';
import { NotCovered } from '../not-covered.js';
import { LogFilters } from '../query/log-filters.js';
import { TakeTable } from '../take-table.js';
import type { LogViewProps } from '../view-props.js';
import { logColumns } from './log-columns.js';

const keyOf = (row: AccessRecordView): string => row.id;

/** The records that answer the question, newest first; more come as one goes down. */
export function Records({ place, words }: LogViewProps) {
  const { query, address } = place;
  const log = useLog(query);
  const records = useMemo(() => log.data?.pages.flatMap((page) => page.items) ?? [], [log.data]);
  const columns = useMemo(() => logColumns(words), [words]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = log;
  const fetchMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  useStepping(records, place);
  return (
    <div className={styles.left}>
      <LogFilters query={query} words={words} onChange={place.go} />
      {log.error && (
        <ErrorNote
          title="The log could not be read"
          problem={problemOf(log.error)}
          kept="Your question is in the address."
          onRetry={() => void log.refetch()}
        />
      )}
      {log.isPending && (
        <div className={styles.loading}>
          <Skeleton lines={8} label="Reading the log" />
        </div>
      )}
      {log.data && (
        <DataGrid
          label="Access records, newest first"
          rows={records}
          columns={columns}
          keyOf={keyOf}
          openKey={address.record ?? null}
          onOpen={(row) => place.open(row.id)}
          sortedElsewhere
          onEndReached={fetchMore}
          empty={<NoRecords query={query} onChange={place.go} />}
        />
      )}
      <footer className={styles.foot}>
        <span role="status">
          {records.length} {records.length === 1 ? 'record' : 'records'} shown{hasNextPage ? ', more follow' : ''}
        </span>
        {hasNextPage && (
          <Button look="quiet" isPending={isFetchingNextPage} onPress={fetchMore}>
            Next 100
          </Button>
        )}
        <Button look="quiet" onPress={() => void log.refetch()} isPending={log.isRefetching && !isFetchingNextPage}>
          Look again
        </Button>
        <TakeTable table="log" query={query} label="CSV" />
        <TakeExtract place={place} words={words} />
        <NotCovered />
      </footer>
    </div>
  );
}

/** Of the own agency's scope: an oversight officer without the duty takes none. */
function TakeExtract({ place, words }: LogViewProps) {
  const { duties } = useMe();
  const [isOpen, setOpen] = useState(false);
  if (!duties.includes('auditor')) return null;
  return (
    <>
      <Button look="quiet" onPress={() => setOpen(true)}>
        Extract…
      </Button>
      {isOpen && <ExtractDialog query={place.query} words={words} onClose={() => setOpen(false)} />}
    </>
  );
}

/** With a record open, j and k open the next and the one before. */
function useStepping(records: readonly AccessRecordView[], { address, open }: LogPlace): void {
  const step = (by: 1 | -1): void => {
    const at = records.findIndex((one) => one.id === address.record);
    const next = records[at === -1 ? 0 : at + by];
    if (next) open(next.id);
  };
  useKeys([
    { keys: 'j', label: 'Next record', group: 'Log', inPalette: false, run: () => step(1) },
    { keys: 'k', label: 'Previous record', group: 'Log', inPalette: false, run: () => step(-1) },
  ]);
}

function NoRecords({ query, onChange }: { readonly query: LogQuery; readonly onChange: (query: LogQuery) => void }) {
  return (
    <EmptyState
      title="No record fits"
      actions={
        query.within !== 'all' && (
          <Button onPress={() => onChange({ ...query, within: 'all' })}>Ask without a limit of time</Button>
        )
      }
    >
      Nothing in your scope answers this question. Your own look-up is recorded all the same.
    </EmptyState>
  );
}
