import type { Id, OperationView, ThreadHeader } from '@liaison/contracts';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { ReferencePanel } from '../datasets/reference-panel.js';
import { useThread, useThreads } from '../data/threads.js';
import { useAsked, useBegun, useNamed, type Asked } from '../frame/address.js';
import { useGoToUnread } from '../frame/go-to-unread.js';
import { useKeys } from '../frame/keys.js';
import { OperationScreen } from '../frame/operation-screen.js';
import { GroundForm } from '../frame/ground-dialog.js';
import type { WordsToMove } from '../threads/composer.js';
import type { ThreadBeginning } from '../threads/thread-beginning.js';
import { RoomProvider, useRoom } from '../threads/room-context.js';
import { ThreadList } from '../threads/thread-list.js';
import { ThreadPane } from '../threads/thread-pane.js';
import { Button } from '../ui/button.js';
import { EmptyState } from '../ui/empty-state.js';
import { kept } from './kept-screens.js';
import styles from './room.module.css';

const NewThread = lazy(
  kept(() => import('../threads/new-thread.js').then(({ NewThread: part }) => ({ default: part }))),
);

/** An operation's room: threads, one of them open, and a dataset beside it. */
export function Room() {
  const { op = '' } = useNamed();
  return (
    <OperationScreen operation={op} layout="fill">
      {(operation) => (
        <RoomProvider operation={operation}>
          <Panes operation={operation} />
        </RoomProvider>
      )}
    </OperationScreen>
  );
}

function Panes({ operation }: { readonly operation: OperationView }) {
  const navigate = useNavigate();
  const { thread: id } = useNamed();
  const search = useAsked();
  const [beginning, setBeginning] = useState<ThreadBeginning | null>(null);
  const thread = useThread(id ?? '');
  const room = useRoom();
  const toThread = (next: Id): void =>
    void navigate({ to: '/o/$op/threads/$thread', params: { op: operation.id, thread: next } });
  const toList = (): void => void navigate({ to: '/o/$op/threads', params: { op: operation.id } });
  const panel = panelOf(search, thread);
  const closePanel = (): void =>
    void navigate({
      to: '.',
      search: { ...search, dataset: thread?.dataset === panel ? 'none' : undefined },
      replace: true,
    });
  useBegun('thread', () => setBeginning({}));
  useRoomKeys(id ?? null, toThread, () => setBeginning({}));
  return (
    <div className={styles.room} data-open={id !== undefined || undefined}>
      <ThreadList current={id ?? null} onStart={() => setBeginning({})} />
      {id === undefined ? (
        <NothingOpen />
      ) : (
        <ThreadPane
          key={id}
          id={id}
          pointed={search.message ?? null}
          onNarrower={(wider, words) => setBeginning({ continues: wider, ...moved(wider, words) })}
          onMoveTo={(compartment, from, words) => setBeginning({ compartment, ...moved(from, words) })}
          onLeave={toList}
        />
      )}
      {panel !== null && (
        <ReferencePanel
          key={panel}
          dataset={panel}
          operation={operation.id}
          directory={room.directory}
          onClose={closePanel}
          isAsked={search.dataset === panel}
          askFirst={(problem, onState) => <GroundForm problem={problem} onState={onState} />}
          actions={<Button onPress={() => setBeginning({ dataset: panel })}>Start a thread about it</Button>}
        />
      )}
      <Suspense fallback={null}>
        {beginning && (
          <NewThread
            beginning={beginning}
            onClose={() => setBeginning(null)}
            onStarted={(started) => {
              setBeginning(null);
              toThread(started);
            }}
          />
        )}
      </Suspense>
    </div>
  );
}

/** Words that were begun in another thread; without words there is nothing to move. */
function moved(from: ThreadHeader, words: WordsToMove | undefined): ThreadBeginning {
  return words && words.text.trim() !== '' ? { ...words, movedFrom: from.id } : {};
}

/** The dataset beside the talk: the one asked for, else the thread's own, unless it was closed. */
function panelOf({ dataset }: Asked, thread: ThreadHeader | undefined): Id | null {
  if (dataset === 'none') return null;
  return dataset ?? thread?.dataset ?? null;
}

const NothingOpen = () => (
  <div className={styles.nothing}>
    <EmptyState
      title="Choose a thread"
      steps={[
        'Enter opens the one in hand; n goes to the next unread, in any operation.',
        'c starts a new one; Ctrl or Cmd K finds anything by its name.',
        '? shows every key.',
      ]}
    />
  </div>
);

/** Next and previous unread, first here and then in the other operations; and a new thread. */
function useRoomKeys(current: Id | null, toThread: (id: Id) => void, start: () => void): void {
  const { compartments } = useRoom();
  const entries = useThreads(compartments.map((one) => one.id));
  const goToUnread = useGoToUnread();
  const step = (by: 1 | -1): void => {
    const at = entries.findIndex((entry) => entry.thread.id === current);
    const ordered = [...entries.slice(at + 1), ...entries.slice(0, Math.max(0, at))];
    const unread = ordered.filter((entry) => entry.unread > 0 && entry.follow !== 'mute');
    const next = by === 1 ? unread[0] : unread[unread.length - 1];
    if (next) toThread(next.thread.id);
    else goToUnread();
  };
  useKeys([
    { keys: 'n', label: 'Next unread thread', group: 'Threads', run: () => step(1) },
    { keys: 'p', label: 'Previous unread thread', group: 'Threads', run: () => step(-1) },
    { keys: 'c', label: 'Start a thread', group: 'Threads', run: start },
  ]);
}
