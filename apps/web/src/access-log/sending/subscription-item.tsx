import type { LogDestination, LogSubscription } from '@liaison/contracts';
import { Button } from '../../ui/button.js';
import { Disclosure } from '../../ui/disclosure.js';
import { Pill } from '../../ui/pill.js';
import { Facts } from '../../ui/screen.js';
import styles from '../items.module.css';
import type { LogWords } from '../log-words.js';
import { minuteInUtc } from '../record-words.js';
import { secondInUtc } from '../tree/tree-words.js';
import { formatWords, PlaceFacts } from './place-facts.js';

export interface SubscriptionItemProps {
  readonly subscription: LogSubscription;
  readonly destinations: readonly LogDestination[];
  readonly words: LogWords;
  /** Left out where it has ended. */
  readonly onResend?: () => void;
  readonly onStop?: () => void;
}

/** One place that the log is sent to: how far it is, and why it does not go. */
export function SubscriptionItem({ subscription, destinations, words, onResend, onStop }: SubscriptionItemProps) {
  const { destination: name, place, operation, problem, problemAt } = subscription;
  const isOffered = destinations.some((one) => one.name === name);
  return (
    <li className={styles.item} aria-label={`Sent to ${name}`}>
      <header className={styles.head}>
        <h3 className="mono">{name}</h3>
        <Standing subscription={subscription} />
        <span className={styles.quiet}>
          {formatWords[place.format]} to {place.host}
          {!isOffered && ', not offered now'}
        </span>
      </header>
      {problem !== null && problemAt !== null && (
        <p className={styles.warning}>
          {problem} Last tried {secondInUtc(problemAt)}. It is tried again by itself, at most five minutes apart;
          nothing is lost.
        </p>
      )}
      <Facts
        facts={[
          ['Carries', operation === null ? 'all that your agency’s auditors see' : words.nameOf(operation)],
          ...howFar(subscription),
          ['Begun', `${minuteInUtc(subscription.madeAt)}, by ${subscription.madeBy.name}`],
          ...(subscription.endedAt === null
            ? []
            : ([['Stopped', `${minuteInUtc(subscription.endedAt)}, by ${subscription.endedBy?.name ?? ''}`]] as const)),
        ]}
      />
      <Disclosure summary="The place, as it was chosen">
        <PlaceFacts place={place} />
      </Disclosure>
      {onResend && onStop && (
        <div className={styles.acts}>
          <Button onPress={onResend} aria-label={`Send again to ${name}`}>
            Send again…
          </Button>
          <Button look="quiet" onPress={onStop} aria-label={`Stop sending to ${name}`}>
            Stop…
          </Button>
        </div>
      )}
    </li>
  );
}

function Standing({ subscription: { endedAt, problem, waitingSince } }: { readonly subscription: LogSubscription }) {
  if (endedAt !== null) return <Pill>stopped</Pill>;
  if (problem !== null) return <Pill tone="danger">not taken</Pill>;
  return waitingSince === null ? <Pill tone="ok">has everything</Pill> : <Pill tone="info">on its way</Pill>;
}

/** What it has, and what it does not have yet. */
function howFar({ sentTo, sentAt, waitingSince }: LogSubscription): readonly (readonly [string, string])[] {
  return [
    [
      'Has',
      sentTo === null || sentAt === null
        ? 'nothing yet'
        : `records up to ${secondInUtc(sentTo)}, taken ${secondInUtc(sentAt)}`,
    ],
    ...(waitingSince === null ? [] : ([['Waits', `what was done since ${secondInUtc(waitingSince)}`]] as const)),
  ];
}
