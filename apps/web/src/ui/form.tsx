import type { ReactNode, SyntheticEvent } from 'react';
import { cx } from './cx.js';
import styles from './form.module.css';

export interface FormProps {
  readonly onSubmit: () => void;
  readonly children: ReactNode;
  /** For a button that stands outside, in a dialog's foot. */
  readonly id?: string;
  readonly label?: string;
  readonly className?: string;
}

/** Fields under each other; Enter sends. Nothing is checked by the browser: the server's reasons stand beside the fields. */
export function Form({ onSubmit, children, id, label, className }: FormProps) {
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form id={id} aria-label={label} noValidate onSubmit={submit} className={cx(styles.form, className)}>
      {children}
    </form>
  );
}

/** Fields side by side where there is room. */
export const FieldRow = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles.row}>{children}</div>
);

/** Buttons at the foot of a form, the main one first. */
export const FormButtons = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles.buttons}>{children}</div>
);
