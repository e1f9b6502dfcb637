import type { Id } from '@liaison/contracts';
import { useMemo, useState } from 'react';
import { useClient } from '../data/client.js';
import { useIsLoaded } from '../data/operations.js';
import { useMe } from '../data/session.js';
import { useThreads, type ThreadEntry } from '../data/threads.js';
import { Button } from '../ui/button.js';
import { EmptyState } from '../ui/empty-state.js';
import { Skeleton } from '../ui/skeleton.js';
import { FilterTabs } from '../ui/tabs.js';
import { VirtualList } from '../ui/virtual-list.js';
import { AudienceFilter } from './audience-filter.js';
import { useRoom } from './room-context.js';
import { ThreadRow } from './thread-row.js';
import styles from './thread-list.module.css';

type Show = 'mine' | 'open' | 'all';
type Line =
  { readonly kind: 'thread'; readonly entry: ThreadEntry } | { readonly kind: 'group'; readonly name: string };

export interface ThreadListProps {
  readonly current: Id | null;
  readonly onStart: () => void;
}

/** The threads of an operation: mine, open, all; of one audience or of any; by dataset when wanted. */
export function ThreadList({ current, onStart }: ThreadListProps) {
  const room = useRoom();
  const [show, setShow] = useState<Show>('open');
  const [audience, setAudience] = useState<Id | null>(null);
  const [grouped, setGrouped] = useState(false);
  const ids = useMemo(
    () => room.compartments.map((one) => one.id).filter((id) => audience === null || id === audience),
    [room, audience],
  );
  const all = useThreads(ids);
  const isMine = useIsMine();
  const isLoaded = useIsLoaded(room.operation);
  const open = all.filter(({ thread }) => thread.state === 'open');
  const mine = open.filter(isMine);
  const shown = { mine, open, all }[show];
  const lines = useMemo(() => linesOf(shown, grouped, (entry) => refOf(room, entry)), [shown, grouped, room]);
  const mayStart = room.compartments.some((one) => one.actions['thread.start'].allowed);
  return (
    <section aria-label="Threads" className={styles.list}>
      <div className={styles.head}>
        <FilterTabs
          label="Which threads"
          value={show}
          onChange={setShow}
          options={[
            { value: 'mine', label: 'Mine', count: mine.length },
            { value: 'open', label: 'Open', count: open.length },
            { value: 'all', label: 'All' },
          ]}
        />
        <AudienceFilter value={audience} onChange={setAudience} grouped={grouped} onGrouped={setGrouped} />
      </div>
      {!isLoaded && all.length === 0 ? (
        <Skeleton lines={9} label="Loading the threads" />
      ) : lines.length === 0 ? (
        <NoThreads show={show} total={all.length} onAll={() => setShow('all')} onStart={mayStart ? onStart : null} />
      ) : (
        <VirtualList label="Threads" items={lines} keyOf={keyOf} estimate={58} activeKey={current}>
          {(line) =>
            line.kind === 'group' ? (
              <h3 className={styles.group}>{line.name}</h3>
            ) : (
              <ThreadRow entry={line.entry} isCurrent={line.entry.thread.id === current} />
            )
          }
        </VirtualList>
      )}
      {mayStart && (
        <div className={styles.foot}>
          <Button hotkey="c" onPress={onStart}>
            Start a thread
          </Button>
        </div>
      )}
    </section>
  );
}

const keyOf = (line: Line): string => (line.kind === 'group' ? `group ${line.name}` : line.entry.thread.id);

const refOf = (room: ReturnType<typeof useRoom>, { thread }: ThreadEntry): string | null =>
  thread.dataset === null ? null : (room.share(thread.dataset, thread.compartment)?.ref ?? null);

function linesOf(
  entries: readonly ThreadEntry[],
  grouped: boolean,
  ref: (entry: ThreadEntry) => string | null,
): readonly Line[] {
  if (!grouped) return entries.map((entry) => ({ kind: 'thread', entry }));
  const groups = new Map<string, ThreadEntry[]>();
  for (const entry of entries) {
    const name = ref(entry) ?? 'No dataset';
    groups.set(name, [...(groups.get(name) ?? []), entry]);
  }
  return [...groups].flatMap(([name, inside]): Line[] => [
    { kind: 'group', name },
    ...inside.map((entry): Line => ({ kind: 'thread', entry })),
  ]);
}

/** Started, followed, written in, naming me, or about a dataset that is my task. */
function useIsMine(): (entry: ThreadEntry) => boolean {
  const client = useClient();
  const { person } = useMe();
  const room = useRoom();
  return ({ thread, follow, mentions }) => {
    if (follow === 'mute') return false;
    if (follow === 'follow' || mentions > 0 || thread.startedBy === person.id) return true;
    const share = thread.dataset === null ? undefined : room.share(thread.dataset, thread.compartment);
    if (share?.withdrawnBy === null && (share.claimedBy === person.id || share.assignee === person.id)) return true;
    return client.store
      .logOf(thread.id)
      .after(0)
      .some((id) => client.store.messages.get(id)?.author === person.id);
  };
}

function NoThreads({
  show,
  total,
  onAll,
  onStart,
}: {
  readonly show: Show;
  readonly total: number;
  readonly onAll: () => void;
  readonly onStart: (() => void) | null;
}) {
  if (total > 0)
    return (
      <EmptyState
        title={show === 'mine' ? 'Nothing of yours here' : 'No open thread here'}
        actions={<Button onPress={onAll}>Show all {total}</Button>}
      >
        {show === 'mine'
          ? 'Threads that you start, follow or write in, that name you, or that are about your datasets stand here.'
          : 'Everything here is resolved.'}
      </EmptyState>
    );
  return (
    <EmptyState
      title="Nobody has written yet"
      steps={[
        'Choose who should read: everybody, your own agency, or some agencies.',
        'Give it a title, or begin with a dataset from the register.',
        'Write. The bar above the box always says who reads.',
      ]}
      actions={
        onStart && (
          <Button look="main" onPress={onStart}>
            Start the first thread
          </Button>
        )
      }
    />
  );
}
