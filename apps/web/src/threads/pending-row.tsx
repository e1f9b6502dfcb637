import type { CommandInputs } from '@liaison/contracts';
import { useClient, useLive } from '../data/client.js';
import { useMe } from '../data/session.js';
import type { Outgoing } from '../sync/outbox.js';
import { AgencyAvatar } from '../ui/agency-avatar.js';
import { Button } from '../ui/button.js';
import { ErrorNote } from '../ui/error-note.js';
import styles from './pending-row.module.css';

/** What a pending message says: the command of each is a post. */
export const postOf = ({ command }: Outgoing): CommandInputs['message.post'] =>
  command.input as CommandInputs['message.post'];

/** One's own messages on their way, after those that have arrived. */
export function usePending(thread: string): readonly Outgoing[] {
  const me = useMe();
  return useLive(
    ['outbox', `thread:${thread}`],
    (client) => {
      const mine = client.outbox
        .all()
        .filter((one) => one.command.kind === 'message.post' && one.command.input.thread === thread);
      const arrived = new Set(
        mine.flatMap((one) => one.answer?.id ?? []).filter((id) => client.store.messages.get(id)),
      );
      const waiting = mine.filter((one) => !arrived.has(one.answer?.id ?? ''));
      return hideArrived(waiting, unanswered(thread));
      /** Own messages that are in the stream while their answer is still on its way: each hides one line here. */
      function unanswered(id: string): number[] {
        const answered = new Set(client.outbox.all().flatMap((one) => one.answer?.id ?? []));
        const first = Math.min(...waiting.map((one) => one.after));
        return client.store
          .logOf(id)
          .after(Number.isFinite(first) ? first : Infinity)
          .flatMap((one) => {
            const message = client.store.messages.get(one);
            return message?.author === me.person.id && !answered.has(one) ? [message.seq] : [];
          });
      }
    },
    [thread, me.person.id],
  );
}

function hideArrived(waiting: readonly Outgoing[], arrived: readonly number[]): readonly Outgoing[] {
  let left = arrived.length;
  return waiting.filter((one) => one.state === 'refused' || left === 0 || (left -= 1) < 0);
}

export interface PendingRowProps {
  readonly entry: Outgoing;
  /** Puts the words back into the box, with the refusal beside them. */
  readonly onTakeBack: (entry: Outgoing) => void;
}

const stateWords = {
  sending: 'sending…',
  waiting: 'waiting for the connection; it goes by itself',
  sent: 'sent',
  refused: 'not sent',
} as const;

export function PendingRow({ entry, onTakeBack }: PendingRowProps) {
  const client = useClient();
  const me = useMe();
  return (
    <li className={styles.row} data-state={entry.state}>
      <AgencyAvatar code={me.agency.code} name={me.person.name} />
      <div className={styles.body}>
        <p className={styles.head}>
          <span className={styles.who}>You</span>
          <span role="status" className={styles.state}>
            {stateWords[entry.state]}
          </span>
        </p>
        <p className={styles.words}>{postOf(entry).text}</p>
        {entry.state === 'refused' && (
          <>
            <ErrorNote title="Not sent" problem={entry.problem} kept="Your text is kept here." />
            <div className={styles.choices}>
              <Button onPress={() => onTakeBack(entry)}>Edit it again</Button>
              <Button look="quiet" onPress={() => client.outbox.discard(entry.command.commandId)}>
                Throw away
              </Button>
            </div>
          </>
        )}
      </div>
    </li>
  );
}
