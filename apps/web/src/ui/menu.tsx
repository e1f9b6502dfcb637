import type { ReactElement, ReactNode } from 'react';
import {
  Menu as AriaMenu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Header,
  Popover,
  Separator,
} from 'react-aria-components';
import { cx } from './cx.js';
import { Kbd } from './kbd.js';
import styles from './menu.module.css';

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly note?: string;
  readonly hotkey?: string;
  readonly icon?: ReactNode;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** Draws a line above it. */
  readonly apart?: boolean;
  readonly onAction: () => void;
}

export interface MenuProps {
  /** A Button or IconButton. */
  readonly children: ReactElement;
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly heading?: string;
  readonly isOpen?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
}

/** Acts on one thing. What may not be done is absent, or disabled with its reason as a note. */
export function Menu({ children, label, entries, heading, isOpen, onOpenChange }: MenuProps) {
  const act = (id: unknown): void => entries.find((entry) => entry.id === id)?.onAction();
  return (
    <MenuTrigger {...(isOpen !== undefined && { isOpen })} {...(onOpenChange && { onOpenChange })}>
      {children}
      <Popover className={styles.popover ?? ''} offset={4}>
        <AriaMenu
          aria-label={label}
          className={styles.menu ?? ''}
          onAction={act}
          disabledKeys={entries.filter((entry) => entry.disabled).map((entry) => entry.id)}
        >
          {heading === undefined ? (
            entries.flatMap(lines)
          ) : (
            <MenuSection>
              <Header className={styles.heading}>{heading}</Header>
              {entries.flatMap(lines)}
            </MenuSection>
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

const lines = (entry: MenuEntry): readonly ReactElement[] => [
  ...(entry.apart ? [<Separator key={`${entry.id}-line`} className={styles.line ?? ''} />] : []),
  <MenuItem
    key={entry.id}
    id={entry.id}
    textValue={entry.label}
    className={cx(styles.item, entry.danger && styles.danger)}
  >
    {entry.icon !== undefined && <span className={styles.icon}>{entry.icon}</span>}
    <span className={styles.words}>
      {entry.label}
      {entry.note !== undefined && <span className={styles.note}>{entry.note}</span>}
    </span>
    {entry.hotkey !== undefined && <Kbd keys={entry.hotkey} />}
  </MenuItem>,
];
