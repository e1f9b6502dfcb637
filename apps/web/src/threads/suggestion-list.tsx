import { cx } from '../ui/cx.js';
import type { Suggestion } from './suggest.js';
import styles from './suggestion-list.module.css';

export interface SuggestionListProps {
  readonly id: string;
  readonly items: readonly Suggestion[];
  readonly selected: number;
  readonly onPick: (item: Suggestion) => void;
}

/** Stands above the text box; the box keeps the focus and names the selected line. */
export function SuggestionList({ id, items, selected, onPick }: SuggestionListProps) {
  return (
    <ul id={id} role="listbox" aria-label="Suggestions" className={styles.list}>
      {items.map((item, index) => (
        <li
          key={item.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === selected}
          className={cx(styles.item, index === selected && styles.selected)}
          // Before blur, so that the text box keeps the focus.
          onPointerDown={(event) => {
            event.preventDefault();
            onPick(item);
          }}
        >
          <span className={item.insert.startsWith('@') ? undefined : 'mono'}>{item.label}</span>
          <span className="meta">{item.note}</span>
        </li>
      ))}
    </ul>
  );
}
