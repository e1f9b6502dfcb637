import type { MessageHeader, MessageText } from '@liaison/contracts';
import { isFetchedAlone } from '@liaison/domain';
import { EyeOff } from 'lucide-react';
import { retractWords } from '../data/words.js';
import { useEffect, useEffectEvent, useMemo } from 'react';
import { useLive } from '../data/client.js';
import { usePreferences } from '../frame/preferences.js';
import { Button } from '../ui/button.js';
import { ErrorNote } from '../ui/error-note.js';
import { GroundDialog } from '../frame/ground-dialog.js';
import { Words } from './markdown.js';
import styles from './message-words.module.css';
import { ReferenceLink } from './reference-link.js';
import { useRoom } from './room-context.js';
import { mentionWords } from './mention-words.js';
import { useUnfold } from './use-unfold.js';

/** A message's words as they stand: shown, folded, on their way, or taken back. */
export function MessageWords({ message }: { readonly message: MessageHeader }) {
  const room = useRoom();
  const [text, last] = useLive(
    [`thread:${message.thread}`],
    (client) => [client.store.textOf(message), client.store.lastTextOf(message)] as const,
    [message],
  );
  const references = useMemo(
    () => new Set(message.datasets.flatMap((id) => room.share(id, message.compartment)?.ref ?? [])),
    [message, room],
  );
  const mentions = useMemo(() => mentionWords(message, room.directory), [message, room]);
  if (message.retracted) return <Tombstone message={message} />;
  const shown = text ?? last;
  if (shown && shown.text !== null)
    return (
      <>
        {shown.contentNote !== null && <p className={styles.note}>{shown.contentNote}</p>}
        <div data-stale={text === undefined || undefined} className={styles.words}>
          <Words
            text={shown.text}
            references={references}
            mentions={mentions}
            renderReference={(reference) => <ReferenceLink reference={reference} compartment={message.compartment} />}
          />
        </div>
      </>
    );
  return message.alone ? <Folded message={message} text={text} /> : <p className={styles.coming}>…</p>;
}

function Tombstone({ message }: { readonly message: MessageHeader }) {
  if (!message.retracted) return null;
  return (
    <p className={styles.tombstone}>
      Taken back: <em>{retractWords[message.retracted.reason].toLowerCase()}</em>. Nobody reads the words any more.
    </p>
  );
}

/** Folded by its author, or opened one by one because of its marking. */
function Folded({ message, text }: { readonly message: MessageHeader; readonly text: MessageText | undefined }) {
  const unfold = useUnfold(message.id);
  const [{ alwaysOpen }] = usePreferences();
  const strict = isFetchedAlone(message.marking);
  const opensItself = alwaysOpen && !strict;
  const { open } = unfold;
  const openItself = useEffectEvent(() => {
    if (opensItself) open();
  });
  // Once for this message; a refusal is shown and not asked again by itself.
  useEffect(() => openItself(), [opensItself, message.id, message.version]);
  return (
    <div className={styles.folded}>
      <EyeOff aria-hidden="true" size={16} />
      <span className={styles.why}>
        {text?.contentNote ??
          (strict ? 'Opened one by one because of its marking. Opening it is recorded.' : 'Folded by its author.')}
      </span>
      <Button onPress={() => open()} isPending={unfold.busy}>
        Open
      </Button>
      {unfold.problem && <ErrorNote title="It was not opened" problem={unfold.problem} />}
      {unfold.asks && <GroundDialog problem={unfold.asks} onState={open} onClose={unfold.stop} />}
    </div>
  );
}
