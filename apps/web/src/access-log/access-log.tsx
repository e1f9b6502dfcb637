import type { AccessRecordView, AgencyRef, Me } from '@liaison/contracts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useAgencies, useColleagues } from '../data/agency.js';
import { logQueryOf, useLog, type LogQuery } from '../data/log.js';
import { useOperations } from '../data/operations.js';
import { useMe } from '../data/session.js';
import { problemOf } from '../sync/refusal.js';
import { Button } from '../ui/button.js';
import { csvOf, saveAs } from '../ui/csv.js';
import { DataGrid } from '../ui/data-grid.js';
import { EmptyState } from '../ui/empty-state.js';
import { ErrorNote } from '../ui/error-note.js';
import { Pill } from '../ui/pill.js';
import { Screen } from '../ui/screen.js';
import { Skeleton } from '../ui/skeleton.js';
import styles from './access-log.module.css';
import { LogFilters } from './log-filters.js';
import { csvColumns, logColumns, type LogWords } from './log-columns.js';
import { RecordDetail } from './record-detail.js';

/** The auditor's page: who, what, when and why, within their scope, and never the content. */
export function AccessLog() {
  const me = useMe();
  const navigate = useNavigate();
  const query = logQueryOf(useSearch({ strict: false }));
  const words = useLogWords();
  const { data: colleagues } = useColleagues();
  const log = useLog(query);
  const [open, setOpen] = useState<string | null>(null);
  const records = useMemo(() => log.data?.pages.flatMap((page) => page.items) ?? [], [log.data]);
  const record = records.find((one) => one.id === open);
  const ask = (next: LogQuery): void => {
    setOpen(null);
    void navigate({ to: '/log', search: next });
  };
  return (
    <Screen
      title="Access log"
      layout="fill"
      about={<Scope me={me} />}
      actions={
        <>
          <Button onPress={() => void log.refetch()} isPending={log.isRefetching}>
            Look again
          </Button>
          <Button
            isDisabled={records.length === 0}
            onPress={() => saveAs('access-log.csv', csvOf(csvColumns(words), records))}
          >
            CSV of what is shown
          </Button>
        </>
      }
    >
      <div className={styles.log}>
        <LogFilters
          query={query}
          agencies={words.agencies}
          operations={words.operations}
          people={colleagues ?? []}
          onChange={ask}
        />
        <div className={styles.panes}>
          <Records log={log} records={records} words={words} open={open} query={query} onOpen={setOpen} onAsk={ask} />
          {record && (
            <RecordDetail
              record={record}
              codeOf={words.codeOf}
              nameOf={words.nameOf}
              onAsk={ask}
              onClose={() => setOpen(null)}
            />
          )}
        </div>
      </div>
    </Screen>
  );
}

interface RecordsProps {
  readonly log: ReturnType<typeof useLog>;
  readonly records: readonly AccessRecordView[];
  readonly words: LogWords;
  readonly open: string | null;
  readonly query: LogQuery;
  readonly onOpen: (record: string) => void;
  readonly onAsk: (query: LogQuery) => void;
}

function Records({ log, records, words, open, query, onOpen, onAsk }: RecordsProps) {
  const columns = useMemo(() => logColumns(words), [words]);
  return (
    <div className={styles.left}>
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
          openKey={open}
          onOpen={(row) => onOpen(row.id)}
          sortedElsewhere
          onEndReached={() => log.hasNextPage && !log.isFetchingNextPage && void log.fetchNextPage()}
          empty={<NoRecords query={query} onChange={onAsk} />}
        />
      )}
      <Foot
        shown={records.length}
        hasMore={log.hasNextPage}
        isFetching={log.isFetchingNextPage}
        onMore={() => void log.fetchNextPage()}
      />
    </div>
  );
}

const keyOf = (row: AccessRecordView): string => row.id;

function useLogWords(): LogWords {
  const { data: agencies } = useAgencies();
  const { data: operations } = useOperations();
  return useMemo(() => {
    const codes = new Map((agencies ?? []).map((one: AgencyRef) => [one.id, one.code]));
    const names = new Map((operations ?? []).map((one) => [one.id, one.codeName]));
    return {
      agencies: agencies ?? [],
      operations: operations ?? [],
      codeOf: (id) => (id === null ? '—' : (codes.get(id) ?? '—')),
      nameOf: (id) => (id === null ? '—' : (names.get(id) ?? 'another operation')),
    };
  }, [agencies, operations]);
}

/** What this reader may see of the log, said before anything is shown. */
function Scope({ me }: { readonly me: Me }) {
  const { code } = me.agency;
  return (
    <>
      <Pill tone="info">no content</Pill>
      {me.duties.includes('auditor') && <Pill>{`${code} people anywhere · ${code} information anywhere`}</Pill>}
      {me.installationDuties.includes('oversight') && <Pill>{`all agencies in operations that ${code} hosts`}</Pill>}
    </>
  );
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

function Foot(props: {
  readonly shown: number;
  readonly hasMore: boolean;
  readonly isFetching: boolean;
  readonly onMore: () => void;
}) {
  return (
    <footer className={styles.foot}>
      <span role="status">
        {props.shown} {props.shown === 1 ? 'record' : 'records'} shown{props.hasMore ? ', more follow' : ''}
      </span>
      {props.hasMore && (
        <Button look="quiet" isPending={props.isFetching} onPress={props.onMore}>
          Next 100
        </Button>
      )}
      <span className={styles.limits}>
        Your look-ups are records too. Until content is sealed at rest, reading by whoever holds the database is outside
        this log.
      </span>
    </footer>
  );
}
