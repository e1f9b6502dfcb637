import type { LogSubscription } from '@liaison/contracts';
import { useState } from 'react';
import { useSubscriptions } from '../../data/log-subscriptions.js';
import { problemOf } from '../../sync/refusal.js';
import { Button } from '../../ui/button.js';
import { Disclosure } from '../../ui/disclosure.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Section } from '../../ui/screen.js';
import { Skeleton } from '../../ui/skeleton.js';
import screen from '../access-log.module.css';
import styles from '../items.module.css';
import type { LogViewProps } from '../view-props.js';
import { ResendDialog } from './resend-dialog.js';
import { StopDialog } from './stop-dialog.js';
import { SubscribeDialog } from './subscribe-dialog.js';
import { SubscriptionItem } from './subscription-item.js';

type Question = { readonly resend: LogSubscription } | { readonly stop: LogSubscription } | 'subscribe';

/** Where the reader's part of the log is sent on to while it is written, and how far each place is. */
export function Sending({ words }: LogViewProps) {
  const { data, error, refetch, isRefetching } = useSubscriptions();
  const [question, setQuestion] = useState<Question | null>(null);
  const close = (): void => setQuestion(null);
  const live = (data?.items ?? []).filter((one) => one.endedAt === null);
  const ended = (data?.items ?? []).filter((one) => one.endedAt !== null);
  return (
    <div className={screen.left}>
      <div className={screen.page}>
        <header className={screen.pageHead}>
          <p className={screen.lead}>
            Systems of your own, such as a SIEM, that get what these lists show you while it is written, never the
            content. It belongs to your side: whoever comes after you sees it and can stop it. What has been sent is out
            of this log’s reach, also when a person is erased.
          </p>
          <Button onPress={() => void refetch()} isPending={isRefetching}>
            Look again
          </Button>
        </header>
        {error && (
          <ErrorNote
            title="It could not be read where the log is sent"
            problem={problemOf(error)}
            onRetry={() => void refetch()}
          />
        )}
        {!data && !error && <Skeleton lines={5} label="Reading where the log is sent" />}
        {data && (
          <Section
            title="Sent on"
            aside={
              data.destinations.length > 0 && <Button onPress={() => setQuestion('subscribe')}>Send it on…</Button>
            }
          >
            {live.length === 0 && <Nowhere isPossible={data.destinations.length > 0} />}
            <ul className={styles.list}>
              {live.map((one) => (
                <SubscriptionItem
                  key={one.id}
                  subscription={one}
                  destinations={data.destinations}
                  words={words}
                  onResend={() => setQuestion({ resend: one })}
                  onStop={() => setQuestion({ stop: one })}
                />
              ))}
            </ul>
            {ended.length > 0 && (
              <Disclosure summary={`${ended.length} stopped`}>
                <ul className={styles.list}>
                  {ended.map((one) => (
                    <SubscriptionItem key={one.id} subscription={one} destinations={data.destinations} words={words} />
                  ))}
                </ul>
              </Disclosure>
            )}
          </Section>
        )}
      </div>
      {question === 'subscribe' && data && (
        <SubscribeDialog destinations={data.destinations} live={live} words={words} onClose={close} />
      )}
      {question !== null && typeof question === 'object' && 'resend' in question && (
        <ResendDialog subscription={question.resend} onClose={close} />
      )}
      {question !== null && typeof question === 'object' && 'stop' in question && (
        <StopDialog subscription={question.stop} onClose={close} />
      )}
    </div>
  );
}

const Nowhere = ({ isPossible }: { readonly isPossible: boolean }) =>
  isPossible ? (
    <EmptyState small title="The log is sent nowhere">
      Your operator has named places that it may be sent to. Choose one, and what is signed from then on goes there;
      what was before can be sent too.
    </EmptyState>
  ) : (
    <EmptyState small title="There is nowhere to send it">
      Your operator names the places, each for one agency’s auditors or its oversight, in the file of
      LIAISON_LOG_DESTINATIONS; you choose among them. So neither of you can send the log out alone. Ask for your
      agency’s system to be named there.
    </EmptyState>
  );
