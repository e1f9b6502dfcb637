import type { Allowed, CompartmentView, ThreadAction, ThreadHeader } from '@liaison/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Bell, BellOff, Ellipsis } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useClient, useLive } from '../data/client.js';
import { readingIn } from '../data/operations.js';
import { useCommand } from '../data/command.js';
import { may } from '../frame/actions.js';
import { Button } from '../ui/button.js';
import { IconButton } from '../ui/icon-button.js';
import { Menu, type MenuEntry } from '../ui/menu.js';
import { Pill } from '../ui/pill.js';
import { Popover } from '../ui/popover.js';
import { ReferenceLink } from './reference-link.js';
import { useRoom } from './room-context.js';
import styles from './thread-header.module.css';
import { useFollow } from './use-follow.js';
import { WhoReads } from './who-reads.js';

const ThreadAct = lazy(() => import('./thread-acts.js').then(({ ThreadAct: part }) => ({ default: part })));

export interface ThreadHeaderBarProps {
  readonly thread: ThreadHeader;
  readonly compartment: CompartmentView | undefined;
  readonly whoIsOpen: boolean;
  readonly onWho: (open: boolean) => void;
  readonly onNarrower: () => void;
}

/** Title, dataset, audience, and what can be done with the thread as a whole. */
export function ThreadHeaderBar({ thread, compartment, whoIsOpen, onWho, onNarrower }: ThreadHeaderBarProps) {
  const room = useRoom();
  const actions = useThreadActions(thread);
  const follow = useFollow(thread.id);
  const [act, setAct] = useState<'rename' | 'resolve' | null>(null);
  const reopen = useCommand('thread.reopen');
  const here = useLive(['presence'], (client) => client.presence.in(thread.compartment).length, [thread.compartment]);
  const dataset = thread.dataset === null ? undefined : room.share(thread.dataset, thread.compartment);
  const isOpen = thread.state === 'open';
  const entries: readonly (MenuEntry | false)[] = [
    may(actions, 'thread.rename') && { id: 'rename', label: 'Rename', onAction: () => setAct('rename') },
    { id: 'narrower', label: 'Continue in a narrower audience', onAction: onNarrower },
    {
      id: 'follow',
      label: follow.mode === 'follow' ? 'Stop following' : 'Follow',
      apart: true,
      onAction: () => follow.set(follow.mode === 'follow' ? 'none' : 'follow'),
    },
    {
      id: 'mute',
      label: follow.mode === 'mute' ? 'Stop muting' : 'Mute',
      hotkey: 'm',
      onAction: () => follow.set(follow.mode === 'mute' ? 'none' : 'mute'),
    },
  ];
  const people = compartment?.readers.length ?? 0;
  const agencies = compartment ? readingIn(room.operation, compartment).length : 0;
  return (
    <header className={styles.bar}>
      <h2 className={styles.title}>{thread.title}</h2>
      {dataset && <ReferenceLink reference={dataset.ref} compartment={thread.compartment} />}
      {!isOpen && <Pill tone="ok">resolved</Pill>}
      {thread.frozenBy !== null && <Pill tone="warn">frozen by {room.directory.codeOf(thread.frozenBy)}</Pill>}
      {thread.continues !== null && <Continues id={thread.continues} />}
      <div className={styles.acts}>
        {compartment && (
          <Popover
            label="Who can see this"
            isOpen={whoIsOpen}
            onOpenChange={onWho}
            trigger={
              <Button look="quiet" className={styles.people ?? ''}>
                {people} {people === 1 ? 'person' : 'people'} of {agencies} {agencies === 1 ? 'agency' : 'agencies'}
                {here > 1 ? ` · ${here} here` : ''}
              </Button>
            }
          >
            <WhoReads compartment={compartment} />
          </Popover>
        )}
        {follow.mode === 'mute' && <BellOff aria-label="Muted" size={16} className={styles.sign} />}
        {follow.mode === 'follow' && <Bell aria-label="Followed" size={16} className={styles.sign} />}
        {isOpen && may(actions, 'thread.resolve') && <Button onPress={() => setAct('resolve')}>Resolve</Button>}
        {!isOpen && may(actions, 'thread.reopen') && (
          <Button
            isPending={reopen.isBusy}
            onPress={() =>
              void reopen.run({
                compartment: thread.compartment,
                input: { thread: thread.id, version: thread.version },
              })
            }
          >
            Reopen
          </Button>
        )}
        <Menu label="Thread" entries={entries.filter((entry): entry is MenuEntry => entry !== false)}>
          <IconButton label="More about the thread">
            <Ellipsis aria-hidden="true" />
          </IconButton>
        </Menu>
      </div>
      <Suspense fallback={null}>
        {act && <ThreadAct kind={act} thread={thread} onClose={() => setAct(null)} />}
      </Suspense>
    </header>
  );
}

function useThreadActions(thread: ThreadHeader): Allowed<ThreadAction> | undefined {
  const { api } = useClient();
  const { data } = useQuery({
    queryKey: ['thread-actions', thread.id, thread.version, thread.frozenBy],
    queryFn: ({ signal }) => api.get<Allowed<ThreadAction>>(`/threads/${thread.id}/actions`, {}, signal),
    staleTime: 300_000,
  });
  return data;
}

/** The thread it continues, when this reader sees that one. */
function Continues({ id }: { readonly id: string }) {
  const { operation } = useRoom();
  const before = useLive(['threads'], (client) => client.store.threads.get(id), [id]);
  if (!before) return null;
  return (
    <Link to="/o/$op/threads/$thread" params={{ op: operation.id, thread: id }} className={styles.from}>
      continues “{before.title}”
    </Link>
  );
}
