import type { MessageHeader } from '@liaison/contracts';
import { useState } from 'react';
import { useClient } from '../data/client.js';
import { sendCommand } from '../data/command.js';
import { useMe } from '../data/session.js';
import { problemOf } from '../sync/refusal.js';
import { Button } from '../ui/button.js';
import { now } from '../ui/now.js';
import { Popover } from '../ui/popover.js';
import { ProgressBar } from '../ui/progress-bar.js';
import { clockTime, exactTime, shortTime, Time } from '../ui/time.js';
import { toast } from '../ui/toast.js';
import styles from './ack-card.module.css';
import { useRoom, type Room } from './room-context.js';

/** A required acknowledgement: until when, how many have, who has not, and one's own button. */
export function AckCard({ message }: { readonly message: MessageHeader }) {
  const room = useRoom();
  const me = useMe();
  const acknowledge = useAcknowledge(message);
  const state = message.acknowledgement;
  if (!state || message.retracted) return null;
  const { done, asked, dueAt } = state;
  const isMine = asked.includes(me.person.id);
  const mine = done.find((one) => one.person === me.person.id);
  const words = `${done.length} of ${asked.length}`;
  return (
    <div className={styles.card}>
      <span className={styles.due} title={exactTime(dueAt)}>
        {dueWords(dueAt)}
      </span>
      <ProgressBar label="Acknowledged" hideLabel value={done.length} max={asked.length} text={words} tone="ok" />
      <Popover label="Who has acknowledged" trigger={<Button look="quiet">Who</Button>}>
        <WhoHas room={room} message={message} />
      </Popover>
      <span className={styles.mine}>
        {mine && (
          <>
            You did, <Time at={mine.at} as="clock" />
          </>
        )}
        {isMine && !mine && (
          <Button look="main" hotkey="a" onPress={acknowledge.run} isPending={acknowledge.busy}>
            Acknowledge
          </Button>
        )}
      </span>
    </div>
  );
}

/** `Acknowledge by 11:00`, with the day when it is another one. */
function dueWords(at: string, present = now()): string {
  const isToday = new Date(at).toDateString() === new Date(present).toDateString();
  const when = isToday ? clockTime(at) : `${shortTime(at)} ${clockTime(at)}`;
  return `${Date.parse(at) < present ? 'Was to be acknowledged' : 'Acknowledge'} by ${when}`;
}

function WhoHas({ room, message }: { readonly room: Room; readonly message: MessageHeader }) {
  const { done, asked } = message.acknowledgement ?? { done: [], asked: [] };
  const has = new Map(done.map((one) => [one.person, one.at]));
  const missing = asked.filter((person) => !has.has(person));
  return (
    <div className={styles.who}>
      <section>
        <h3>Not yet ({missing.length})</h3>
        <ul>
          {missing.map((person) => (
            <li key={person}>{personWords(room, person)}</li>
          ))}
        </ul>
      </section>
      <section>
        <h3>Acknowledged ({done.length})</h3>
        <ul>
          {done.map((one) => (
            <li key={one.person}>
              {personWords(room, one.person)} <span className="meta">{shortTime(one.at)}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function personWords({ directory }: Room, id: string): string {
  const person = directory.person(id);
  return person ? `${person.name}, ${directory.codeOf(person.agency)}` : directory.nameOf(id);
}

/** Acknowledging, from the card or by its key. */
export function useAcknowledge(message: MessageHeader | undefined): {
  readonly busy: boolean;
  readonly run: () => void;
} {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const run = (): void => {
    if (!message) return;
    setBusy(true);
    sendCommand(client, 'message.acknowledge', { compartment: message.compartment, input: { message: message.id } })
      .catch((error: unknown) => toast({ text: `Not acknowledged: ${problemOf(error).detail}`, tone: 'danger' }))
      .finally(() => setBusy(false));
  };
  return { busy, run };
}
