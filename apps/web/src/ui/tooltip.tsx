import type { ReactElement } from 'react';
import { OverlayArrow, Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';
import { Kbd } from './kbd.js';
import styles from './tooltip.module.css';

export interface TooltipProps {
  readonly text: string;
  readonly hotkey?: string;
  /** A button or link of the kit. */
  readonly children: ReactElement;
}

/** A second name for a control, on hover and on keyboard focus. Nothing may be said only here. */
export function Tooltip({ text, hotkey, children }: TooltipProps) {
  return (
    <TooltipTrigger delay={400} closeDelay={80}>
      {children}
      <AriaTooltip className={styles.tip ?? ''} offset={6}>
        <OverlayArrow />
        {text}
        {hotkey !== undefined && <Kbd keys={hotkey} />}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
