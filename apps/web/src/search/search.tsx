import type { Id, SearchAnswer, SearchHit } from '@liaison/contracts';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useMemo, useState, type SyntheticEvent } from 'react';
import { useClient, useLive } from '../data/client.js';
import { directoryOf, useSeats } from '../data/operations.js';
import { GroundDialog } from '../frame/ground-dialog.js';
import { problemOf } from '../sync/refusal.js';
import { Button } from '../ui/button.js';
import { EmptyState } from '../ui/empty-state.js';
import { ErrorNote } from '../ui/error-note.js';
import { IconButton } from '../ui/icon-button.js';
import { Pill } from '../ui/pill.js';
import { Screen } from '../ui/screen.js';
import { Skeleton } from '../ui/skeleton.js';
import { Time } from '../ui/time.js';
import { chipNames, parseQuery, resolveChips, writeChip, writeQuery, type Chip, type SearchFilters } from './chips.js';
import styles from './search.module.css';
import { useRowKeys } from '../frame/use-row-keys.js';

/** Messages, threads and datasets in one place, inside what this person sees. Words are content: in no address, no history. */
export function Search() {
  const [q, setQ] = useWords();
  const [typed, setTyped] = useState(q);
  const { data: seats } = useSeats();
  const byRef = useLive(
    ['shares'],
    ({ store }) => new Map([...store.shares.values()].map((share) => [share.ref, share.dataset])),
  );
  const parsed = useMemo(() => parseQuery(q), [q]);
  const { filters, unknown } = useMemo(
    () => resolveChips(parsed, seats ?? [], (reference) => byRef.get(reference)),
    [parsed, seats, byRef],
  );
  useRowKeys();
  const go = (next: string): void => {
    setTyped(next);
    setQ(next.trim());
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    go(typed);
  };
  const without = (gone: Chip): void =>
    go(writeQuery({ ...parsed, chips: parsed.chips.filter((chip) => chip !== gone) }));
  return (
    <Screen title="Search">
      <form role="search" className={styles.form} onSubmit={submit}>
        <input
          aria-label="Words and filters"
          className={styles.input}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          placeholder="Words, a reference, or filters such as in: from: agency: dataset: before: after: is:unread"
          autoFocus
          spellCheck={false}
        />
        <Button type="submit" look="main">
          Search
        </Button>
      </form>
      <Filters
        chips={parsed.chips}
        unknown={unknown}
        onRemove={without}
        onAdd={(name) => setTyped(`${typed.trimEnd()} ${name}:`.trimStart())}
      />
      {q.trim() === '' ? (
        <EmptyState
          title="What are you looking for?"
          steps={[
            'Words are found in the language each message was written in.',
            'A reference, an external reference, a series, a digest or a title finds datasets and threads.',
            'Filters narrow: from:ana.visser agency:NL after:2025-09-15 is:unread',
          ]}
        />
      ) : (
        seats &&
        (unknown.length > 0 ? (
          <EmptyState title="Nothing was searched">
            {unknown.map(writeChip).join(', ')} {unknown.length === 1 ? 'names' : 'name'} nothing that you can see.
            Without that filter there would be more than you asked for: mend it, or remove it.
          </EmptyState>
        ) : (
          <Results filters={filters} operations={seats} onLeave={() => go('')} />
        ))
      )}
    </Screen>
  );
}

/** What was searched last, kept in memory for the way back from a find; gone with the session. */
function useWords(): readonly [string, (words: string) => void] {
  const queries = useQueryClient();
  const { data = '' } = useQuery({ queryKey: ['words'], queryFn: () => '', staleTime: Infinity, gcTime: Infinity });
  return [data, (words) => queries.setQueryData(['words'], words)];
}

interface FiltersProps {
  readonly chips: readonly Chip[];
  readonly unknown: readonly Chip[];
  readonly onRemove: (chip: Chip) => void;
  readonly onAdd: (name: string) => void;
}

