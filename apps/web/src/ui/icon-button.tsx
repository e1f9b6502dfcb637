import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './button.module.css';
import { cx } from './cx.js';
import { Tooltip } from './tooltip.js';

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'aria-label'> {
  /** Says in words what the sign means; also the tooltip. */
  readonly label: string;
  readonly hotkey?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A sign with a name: never a sign alone. */
export function IconButton({ label, hotkey, className, children, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} hotkey={hotkey}>
      <AriaButton {...rest} aria-label={label} className={cx(styles.button, styles.quiet, styles.icon, className)}>
        {children}
      </AriaButton>
    </Tooltip>
  );
}
