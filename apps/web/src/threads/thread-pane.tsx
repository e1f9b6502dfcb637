import type { CompartmentView, Id, MessageHeader, Problem, ThreadHeader } from '@liaison/contracts';
import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react';
import { useClient } from '../data/client.js';
import { useMe } from '../data/session.js';
import { useMessages, useOpenThread, useThread } from '../data/threads.js';
import { useInView } from '../frame/in-view.js';
import { useKeys } from '../frame/keys.js';
import type { Outgoing } from '../sync/outbox.js';
import { EmptyState } from '../ui/empty-state.js';
import { ErrorNote } from '../ui/error-note.js';
import { Pill } from '../ui/pill.js';
import { Skeleton } from '../ui/skeleton.js';
import { Time } from '../ui/time.js';
import { useAcknowledge } from './ack-card.js';
import { Composer, type WordsToMove } from './composer.js';
import { GroundDialog } from '../frame/ground-dialog.js';
import { postOf, usePending } from './pending-row.js';
import { useRoom } from './room-context.js';
import type { TextBoxHandle } from './text-box.js';
import { ThreadHeaderBar } from './thread-header.js';
import styles from './thread-pane.module.css';
import { Timeline, type TimelineHandle } from './timeline.js';
import { useFollow } from './use-follow.js';

export interface ThreadPaneProps {
  readonly id: Id;
  readonly pointed: Id | null;
  /** With what was begun in the box, when it is asked from there. */
  readonly onNarrower: (thread: ThreadHeader, words?: WordsToMove) => void;
  readonly onMoveTo: (compartment: CompartmentView, thread: ThreadHeader, words: WordsToMove) => void;
  readonly onLeave: () => void;
}

/** One thread: opened by an act of its own, closed when it leaves the screen. */
export function ThreadPane({ id, pointed, onLeave, ...rest }: ThreadPaneProps) {
  const client = useClient();
  const thread = useThread(id);
  const open = useOpenThread(id);
  const { compartment } = useRoom();
  const isKnown = thread !== undefined;
  const wanted = useRef(pointed);
  useEffect(() => {
    if (!isKnown) return undefined;
    void client.threads.open(id, wanted.current === null ? {} : { around: wanted.current });
    return () => client.threads.close(id);
  }, [client, id, isKnown]);
  useInView(thread && compartment(thread.compartment)?.marking);

  if (open.opening === 'asks' && open.problem)
    return (
      <div className={styles.pane}>
        <GroundDialog
          problem={open.problem}
          onClose={onLeave}
          onState={(stated) => void client.threads.open(id, { stated, ...(pointed !== null && { around: pointed }) })}
        />
      </div>
    );
  if (open.opening === 'gone' || (!thread && client.streams.isReady()))
    return (
      <div className={styles.pane}>
        <EmptyState title="There is nothing here that you may see">
          The thread may have gone to another audience, or you are no longer in this one. Nothing of it is left in this
          browser.
        </EmptyState>
      </div>
    );
  if (open.opening === 'failed' && open.problem)
    return (
      <div className={styles.pane}>
        <div className={styles.note}>
          <ErrorNote
            title="The thread could not be opened"
            problem={open.problem}
            onRetry={() => void client.threads.open(id)}
          />
        </div>
      </div>
    );
  if (!thread || !open.window)
    return (
      <div className={styles.pane}>
        <Skeleton lines={8} label="Opening the thread" />
      </div>
    );
  return <OpenPane key={id} thread={thread} pointed={pointed} problem={open.problem} {...rest} />;
}

interface OpenPaneProps extends Omit<ThreadPaneProps, 'id' | 'onLeave'> {
  readonly thread: ThreadHeader;
  readonly problem: Problem | null;
}

