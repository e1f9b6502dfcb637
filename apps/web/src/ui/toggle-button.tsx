import type { ReactNode } from 'react';
import { ToggleButton as AriaToggleButton, type ToggleButtonProps as AriaProps } from 'react-aria-components';
import styles from './button.module.css';
import { cx } from './cx.js';

export interface ToggleButtonProps extends Omit<AriaProps, 'className' | 'style' | 'children'> {
  readonly children: ReactNode;
}

/** Another look at the same thing, on or off. */
export const ToggleButton = ({ children, ...rest }: ToggleButtonProps) => (
  <AriaToggleButton {...rest} className={cx(styles.button, styles.quiet)}>
    {children}
  </AriaToggleButton>
);
