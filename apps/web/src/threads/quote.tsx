import type { Id, MessageHeader } from '@liaison/contracts';
import { useLive } from '../data/client.js';
import { Button } from '../ui/button.js';
import styles from './quote.module.css';
import { useRoom } from './room-context.js';

/** What a message answers to: author and first words as this reader may see them now, and the way there. */
export function Quote({ id, onJump }: { readonly id: Id; readonly onJump?: (id: Id) => void }) {
  const { directory } = useRoom();
  const [quoted, text] = useLive(
    ['threads'],
    (client) => {
      const message = client.store.messages.get(id);
      return [message, message && (client.store.textOf(message)?.text ?? null)] as const;
    },
    [id],
  );
  return (
    <div className={styles.quote}>
      <span className={styles.who}>{quoted ? directory.nameOf(quoted.author) : 'An earlier message'}</span>
      <span className={styles.words}>{wordsOf(quoted, text)}</span>
      {onJump && (
        <Button look="quiet" className={styles.go ?? ''} onPress={() => onJump(id)}>
          Show
        </Button>
      )}
    </div>
  );
}

function wordsOf(quoted: MessageHeader | undefined, text: string | null | undefined): string {
  if (quoted?.retracted) return 'taken back';
  if (quoted?.alone && (text ?? null) === null) return 'opened one by one';
  return firstWords(text ?? '');
}

export const firstWords = (text: string, most = 120): string => {
  const line = text.replace(/[\s>#*_`]+/gu, ' ').trim();
  return line.length > most ? `${line.slice(0, most)}…` : line;
};
