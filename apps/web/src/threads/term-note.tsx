import { termAdvice } from '@liaison/domain';
import { Button } from '../ui/button.js';
import styles from './term-note.module.css';

/** A term that implies consent, and the right one beside it. It never blocks: quoting a file's words can be right. */
export function TermNote({ text, onReplace }: { readonly text: string; readonly onReplace: (text: string) => void }) {
  const [advice] = termAdvice(text);
  if (!advice) return null;
  return (
    <p role="status" className={styles.note}>
      <span>
        “{advice.found}” implies consent. The term is <strong>{advice.use}</strong>.
      </span>
      <Button onPress={() => onReplace(text.replaceAll(advice.found, advice.use))}>Use it</Button>
    </p>
  );
}
