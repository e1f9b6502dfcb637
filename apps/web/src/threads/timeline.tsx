import type { Id, MessageHeader, ThreadHeader } from '@liaison/contracts';
import { ArrowDown } from 'lucide-react';
import {
  useCallback,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useState,
  type Ref,
} from 'react';
import { useClient } from '../data/client.js';
import { useMessages, useOpenThread } from '../data/threads.js';
import type { Outgoing } from '../sync/outbox.js';
import { Button } from '../ui/button.js';
import type { AnchoredScroller } from './anchored-scroller.js';
import type { Range } from './anchored-view.js';
import { MessageRow } from './message-row.js';
import { PendingRow, usePending } from './pending-row.js';
import { useRoom } from './room-context.js';
import styles from './timeline.module.css';
import { useAnchoredList } from './use-anchored-list.js';
import { useAnnounced, useNewFrom, type NewFrom } from './use-news.js';
import { useReadMark } from './use-read-mark.js';

export interface TimelineHandle {
  readonly move: (by: 1 | -1) => void;
  readonly toEnd: () => void;
  /** The keyboard goes to the message in hand. */
  readonly focus: () => void;
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

/** A thread's messages, oldest first, of which only what is near the view is in the page. */
export function Timeline({ thread, pointed, onQuote, onTakeBack, onActive, handle }: TimelineProps) {
  const client = useClient();
  const { window: onHand, fetching } = useOpenThread(thread.id);
  const messages = useMessages(thread.id);
  const pending = usePending(thread.id);
  const keys = useMemo(() => messages.map((message) => message.id), [messages]);
  const newFrom = useNewFrom(thread, messages);
  const { list, range, onScroll, setBox, setList } = useAnchoredList({
    keys,
    endsHere: onHand?.hasAfter === false,
    onNearTop: () => void client.threads.older(thread.id),
    onNearEnd: () => void client.threads.newer(thread.id),
  });
  const mark = useReadMark(thread, messages, list);
  const jump = useJump(thread, list, pointed, newFrom);
  const { active, activate, move } = useActive(keys, list, onActive);
  useAnnounced(thread.id, messages);
  const toEnd = (): void => void client.threads.jumpToEnd(thread.id).then(list.scrollToEnd);
  const focus = (): void => {
    if (active !== null) list.focus(active);
  };
  useImperativeHandle(handle, () => ({ toEnd, move, focus }));
  return (
    <div className={styles.wrap}>
      <div
        ref={setBox}
        className={styles.scroller}
        onScroll={() => {
          onScroll();
          mark();
        }}
        data-fetching={fetching ?? undefined}
      >
        {onHand && !onHand.hasBefore && <Beginning thread={thread} />}
        {onHand && !onHand.hasBefore && !onHand.hasAfter && messages.length === 0 && thread.lastSeq > 0 && (
          <p className={styles.beginning}>
            What was said before you came is closed to you. You read what is written from now on.
          </p>
        )}
        {onHand?.hasBefore && range.start === 0 && <p className={styles.more}>Earlier messages are being fetched…</p>}
        <div aria-hidden="true" style={{ blockSize: range.before }} />
        <ol ref={setList} aria-label={`Messages of ${thread.title}`} className={styles.list}>
          <Rows
            messages={messages}
            range={range}
            isWhole={onHand?.hasBefore === false && !onHand.hasAfter}
            newFrom={newFrom}
            active={active}
            pointed={pointed}
            onJump={jump}
            onActivate={activate}
            onQuote={onQuote}
          />
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

interface RowsProps {
  readonly messages: readonly MessageHeader[];
  readonly range: Range;
  /** All of the thread is on hand, so that a place in it has a number. */
  readonly isWhole: boolean;
  readonly newFrom: NewFrom | null;
  readonly active: Id | null;
  readonly pointed: Id | null;
  readonly onJump: (id: Id) => void;
  readonly onActivate: (id: Id) => void;
  readonly onQuote: (message: MessageHeader) => void;
}

const groupWithin = 5 * 60_000;

function Rows({ messages, range, isWhole, newFrom, active, pointed, ...acts }: RowsProps) {
  return messages.slice(range.start, range.end).map((message, index) => {
    const before = messages[range.start + index - 1];
    const startsDay = before === undefined || dayOf(before) !== dayOf(message);
    const isNew = message.id === newFrom?.id;
    return (
      <MessageRow
        key={message.id}
        message={message}
        continues={!startsDay && !isNew && message.quotes === null && isSameHand(before, message)}
        startsDay={startsDay}
        newSince={isNew ? newFrom.words : null}
        isActive={message.id === active}
        isPointedAt={message.id === pointed}
        position={isWhole ? range.start + index + 1 : undefined}
        setSize={isWhole ? messages.length : -1}
        {...acts}
      />
    );
  });
}

const dayOf = (message: MessageHeader): string => new Date(message.at).toDateString();

/** The same author shortly after: one block, one name. */
const isSameHand = (before: MessageHeader, message: MessageHeader): boolean =>
  before.author === message.author &&
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

/** To a message wherever it is; at first to the one of the address, else to the first that is new. */
function useJump(
  thread: ThreadHeader,
  list: AnchoredScroller,
  pointed: Id | null,
  newFrom: NewFrom | null,
): (id: Id) => void {
  const client = useClient();
  const jump = useCallback(
    (id: Id) => void client.threads.jumpTo(thread.id, id).then(() => requestAnimationFrame(() => list.scrollTo(id))),
    [client, thread.id, list],
  );
  useEffect(() => {
    if (pointed !== null) jump(pointed);
  }, [pointed, jump]);
  const startAtNew = useEffectEvent(() => {
    if (pointed === null && newFrom) list.scrollTo(newFrom.id);
  });
  // Once, when the thread is drawn: afterwards the reader scrolls.
  useLayoutEffect(() => startAtNew(), []);
  return jump;
}

/** The one message that the keyboard is on; the last one before anything was touched. */
function useActive(
  keys: readonly Id[],
  list: AnchoredScroller,
  onActive: (message: MessageHeader | undefined) => void,
): { readonly active: Id | null; readonly activate: (id: Id) => void; readonly move: (by: 1 | -1) => void } {
  const client = useClient();
  const [chosen, setChosen] = useState<Id | null>(null);
  const activate = useCallback(
    (id: Id) => {
      setChosen(id);
      onActive(client.store.messages.get(id));
    },
    [client, onActive],
  );
  const last = keys[keys.length - 1] ?? null;
  const isHere = chosen !== null && keys.includes(chosen);
  const move = (by: 1 | -1): void => {
    const at = isHere ? keys.indexOf(chosen) + by : keys.length - 1;
    const next = keys[Math.min(keys.length - 1, Math.max(0, at))];
    if (next === undefined) return;
    list.scrollTo(next, 'near');
    list.focus(next);
  };
  return { active: isHere ? chosen : last, activate, move };
}
