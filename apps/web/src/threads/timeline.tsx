import type { Id, MessageHeader, ThreadHeader } from '@liaison/contracts';
import { ArrowDown } from 'lucide-react';
import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type Ref,
} from 'react';
import { useClient, useLive } from '../data/client.js';
import { useMessages, useOpenThread } from '../data/threads.js';
import { useMe } from '../data/session.js';
import type { Outgoing } from '../sync/outbox.js';
import { announce } from '../ui/live-region.js';
import { Button } from '../ui/button.js';
import { clockTime } from '../ui/time.js';
import { MessageRow } from './message-row.js';
import { PendingRow, usePending } from './pending-row.js';
import { useRoom } from './room-context.js';
import styles from './timeline.module.css';
import { useAnchoredList } from './use-anchored-list.js';
import { useReadMark } from './use-read-mark.js';

export interface TimelineHandle {
  readonly move: (by: 1 | -1) => void;
  readonly active: () => MessageHeader | undefined;
  readonly toEnd: () => void;
}

export interface TimelineProps {
  readonly thread: ThreadHeader;
  /** The permalink's message: brought into view and pointed at. */
  readonly pointed: Id | null;
  readonly onQuote: (message: MessageHeader) => void;
  readonly onTakeBack: (entry: Outgoing) => void;
  readonly onActive: (message: MessageHeader | undefined) => void;
  readonly handle: Ref<TimelineHandle>;
}

const groupWithin = 5 * 60_000;

