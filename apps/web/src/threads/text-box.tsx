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
  type RefObject,
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
export function TextBox(props: TextBoxProps) {
  const { label, value, onChange, compartment, placeholder, handle, onSend, onEscape } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const { put, insertHere } = useCaret(area, value, onChange);
  const { trigger, setTrigger, look, onPaste } = useTrigger(area, props.prefix);
  const list = useId();
  const suggestions = useSuggestions(trigger, compartment);
  const isOpen = trigger !== null && suggestions.items.length > 0;
  useImperativeHandle(handle, () => ({ focus: () => area.current?.focus(), insert: insertHere }));

  const pick = (item: Suggestion): void => {
    if (!trigger) return;
    const next = insertAt(value, trigger, item.insert);
    put(next.text, next.caret);
    setTrigger(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (isOpen && handleListKey(event, suggestions, pick, () => setTrigger(null))) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSend();
    }
    if (event.key !== 'Escape' || !onEscape) return;
    event.currentTarget.blur();
    onEscape();
  };
  return (
    <div>
      {isOpen && <SuggestionList id={list} items={suggestions.items} selected={suggestions.selected} onPick={pick} />}
      <textarea
        ref={area}
        aria-label={label}
        aria-autocomplete="list"
        aria-controls={isOpen ? list : undefined}
        aria-haspopup="listbox"
        aria-activedescendant={isOpen && suggestions.selected >= 0 ? `${list}-${suggestions.selected}` : undefined}
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

/** Puts words in place with the caret after them, and lets the box grow with them. */
function useCaret(area: RefObject<HTMLTextAreaElement | null>, value: string, onChange: (value: string) => void) {
  const [caret, setCaret] = useState<number | null>(null);
  useLayoutEffect(() => {
    if (caret !== null) area.current?.setSelectionRange(caret, caret);
  }, [area, caret]);
  useLayoutEffect(() => grow(area.current), [area, value]);
  const put = (text: string, at: number): void => {
    setCaret(at);
    onChange(text);
  };
  const insertHere = (text: string): void => {
    const at = area.current?.selectionEnd ?? value.length;
    put(value.slice(0, at) + text + value.slice(at), at + text.length);
    area.current?.focus();
  };
  return { put, insertHere };
}

function grow(box: HTMLTextAreaElement | null): void {
  if (!box) return;
  box.style.blockSize = 'auto';
  box.style.blockSize = `${box.scrollHeight + 2}px`;
}

/** The word under the caret that asks for suggestions, typed or just pasted. */
function useTrigger(area: RefObject<HTMLTextAreaElement | null>, prefix: string) {
  const [trigger, setTrigger] = useState<Trigger | null>(null);
  const look = (text: string): void => setTrigger(triggerAt(text, area.current?.selectionEnd ?? text.length, prefix));
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>): void => {
    const key = pastedKey(event.clipboardData.getData('text/plain'));
    const from = event.currentTarget.selectionStart;
    if (key === null) return;
    // The pasted word stays as it is; its dataset is offered in its place.
    requestAnimationFrame(() =>
      setTrigger({ kind: 'dataset', query: key, from, to: area.current?.selectionEnd ?? from + key.length }),
    );
  };
  return { trigger, setTrigger, look, onPaste };
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
