import type { ReactNode } from 'react';
import { Focusable, Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';
import { Button, type ButtonLook } from './button.js';
import styles from './button.module.css';
import { cx } from './cx.js';
import tip from './tooltip.module.css';

export interface RuledButtonProps {
  /** Why it may not be done; left out, it may. */
  readonly forbidden?: string | undefined;
  readonly look?: ButtonLook;
  readonly hotkey?: string;
  readonly isPending?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

/** A button that stays reachable when a rule forbids it, so that everybody can learn why: focus or point at it. */
export function RuledButton({ forbidden, look = 'plain', hotkey, isPending, onPress, children }: RuledButtonProps) {
  if (forbidden === undefined)
    return (
      <Button
        look={look}
        onPress={onPress}
        {...(hotkey !== undefined && { hotkey })}
        {...(isPending !== undefined && { isPending })}
      >
        {children}
      </Button>
    );
  return (
    <TooltipTrigger delay={200} closeDelay={80}>
      <Focusable>
        <button type="button" aria-disabled="true" data-disabled="true" className={cx(styles.button, styles[look])}>
          {children}
        </button>
      </Focusable>
      <AriaTooltip className={tip.tip ?? ''} offset={6}>
        {forbidden}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