/** A thread's messages, oldest first, of which only what is near the view is in the page. */
export function Timeline({ thread, pointed, onQuote, onTakeBack, onActive, handle }: TimelineProps) {
  const client = useClient();
  const { window: onHand, fetching } = useOpenThread(thread.id);
  const messages = useMessages(thread.id);
  const pending = usePending(thread.id);
  const keys = useMemo(() => messages.map((message) => message.id), [messages]);
  const [active, setActive] = useState<Id | null>(null);
  const newFrom = useNewFrom(thread, messages);
  const list = useAnchoredList({
    keys,
    endsHere: onHand?.hasAfter === false,
    onNearTop: useCallback(() => void client.threads.older(thread.id), [client, thread.id]),
    onNearEnd: useCallback(() => void client.threads.newer(thread.id), [client, thread.id]),
  });
  const { scrollTo, scrollToEnd, range } = list;
  useReadMark(thread, messages, list);
  useAnnounced(thread.id, messages);

  const jump = useCallback(
    (id: Id) => {
      void client.threads.jumpTo(thread.id, id).then(() => requestAnimationFrame(() => scrollTo(id)));
    },
    // The list's functions are new on each render and do the same.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [client, thread.id],
  );
  const isReady = onHand !== null;
  useEffect(() => {
    if (isReady && pointed !== null) jump(pointed);
  }, [isReady, pointed, jump]);
  const first = newFrom?.id ?? null;
  useLayoutEffect(() => {
    if (pointed === null && first !== null) scrollTo(first, 'third');
    // Once, when the thread is drawn: afterwards the reader scrolls.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const activate = useCallback(
    (id: Id) => {
      setActive(id);
      onActive(client.store.messages.get(id));
    },
    [client, onActive],
  );
  const toEnd = (): void => void client.threads.jumpToEnd(thread.id).then(scrollToEnd);
  useImperativeHandle(handle, () => ({
    toEnd,
    active: () => (active === null ? undefined : client.store.messages.get(active)),
    move: (by) => {
      const at = active === null ? keys.length - (by === 1 ? 1 : 0) : keys.indexOf(active) + by;
      const next = keys[Math.min(keys.length - 1, Math.max(0, at))];
      if (next === undefined) return;
      scrollTo(next, 'near');
      requestAnimationFrame(() =>
        list.content.current?.querySelector<HTMLElement>(`[data-key="${next}"]`)?.focus({ preventScroll: true }),
      );
    },
  }));

  const tabStop = active !== null && keys.includes(active) ? active : (keys[keys.length - 1] ?? null);
  return (
    <div className={styles.wrap}>
      <div
        ref={list.scroller}
        className={styles.scroller}
        onScroll={list.onScroll}
        data-fetching={fetching ?? undefined}
      >
        {onHand && !onHand.hasBefore && <Beginning thread={thread} />}
        {onHand?.hasBefore && range.start === 0 && <p className={styles.more}>Earlier messages are being fetched…</p>}
        <div aria-hidden="true" style={{ blockSize: range.before }} />
        <ol ref={list.content} aria-label={`Messages of ${thread.title}`} className={styles.list}>
          {messages.slice(range.start, range.end).map((message, index) => {
            const before = messages[range.start + index - 1];
            const startsDay = before === undefined || dayOf(before) !== dayOf(message);
            return (
              <MessageRow
                key={message.id}
                message={message}
                continues={
                  !startsDay && message.id !== newFrom?.id && message.quotes === null && isSameHand(before, message)
                }
                startsDay={startsDay}
                newSince={message.id === newFrom?.id ? newFrom.words : null}
                isActive={message.id === tabStop}
                isPointedAt={message.id === pointed}
                position={range.start + index + 1}
                setSize={onHand?.hasBefore || onHand?.hasAfter ? -1 : messages.length}
                onJump={jump}
                onActivate={activate}
                onQuote={onQuote}
              />
            );
          })}
        </ol>
        <div aria-hidden="true" style={{ blockSize: range.after }} />
        <ol aria-label="On their way" className={styles.pending}>
          {pending.map((entry) => (
            <PendingRow key={entry.command.commandId} entry={entry} onTakeBack={onTakeBack} />
          ))}
        </ol>
      </div>
      {(!list.isAtEnd || onHand?.hasAfter) && messages.length > 0 && (
        <Button className={styles.latest ?? ''} onPress={toEnd}>
          <ArrowDown aria-hidden="true" size={14} /> Latest
        </Button>
      )}
    </div>
  );
}

const dayOf = (message: MessageHeader): string => new Date(message.at).toDateString();

/** The same author shortly after: one block, one name. */
const isSameHand = (before: MessageHeader | undefined, message: MessageHeader): boolean =>
  before?.author === message.author &&
  Date.parse(message.at) - Date.parse(before.at) < groupWithin &&
  before.acknowledgement === null;

function Beginning({ thread }: { readonly thread: ThreadHeader }) {
  const { directory, compartment } = useRoom();
  return (
    <p className={styles.beginning}>
      {directory.nameOf(thread.startedBy)} started this thread for{' '}
      {compartment(thread.compartment)?.name ?? 'this audience'}.
    </p>
  );
}

/** The first message that was unread when the thread was opened; it keeps its line until the thread is left. */
function useNewFrom(
  thread: ThreadHeader,
  messages: readonly MessageHeader[],
): { readonly id: Id; readonly words: string } | null {
  const me = useMe();
  const client = useClient();
  const [readSeq] = useState(() =>
    Math.max(client.store.mineOf(thread.id)?.readSeq ?? 0, client.reading.readHere(thread.id)),
  );
  const first = messages.find((message) => message.seq > readSeq && message.author !== me.person.id);
  if (!first || readSeq === 0) return null;
  const before = messages[messages.indexOf(first) - 1];
  return { id: first.id, words: before ? `new since ${clockTime(before.at)}` : 'new' };
}

/** Says new messages of others to screen readers: how many, and by whom when it is one. */
function useAnnounced(thread: Id, messages: readonly MessageHeader[]): void {
  const me = useMe();
  const { directory } = useRoom();
  const last = messages[messages.length - 1];
  const known = useRef(last?.seq ?? 0);
  const words = useLive([`thread:${thread}`], (client) => (last ? (client.store.textOf(last)?.text ?? '') : ''), [
    last,
  ]);
  useEffect(() => {
    if (!last || last.seq <= known.current) return;
    const isNews = known.current > 0 && last.author !== me.person.id;
    known.current = last.seq;
    if (isNews) announce(`${directory.nameOf(last.author)}: ${words}`);
  }, [last, words, me.person.id, directory]);
}
