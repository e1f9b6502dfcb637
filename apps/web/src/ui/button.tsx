import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { cx } from './cx.js';
import styles from './button.module.css';
import { Kbd } from './kbd.js';

export type ButtonLook = 'main' | 'plain' | 'quiet' | 'danger';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  readonly look?: ButtonLook;
  /** The letter that does the same, shown beside the words. */
  readonly hotkey?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** One main button a view; a danger button only where something is taken away. */
export function Button({ look = 'plain', hotkey, className, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={cx(styles.button, styles[look], className)}>
      {children}
      {hotkey !== undefined && <Kbd keys={hotkey} />}
    </AriaButton>
  );
}
