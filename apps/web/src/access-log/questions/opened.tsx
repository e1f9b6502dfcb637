import type { OpenedLine } from '@liaison/contracts';
import { useCallback, useMemo, useRef } from 'react';
import { useOpened } from '../../data/log-questions.js';
import type { LogQuery } from '../../data/log.js';
import { useKeys } from '../../frame/keys.js';
import { problemOf } from '../../sync/refusal.js';
import { Button } from '../../ui/button.js';
import { Chip } from '../../ui/chip.js';
import { csvOf, saveAs } from '../../ui/csv.js';
import { DataGrid } from '../../ui/data-grid.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Skeleton } from '../../ui/skeleton.js';
import styles from '../access-log.module.css';
import { isReference } from '../query/log-filters.js';
import query from '../query/query.module.css';
import { Typed } from '../query/typed.js';
import { When } from '../query/when.js';
import type { LogViewProps } from '../view-props.js';
import { openedColumns, openedCsv } from './opened-columns.js';

const keyOf = (line: OpenedLine): string => line.record ?? `${line.person ?? ''} ${line.at} ${line.grade} ${line.act}`;

/** Who had the words of an object between two moments, on what ground, and who said that they had read them. */
export function Opened({ place, words }: LogViewProps) {
  const about = useAbout(place.query);
  const opened = useOpened(about);
  const lines = useMemo(() => opened.data?.pages.flatMap((page) => page.items) ?? [], [opened.data]);
  const columns = useMemo(() => openedColumns(words), [words]);
  const name = about.reference ?? about.objectName ?? 'it';
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = opened;
  const fetchMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const isAsked = about.object !== undefined || about.reference !== undefined;
  const people = new Set(lines.flatMap(({ person }) => person ?? [])).size;
  return (
    <div className={styles.left}>
      <OpenedFilters about={about} onChange={(next) => place.go({ ...next, view: 'opened' })} />
      {opened.error && (
        <ErrorNote
          title="This question was not answered"
          problem={problemOf(opened.error)}
          kept="It is in the address."
          onRetry={() => void opened.refetch()}
        />
      )}
      {isAsked && opened.isPending && (
        <div className={styles.loading}>
          <Skeleton lines={6} label="Looking up" />
        </div>
      )}
      {!isAsked && (
        <EmptyState title="Who opened what?">
          Type the reference of a dataset, such as VIDTF17-7K3Q. You get everybody who had its words on a screen between
          two moments, for how long and on what ground. “Opened” and “acknowledged” are two grades: who acknowledged
          said that they had read it.
        </EmptyState>
      )}
      {opened.data && (
        <DataGrid
          label={`Who opened ${name}`}
          rows={lines}
          columns={columns}
          keyOf={keyOf}
          openKey={place.address.record ?? null}
          onOpen={(line) => line.record !== null && place.open(line.record)}
          onEndReached={fetchMore}
          empty={
            <EmptyState title={`Nobody opened ${name} then`}>
              Nobody in your scope. A reference that was mistyped has the same answer: the log does not know which there
              are. Ask for a longer time, or look under Records for what was denied.
            </EmptyState>
          }
        />
      )}
      {opened.data && (
        <footer className={styles.foot}>
          <span role="status">
            {people} {people === 1 ? 'person' : 'people'}, {lines.length} {lines.length === 1 ? 'time' : 'times'}
            {lines.some(({ person }) => person === null) ? ', some by somebody who was erased' : ''}
            {hasNextPage ? ', more follow' : ''}
          </span>
          {hasNextPage && (
            <Button look="quiet" isPending={isFetchingNextPage} onPress={fetchMore}>
              More
            </Button>
          )}
          <Button
            look="quiet"
            isDisabled={lines.length === 0}
            onPress={() => saveAs(`opened-${name}.csv`, csvOf(openedCsv(words), lines))}
          >
            CSV of what is shown
          </Button>
        </footer>
      )}
    </div>
  );
}

/** The part of the question that this view asks. */
const useAbout = ({ within, from, to, reference, object, objectName }: LogQuery): LogQuery =>
  useMemo(
    () => ({
      ...(within && { within }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(reference !== undefined && { reference }),
      ...(object !== undefined && { object }),
      ...(objectName !== undefined && { objectName }),
    }),
    [within, from, to, reference, object, objectName],
  );

interface OpenedFiltersProps {
  readonly about: LogQuery;
  readonly onChange: (about: LogQuery) => void;
}

function OpenedFilters({ about, onChange }: OpenedFiltersProps) {
  const { object, objectName, ...rest } = about;
  const reference = useRef<HTMLInputElement>(null);
  useKeys([{ keys: 'f', label: 'Ask by reference', group: 'Log', run: () => reference.current?.focus() }]);
  return (
    <search aria-label="Who opened it, and when" className={query.filters}>
      <div className={query.controls}>
        <Typed
          label="Reference"
          hotkey="f"
          inputRef={reference}
          given={about.reference}
          clean={(typed) => typed.toUpperCase()}
          fits={isReference}
          mend="Such as VIDTF17-7K3Q"
          onAsk={(text) => onChange({ ...rest, ...(text !== undefined && { reference: text }) })}
        />
        <When query={about} onChange={onChange} />
        {object !== undefined && (
          <Chip name="object" onRemove={() => onChange(rest)}>
            {objectName ?? 'one object'}
          </Chip>
        )}
      </div>
    </search>
  );
}
