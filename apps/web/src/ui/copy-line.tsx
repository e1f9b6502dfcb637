import { Check, Copy } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { Button } from './button.js';
import styles from './copy-line.module.css';

/** A value to hand on, with the button that copies it. Where the clipboard is closed to pages, it is selected instead. */
export function CopyLine({ label, value }: { readonly label: string; readonly value: string }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<'idle' | 'copied' | 'selected'>('idle');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(value);
      setState('copied');
    } catch {
      input.current?.focus();
      input.current?.select();
      setState('selected');
    }
  };
  return (
    <div className={styles.line}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div className={styles.box}>
        <input
          id={id}
          ref={input}
          readOnly
          value={value}
          className={styles.value}
          onFocus={(event) => event.target.select()}
        />
        <Button onPress={() => void copy()}>
          {state === 'copied' ? <Check aria-hidden="true" size={14} /> : <Copy aria-hidden="true" size={14} />}
          Copy
        </Button>
      </div>
      <p role="status" className={styles.said}>
        {said[state]}
      </p>
    </div>
  );
}

const said = { idle: '', copied: 'Copied.', selected: 'Selected. Copy it with Ctrl or Cmd C.' } as const;
