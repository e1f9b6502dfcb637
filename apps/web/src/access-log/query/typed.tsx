import { useState, type Ref } from 'react';
import { TextField } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import styles from './query.module.css';

export interface TypedProps {
  readonly label: string;
  readonly hotkey?: string;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly given: string | undefined;
  readonly clean: (typed: string) => string;
  readonly fits: (text: string) => boolean;
  /** An example, said beside what does not fit. */
  readonly mend: string;
  readonly onAsk: (text: string | undefined) => void;
}

/** A part of the question that is typed. Asked with Enter: each question is a look-up that is recorded. */
export function Typed({ label, hotkey, inputRef, given, clean, fits, mend, onAsk }: TypedProps) {
  const [typed, setTyped] = useState(given ?? '');
  const [asked, setAsked] = useState(given);
  // What is asked was changed elsewhere too. The field stays the same one, and keeps the focus.
  if (asked !== given) {
    setAsked(given);
    setTyped(given ?? '');
  }
  const [isRefused, setRefused] = useState(false);
  const text = clean(typed.trim());
  const ask = (): void => {
    if (text === '') onAsk(undefined);
    else if (fits(text)) onAsk(text);
    else setRefused(true);
  };
  return (
    <Form label={`Ask by ${label.toLowerCase()}`} onSubmit={ask}>
      <TextField
        label={label}
        hideLabel
        mono
        placeholder={hotkey === undefined ? label : `${label}  ${hotkey}`}
        value={typed}
        {...(inputRef !== undefined && { inputRef })}
        onChange={(next) => {
          setTyped(next);
          setRefused(false);
        }}
        className={styles.typed ?? ''}
        problem={isRefused ? mend : null}
      />
    </Form>
  );
}
