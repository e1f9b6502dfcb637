import type { MessageHeader } from '@liaison/contracts';
import { memo } from 'react';
import { AgencyAvatar } from '../ui/agency-avatar.js';
import { cx } from '../ui/cx.js';
import { MarkingLine } from '../ui/marking.js';
import { clockTime, dayWords, exactTime, Time } from '../ui/time.js';
import { AckCard } from './ack-card.js';
import { MessageMenu } from './message-menu.js';
import { MessageWords } from './message-words.js';
import { Quote } from './quote.js';
import { useRoom } from './room-context.js';
import styles from './message-row.module.css';

export interface MessageRowProps {
  readonly message: MessageHeader;
  /** By the same author shortly before: the name is not repeated, the time is. */
  readonly continues: boolean;
  readonly startsDay: boolean;
  /** `new since 08:56`, above the first message that was not read when the thread was opened. */
  readonly newSince: string | null;
  readonly isActive: boolean;
  /** Its place, for screen readers. */
  readonly position: number | undefined;
  readonly setSize: number;
  readonly isPointedAt: boolean;
  readonly onJump: (id: string) => void;
  readonly onActivate: (id: string) => void;
  readonly onQuote: (message: MessageHeader) => void;
}

/** One message: who, when, marked how, and the words. Named to screen readers as author, text, then time. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const {
    message,
    continues,
    startsDay,
    newSince,
    isActive,
    position,
    setSize,
    isPointedAt,
    onActivate,
    onJump,
    onQuote,
  } = props;
  const { directory, compartment } = useRoom();
  const author = directory.person(message.author);
  const name = author?.name ?? directory.nameOf(message.author);
  const code = directory.codeOf(message.agency);
  const [who, what, when] = ['who', 'what', 'when'].map((part) => `${message.id}-${part}`);
  return (
    <li
      data-key={message.id}
      data-pointed={isPointedAt || undefined}
      tabIndex={isActive ? 0 : -1}
      aria-labelledby={`${who} ${what} ${when}`}
      aria-posinset={position}
      aria-setsize={setSize}
      className={cx(styles.row, continues && styles.continues)}
      onFocus={() => onActivate(message.id)}
    >
      {startsDay && <div className={styles.day}>{dayWords(message.at)}</div>}
      {newSince !== null && (
        <div className={styles.new} role="separator">
          {newSince}
        </div>
      )}
      <div className={styles.message}>
        <div className={styles.gutter}>
          {continues ? (
            <time aria-hidden="true" className={styles.side} title={exactTime(message.at)}>
              {clockTime(message.at)}
            </time>
          ) : (
            <AgencyAvatar code={code} name={name} />
          )}
        </div>
        <div>
          <div className={cx(styles.head, continues && !hasMore(message) && 'visually-hidden')}>
            <span id={who} className={cx(styles.who, continues && 'visually-hidden')}>
              {name}, {code}
            </span>
            <span id={when} className={cx('meta', continues && 'visually-hidden')}>
              <Time at={message.at} as="clock" />
            </span>
            {message.version > 1 && <span className="meta">edited · {message.version} versions</span>}
            <MarkingLine marking={message.marking} {...beyond(compartment(message.compartment)?.marking)} />
          </div>
          {message.quotes !== null && !message.retracted && <Quote id={message.quotes} onJump={onJump} />}
          <div id={what}>
            <MessageWords message={message} />
          </div>
          <AckCard message={message} />
        </div>
        <div className={styles.tools}>
          <MessageMenu message={message} isActive={isActive} onQuote={onQuote} />
        </div>
      </div>
    </li>
  );
});

const hasMore = (message: MessageHeader): boolean => message.version > 1;

const beyond = (marking: MessageHeader['marking'] | undefined) => (marking ? { beyond: marking } : {});
