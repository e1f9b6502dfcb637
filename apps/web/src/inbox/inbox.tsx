import type { Id, InboxItem, OperationSummary } from '@liaison/contracts';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useClient } from '../data/client.js';
import { useInbox } from '../data/inbox.js';
import { directoryOf, useOperations, useSeats } from '../data/operations.js';
import { useMarkAllRead, useUnreadThreads } from '../data/threads.js';
import { useGoToUnread } from '../frame/go-to-unread.js';
import { useKeys } from '../frame/keys.js';
import { problemOf } from '../sync/refusal.js';
import { whyUnread } from '../sync/unread.js';
import { Button } from '../ui/button.js';
import { EmptyState } from '../ui/empty-state.js';
import { ErrorNote } from '../ui/error-note.js';
import { now } from '../ui/now.js';
import { Pill, type PillTone } from '../ui/pill.js';
import { Screen, Section } from '../ui/screen.js';
import { Skeleton } from '../ui/skeleton.js';
import { clockTime, shortTime, Time } from '../ui/time.js';
import styles from './inbox.module.css';
import { useRowKeys } from '../frame/use-row-keys.js';

/** What needs this person, across operations; and every thread that is unread. */
export function Inbox() {
  const { data, error, refetch } = useInbox();
  const { data: operations } = useOperations();
  const all = useUnreadThreads();
  const named = new Set((data ?? []).filter((item) => item.kind === 'mention').map((item) => item.thread));
  const unread = all.filter((one) => !named.has(one.id));
  useRowKeys();
  useInboxKeys();
  const groups = groupsOf(data ?? []);
  const isEmpty = data?.length === 0 && all.length === 0;
  const markAll = useMarkAllRead();
  return (
    <Screen
      title="Inbox"
      about={data ? summaryOf(data, all.length) : undefined}
      actions={all.length > 0 && <Button onPress={markAll}>Mark all read</Button>}
    >
      {error && (
        <ErrorNote title="The inbox could not be fetched" problem={problemOf(error)} onRetry={() => void refetch()} />
      )}
      {!data && !error && <Skeleton lines={6} label="Loading the inbox" />}
      {isEmpty && (
        <EmptyState title="Nothing needs you">
          Acknowledgements, mentions, datasets that are yours, requests and unread threads stand here, from all your
          operations. <kbd>n</kbd> goes to the next unread, here and in a room.
        </EmptyState>
      )}
      {groups.map(([kind, items]) => (
        <Section key={kind} title={titles[kind]} aside={String(items.length)}>
          <ul className={styles.rows}>
            {items.map((item, index) => (
              <ItemRow
                key={`${item.message ?? item.thread ?? item.dataset ?? item.operation} ${index}`}
                item={item}
                operations={operations ?? []}
              />
            ))}
          </ul>
        </Section>
      ))}
      {unread.length > 0 && (
        <Section title="Unread" aside={String(unread.length)}>
          <ul className={styles.rows}>
            {unread.map((one) => (
              <li key={one.id}>
                <Link
                  data-row
                  data-of={one.id}
                  to="/o/$op/threads/$thread"
                  params={{ op: one.operation, thread: one.id }}
                  className={styles.row}
                >
                  <span className={styles.title}>{one.title}</span>
                  <span className={styles.where}>
                    {nameOf(operations ?? [], one.operation)} · {one.audience}
                  </span>
                  <span className={styles.pill}>
                    <Pill tone={one.mentions > 0 ? 'mention' : 'info'} title={whyUnread(one)}>
                      {one.mentions > 0 ? `@${one.mentions}` : one.unread}
                      <span className="visually-hidden">{one.mentions > 0 ? ' naming you' : ' unread'}</span>
                    </Pill>
                  </span>
                  <span className="meta">
                    <Time at={one.at} />
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Screen>
  );
}

/** n to what is unread; e when the line in hand is done: its thread is then read to the end. */
function useInboxKeys(): void {
  const client = useClient();
  const goToUnread = useGoToUnread();
  const done = (): void => {
    const id = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.of : undefined;
    const thread = id === undefined ? undefined : client.store.threads.get(id);
    if (thread) client.reading.readTo(thread.id, thread.lastSeq);
  };
  useKeys([
    { keys: 'n', label: 'Next unread thread', group: 'Threads', run: goToUnread },
    { keys: 'e', label: 'Done: the thread of this line is read', group: 'Threads', inPalette: false, run: done },
  ]);
}

const titles: Readonly<Record<InboxItem['kind'], string>> = {
  acknowledgement: 'To acknowledge',
  mention: 'Naming you',
  assigned: 'Your datasets',
  release: 'Release requests',
  invitation: 'Invitations',
  admission: 'Agencies that join: with your items?',
  left: 'What your agency left behind',
};
const order = Object.keys(titles) as readonly InboxItem['kind'][];

const groupsOf = (items: readonly InboxItem[]) =>
  order
    .map((kind) => [kind, items.filter((item) => item.kind === kind)] as const)
    .filter(([, inside]) => inside.length > 0);

function summaryOf(items: readonly InboxItem[], unread: number): string {
  const late = items.filter((item) => item.dueAt !== null && Date.parse(item.dueAt) < now()).length;
  return [
    late > 0 ? `${late} overdue` : '',
    `${items.length} for you`,
    `${unread} unread ${unread === 1 ? 'thread' : 'threads'}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

const nameOf = (operations: readonly OperationSummary[], id: Id): string =>
  operations.find((one) => one.id === id)?.codeName ?? '';

function ItemRow({ item, operations }: { readonly item: InboxItem; readonly operations: readonly OperationSummary[] }) {
  const { data: seats } = useSeats();
  const directory = useMemo(
    () => directoryOf(seats?.find((one) => one.id === item.operation)),
    [seats, item.operation],
  );
  const isInvitation = item.kind === 'invitation';
  const person = item.from === null ? undefined : directory.person(item.from);
  const from = person
    ? `${person.name}, ${directory.codeOf(person.agency)}`
    : item.from === null
      ? ''
      : directory.codeOf(item.from);
  return (
    <li>
      <Link data-row data-of={item.thread ?? undefined} {...placeOf(item)} className={styles.row}>
        <span className={styles.title}>{isInvitation ? `Take part in ${item.title}` : item.title}</span>
        <span className={styles.where}>
          {[
            isInvitation ? invitationWords(from) : nameOf(operations, item.operation),
            isInvitation || from === '—' ? '' : from,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <span className={styles.pill}>
          {item.dueAt !== null && <Pill tone={toneOf(item.dueAt)}>{dueWords(item.dueAt)}</Pill>}
        </span>
        <span className="meta">
          <Time at={item.at} />
        </span>
      </Link>
    </li>
  );
}

const invitationWords = (host: string): string =>
  `${host === '' || host === '—' ? 'Invited' : `Invited by ${host}`}: accept or decline for your agency`;

const toneOf = (due: string): PillTone => (Date.parse(due) < now() ? 'danger' : 'warn');
const dueWords = (due: string): string => {
  const isToday = new Date(due).toDateString() === new Date(now()).toDateString();
  return `${Date.parse(due) < now() ? 'was due' : 'due'} ${isToday ? clockTime(due) : `${shortTime(due)} ${clockTime(due)}`}`;
};

/** Where a line leads. */
function placeOf({ operation, thread, message, dataset, kind }: InboxItem) {
  if (thread !== null)
    return {
      to: '/o/$op/threads/$thread',
      params: { op: operation, thread },
      search: message === null ? {} : { message },
    };
  if (kind === 'release' || kind === 'left') return { to: '/agency' };
  if (dataset !== null) return { to: '/o/$op/datasets/$dataset', params: { op: operation, dataset } };
  return { to: '/o/$op/members', params: { op: operation } };
}