function OpenPane({ thread, pointed, problem, onNarrower, onMoveTo }: OpenPaneProps) {
  const room = useRoom();
  const client = useClient();
  const compartment = room.compartment(thread.compartment);
  const timeline = useRef<TimelineHandle>(null);
  const box = useRef<TextBoxHandle>(null);
  const [quoted, setQuoted] = useState<MessageHeader | null>(null);
  const [active, setActive] = useState<MessageHeader | undefined>(undefined);
  const [refused, setRefused] = useState<Outgoing | null>(null);
  const [who, setWho] = useState(false);
  const quote = (message: MessageHeader | undefined): void => {
    if (message && !message.retracted) setQuoted(message);
    box.current?.focus();
  };
  const takeBack = (entry: Outgoing): void => {
    const { text, quotes } = postOf(entry);
    client.outbox.discard(entry.command.commandId);
    box.current?.insert(text);
    setQuoted((now) => now ?? client.store.messages.get(quotes ?? '') ?? null);
    setRefused(entry);
  };
  useComingBack(thread, takeBack);
  usePaneKeys({ thread, active, timeline, quote, focusBox: () => box.current?.focus(), toggleWho: () => setWho(!who) });
  const mayPost = compartment?.actions['message.post'].allowed === true && thread.frozenBy === null;
  return (
    <div className={styles.pane}>
      <ThreadHeaderBar
        thread={thread}
        compartment={compartment}
        whoIsOpen={who}
        onWho={setWho}
        onNarrower={() => onNarrower(thread)}
      />
      <Timeline
        handle={timeline}
        thread={thread}
        pointed={pointed}
        onQuote={quote}
        onTakeBack={takeBack}
        onActive={setActive}
      />
      <DecisionNote thread={thread} />
      {problem && (
        <div className={styles.note}>
          <ErrorNote title="Part of the thread could not be fetched" problem={problem} />
        </div>
      )}
      {compartment && mayPost ? (
        <Composer
          handle={box}
          thread={thread}
          compartment={compartment}
          quoted={quoted}
          onQuote={setQuoted}
          refused={refused}
          onRefusalSeen={() => setRefused(null)}
          onSent={() => timeline.current?.toEnd()}
          onLeave={() => timeline.current?.focus()}
          onNarrower={(words) => onNarrower(thread, words)}
          onMoveTo={(to, words) => onMoveTo(to, thread, words)}
        />
      ) : (
        <p className={styles.closed}>
          {closedWords(thread, room.directory.codeOf(thread.frozenBy ?? ''), compartment)}
        </p>
      )}
    </div>
  );
}

function closedWords(thread: ThreadHeader, by: string, compartment: CompartmentView | undefined): string {
  if (thread.frozenBy !== null)
    return `${by} has withdrawn the dataset of this thread or has left. What was written stays; nothing can be added.`;
  return compartment ? 'You read here. You do not write in this audience.' : 'You are no longer in this audience.';
}

function DecisionNote({ thread }: { readonly thread: ThreadHeader }) {
  const { decision } = useOpenThread(thread.id);
  const { directory } = useRoom();
  if (!decision || thread.state !== 'resolved') return null;
  return (
    <aside className={styles.decision} aria-label="Decision">
      <Pill tone="ok">decision</Pill>
      <p className={styles.words}>{decision.text}</p>
      <p className="meta">
        {directory.nameOf(decision.by)}, <Time at={decision.at} />
      </p>
    </aside>
  );
}

interface PaneKeys {
  readonly thread: ThreadHeader;
  readonly active: MessageHeader | undefined;
  readonly timeline: RefObject<TimelineHandle | null>;
  readonly quote: (message: MessageHeader | undefined) => void;
  readonly focusBox: () => void;
  readonly toggleWho: () => void;
}

function usePaneKeys({ thread, active, timeline, quote, focusBox, toggleWho }: PaneKeys): void {
  const client = useClient();
  const follow = useFollow(thread.id);
  const acknowledge = useAcknowledge(useDueHere(thread, active));
  useKeys([
    { keys: 'j', label: 'Next message', group: 'Messages', inPalette: false, run: () => timeline.current?.move(1) },
    {
      keys: 'k',
      label: 'Previous message',
      group: 'Messages',
      inPalette: false,
      run: () => timeline.current?.move(-1),
    },
    { keys: 'r', label: 'Reply', group: 'Messages', run: focusBox },
    { keys: '>', label: 'Reply with quote', group: 'Messages', run: () => quote(active) },
    { keys: 'a', label: 'Acknowledge', group: 'Messages', run: acknowledge.run },
    {
      keys: 'm',
      label: 'Mute or hear again',
      group: 'Threads',
      run: () => follow.set(follow.mode === 'mute' ? 'none' : 'mute'),
    },
    {
      keys: 'e',
      label: 'Done: all of the thread is read',
      group: 'Threads',
      run: () => client.reading.readTo(thread.id, thread.lastSeq),
    },
    { keys: 'v', label: 'Who can see this', group: 'View', run: toggleWho },
  ]);
}

/** What `a` acknowledges: the message in hand when it asks, else the earliest here that still asks this person. */
function useDueHere(thread: ThreadHeader, active: MessageHeader | undefined): MessageHeader | undefined {
  const me = useMe();
  const messages = useMessages(thread.id);
  const asks = ({ acknowledgement }: MessageHeader): boolean =>
    acknowledgement?.asked.includes(me.person.id) === true &&
    !acknowledgement.done.some((one) => one.person === me.person.id);
  return active && asks(active) ? active : messages.find(asks);
}

/** Refused words come back into the box by themselves, with the reason beside them, unless something else is in it. */
function useComingBack(thread: ThreadHeader, takeBack: (entry: Outgoing) => void): void {
  const client = useClient();
  const refused = usePending(thread.id).find((entry) => entry.state === 'refused');
  const comeBack = useEffectEvent(() => {
    if (refused && (client.drafts.here(thread.id) ?? '') === '') takeBack(refused);
  });
  // Once for each refusal: words typed meanwhile stay, and the refused ones wait in the list.
  useEffect(() => comeBack(), [client, thread.id, refused?.command.commandId]);
}
