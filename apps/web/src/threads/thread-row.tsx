import type { ThreadHeader } from '@liaison/contracts';
import { Link } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import { useLive } from '../data/client.js';
import type { ThreadEntry } from '../data/threads.js';
import { whyUnread } from '../sync/unread.js';
import { cx } from '../ui/cx.js';
import { Pill } from '../ui/pill.js';
import { Time } from '../ui/time.js';
import { audienceName, useRoom } from './room-context.js';
import styles from './thread-row.module.css';

/** One thread in the list: title, when, dataset, audience, and what waits in it. */
export function ThreadRow({ entry, isCurrent }: { readonly entry: ThreadEntry; readonly isCurrent: boolean }) {
  const { thread, unread, mentions, follow } = entry;
  const room = useRoom();
  const share = thread.dataset === null ? undefined : room.share(thread.dataset, thread.compartment);
  const due = useDue(thread);
  const isResolved = thread.state === 'resolved';
  return (
    <Link
      to="/o/$op/threads/$thread"
      params={{ op: room.operation.id, thread: thread.id }}
      aria-current={isCurrent ? 'page' : undefined}
      data-thread={thread.id}
      className={cx(styles.row, unread > 0 && follow !== 'mute' && styles.unread, isResolved && styles.resolved)}
    >
      <span className={styles.top}>
        {isResolved && <Check aria-label="Resolved" size={14} className={styles.sign} />}
        <span className={styles.title}>{thread.title}</span>
        <span className="meta">
          <Time at={thread.lastAt} />
        </span>
      </span>
      <span className={styles.foot}>
        {share && <span className={styles.ref}>{share.ref}</span>}
        <span className={styles.audience}>
          {isResolved ? 'resolved · decision recorded' : audienceName(room.compartment(thread.compartment))}
        </span>
        {thread.frozenBy !== null && <Pill tone="warn">withdrawn</Pill>}
        {due && <Pill tone="warn">{due}</Pill>}
        {mentions > 0 && <Pill tone="mention">@{mentions}</Pill>}
        {unread > 0 && follow !== 'mute' && (
          <Pill tone="info" title={whyUnread(entry)}>
            {unread}
            <span className="visually-hidden"> unread</span>
          </Pill>
        )}
      </span>
    </Link>
  );
}

/** `ack 17/27`, of the latest message here that still asks, as far as it is on hand. */
function useDue(thread: ThreadHeader): string | null {
  return useLive(
    [`thread:${thread.id}`],
    ({ store }) => {
      const asking = store
        .logOf(thread.id)
        .after(0)
        .map((id) => store.messages.get(id)?.acknowledgement)
        .findLast((one) => one && one.done.length < one.asked.length);
      return asking ? `ack ${asking.done.length}/${asking.asked.length}` : null;
    },
    [thread.id],
  );
}
