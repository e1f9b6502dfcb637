import type { CompartmentView } from '@liaison/contracts';
import {
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type Ref,
} from 'react';
import { insertAt, pastedKey, triggerAt, type Suggestion, type Trigger } from './suggest.js';
import { SuggestionList } from './suggestion-list.js';
import styles from './text-box.module.css';
import { useSuggestions } from './use-suggestions.js';

export interface TextBoxHandle {
  readonly focus: () => void;
  readonly insert: (text: string) => void;
}

export interface TextBoxProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly compartment: CompartmentView;
  readonly prefix: string;
  readonly onSend: () => void;
  readonly onEscape?: () => void;
  readonly placeholder?: string;
  readonly handle?: Ref<TextBoxHandle>;
}

/** A plain text area that suggests people after @ and datasets after # or as a reference is typed or pasted. */
export function TextBox({
  label,
  value,
  onChange,
  compartment,
  prefix,
  onSend,
  onEscape,
  placeholder,
  handle,
}: TextBoxProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const caretTo = useRef<number | null>(null);
  const [trigger, setTrigger] = useState<Trigger | null>(null);
  const list = useId();
  const suggestions = useSuggestions(trigger, compartment);
  const isOpen = trigger !== null && suggestions.items.length > 0;

  const put = (text: string, caret: number): void => {
    caretTo.current = caret;
    onChange(text);
    setTrigger(null);
  };
  useLayoutEffect(() => {
    const box = area.current;
    if (!box) return;
    if (caretTo.current !== null) box.setSelectionRange(caretTo.current, caretTo.current);
    caretTo.current = null;
    box.style.blockSize = 'auto';
    box.style.blockSize = `${box.scrollHeight + 2}px`;
  }, [value]);
  useImperativeHandle(handle, () => ({
    focus: () => area.current?.focus(),
    insert: (text) => {
      const at = area.current?.selectionEnd ?? value.length;
      put(value.slice(0, at) + text + value.slice(at), at + text.length);
      area.current?.focus();
    },
  }));

  const look = (text: string): void => setTrigger(triggerAt(text, area.current?.selectionEnd ?? text.length, prefix));
  const pick = (item: Suggestion): void => {
    if (!trigger) return;
    const next = insertAt(value, trigger, item.insert);
    put(next.text, next.caret);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (isOpen && handleListKey(event, suggestions, pick, () => setTrigger(null))) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSend();
    }
    if (event.key === 'Escape') onEscape?.();
  };
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>): void => {
    const key = pastedKey(event.clipboardData.getData('text/plain'));
    const from = event.currentTarget.selectionStart;
    // The pasted word stays as it is; its dataset is offered in its place.
    if (key !== null)
      requestAnimationFrame(() =>
        setTrigger({ kind: 'dataset', query: key, from, to: area.current?.selectionEnd ?? from + key.length }),
      );
  };
  return (
    <div>
      {isOpen && <SuggestionList id={list} items={suggestions.items} selected={suggestions.selected} onPick={pick} />}
      <textarea
        ref={area}
        aria-label={label}
        aria-autocomplete="list"
        aria-controls={isOpen ? list : undefined}
        aria-expanded={isOpen}
        aria-activedescendant={isOpen ? `${list}-${suggestions.selected}` : undefined}
        role="combobox"
        aria-multiline="true"
        dir="auto"
        rows={2}
        className={styles.area}
        placeholder={placeholder}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
          look(event.target.value);
        }}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onBlur={() => setTrigger(null)}
        onClick={() => look(value)}
      />
    </div>
  );
}

/** True when the key was the list's. */
function handleListKey(
  event: KeyboardEvent,
  { items, selected, move }: ReturnType<typeof useSuggestions>,
  pick: (item: Suggestion) => void,
  close: () => void,
): boolean {
  const item = items[selected];
  const acts: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Escape: close,
    ...(item && !event.ctrlKey && !event.metaKey && { Enter: () => pick(item), Tab: () => pick(item) }),
  };
  const act = acts[event.key];
  if (!act) return false;
  event.preventDefault();
  act();
  return true;
}
