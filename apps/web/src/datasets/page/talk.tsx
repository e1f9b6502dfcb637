import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../ui/button.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Pill } from '../../ui/pill.js';
import { Section } from '../../ui/screen.js';
import { Time } from '../../ui/time.js';
import type { DatasetPartProps } from './dataset-head.js';
import styles from './dataset-page.module.css';

const firstMessages = 20;
const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** Every thread about it and every message that links it, of those this reader may see. */
export function Talk({ operation, view, directory }: DatasetPartProps) {
  const [shown, setShown] = useState(firstMessages);
  const messages = [...view.messages].sort((a, b) => (a.at < b.at ? 1 : -1));
  const titleOf = (thread: string): string => view.threads.find((one) => one.id === thread)?.title ?? 'a thread';
  return (
    <Section
      title="Talk"
      aside={`${counted(view.threads.length, 'thread')}, ${counted(messages.length, 'message')} that you may see`}
    >
      {view.threads.length === 0 && (
        <EmptyState small title="Nobody has talked about it where you read">
          Write its reference in a message, or start a thread about it in the room.
        </EmptyState>
      )}
      <ul className={styles.talk} aria-label="Threads">
        {view.threads.map((thread) => (
          <li key={thread.id}>
            <Link to="/o/$op/threads/$thread" params={{ op: operation.id, thread: thread.id }}>
              {thread.title}
            </Link>
            {thread.state === 'resolved' && <Pill>resolved</Pill>}
            {thread.frozenBy !== null && <Pill tone="warn">frozen by {directory.codeOf(thread.frozenBy)}</Pill>}
            <span className={styles.quiet}>
              <Time at={thread.lastAt} />
            </span>
          </li>
        ))}
      </ul>
      {messages.length > 0 && (
        <>
          <h3>Messages that link it</h3>
          <ul className={styles.talk} aria-label="Messages">
            {messages.slice(0, shown).map((message) => (
              <li key={message.id}>
                <Link
                  to="/o/$op/threads/$thread"
                  params={{ op: operation.id, thread: message.thread }}
                  search={{ message: message.id }}
                >
                  {directory.nameOf(message.author)}, {directory.codeOf(message.agency)} in {titleOf(message.thread)}
                </Link>
                {message.retracted && <Pill>retracted</Pill>}
                <span className={styles.quiet}>
                  <Time at={message.at} />
                </span>
              </li>
            ))}
          </ul>
          {messages.length > shown && (
            <div>
              <Button onPress={() => setShown(shown + 100)}>Show more of {messages.length}</Button>
            </div>
          )}
        </>
      )}
    </Section>
  );
}