function Filters({ chips, unknown, onRemove, onAdd }: FiltersProps) {
  return (
    <div className={styles.chips}>
      {chips.map((chip) => (
        <span key={writeChip(chip)} className={styles.chip} data-unknown={unknown.includes(chip) || undefined}>
          {writeChip(chip)}
          {unknown.includes(chip) && <span> names nothing you can see</span>}
          <IconButton
            label={`Remove ${writeChip(chip)}`}
            onPress={() => onRemove(chip)}
            className={styles.remove ?? ''}
          >
            <X aria-hidden="true" />
          </IconButton>
        </span>
      ))}
      {chipNames
        .filter((name) => !chips.some((chip) => chip.name === name))
        .map((name) => (
          <Button key={name} look="quiet" className={styles.add ?? ''} onPress={() => onAdd(name)}>
            {name}:
          </Button>
        ))}
    </div>
  );
}

interface ResultsProps {
  readonly filters: SearchFilters;
  readonly operations: NonNullable<ReturnType<typeof useSeats>['data']>;
  readonly onLeave: () => void;
}

function Results({ filters, operations, onLeave }: ResultsProps) {
  const { api } = useClient();
  const [ground, setGround] = useState<string | undefined>(undefined);
  const { data, error, isFetching, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ['search', filters, ground],
    queryFn: ({ pageParam, signal }) =>
      api.get<SearchAnswer>('/search', { ...filters, ground, next: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    enabled: Object.keys(filters).length > 0,
    gcTime: 0,
  });
  const hits = data?.pages.flatMap((page) => page.hits) ?? [];
  const problem = error ? problemOf(error) : null;
  if (problem?.reason === 'ground_required')
    return (
      <GroundDialog about="search" problem={problem} onState={(stated) => setGround(stated.ground)} onClose={onLeave} />
    );
  if (problem)
    return <ErrorNote title="The search could not be done" problem={problem} onRetry={() => void refetch()} />;
  if (!data && isFetching) return <Skeleton lines={6} label="Searching" />;
  const searchedTo = data?.pages.at(-1)?.searchedTo ?? null;
  if (data && hits.length === 0 && searchedTo === null)
    return (
      <EmptyState title="Nothing found in what you can see">
        Try fewer words or filters. Texts that are opened one by one are not found by their words; filters list them.
      </EmptyState>
    );
  return (
    <>
      <ul aria-label="Found" className={styles.hits}>
        {hits.map((hit) => (
          <Hit key={`${hit.kind} ${hit.id}`} hit={hit} operations={operations} />
        ))}
      </ul>
      {searchedTo !== null && (
        <p>
          Searched back to <Time at={searchedTo} />: what is older is searched when you go on. More filters find it
          sooner.
        </p>
      )}
      {hasNextPage && (
        <div>
          <Button onPress={() => void fetchNextPage()} isPending={isFetching}>
            More
          </Button>
        </div>
      )}
    </>
  );
}

function Hit({ hit, operations }: { readonly hit: SearchHit; readonly operations: ResultsProps['operations'] }) {
  const operation = operations.find((one) => one.id === hit.operation);
  const directory = useMemo(() => directoryOf(operation), [operation]);
  const audience = operation?.compartments.find((one) => one.id === hit.compartment)?.name;
  const author =
    hit.author === null
      ? ''
      : `${directory.nameOf(hit.author)}, ${directory.codeOf(directory.person(hit.author)?.agency ?? '')}`;
  return (
    <li>
      <Link data-row {...placeOf(hit)} className={styles.hit}>
        <span className={styles.top}>
          <Pill>{hit.kind}</Pill>
          <span className={hit.kind === 'dataset' ? styles.reference : styles.title}>{hit.title}</span>
          <span className="meta">
            <Time at={hit.at} />
          </span>
        </span>
        <span className={styles.excerpt}>
          {hit.excerpt ?? (hit.kind === 'message' ? 'Its text is opened one by one.' : '')}
        </span>
        <span className="meta">{[operation?.codeName, audience, author].filter(Boolean).join(' · ')}</span>
      </Link>
    </li>
  );
}

function placeOf({ kind, operation, thread, dataset, id }: SearchHit): {
  to: string;
  params: Record<string, Id>;
  search?: { message: Id };
} {
  if (kind === 'dataset') return { to: '/o/$op/datasets/$dataset', params: { op: operation, dataset: dataset ?? id } };
  if (kind === 'thread') return { to: '/o/$op/threads/$thread', params: { op: operation, thread: thread ?? id } };
  return { to: '/o/$op/threads/$thread', params: { op: operation, thread: thread ?? '' }, search: { message: id } };
}
