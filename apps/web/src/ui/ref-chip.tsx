import { Link, type LinkProps } from 'react-aria-components';
import { cx } from './cx.js';
import styles from './ref-chip.module.css';

export interface RefChipProps extends Omit<LinkProps, 'className' | 'style' | 'children'> {
  /** A reference, an alias or a digest, as text. */
  readonly reference: string;
  readonly className?: string;
}

/** A speakable reference that can be opened: mono, dotted underline. A link with `href`, else a button by `onPress`. */
export function RefChip({ reference, className, ...rest }: RefChipProps) {
  return (
    <Link {...rest} className={cx(styles.ref, className)}>
      {reference}
    </Link>
  );
}

/** The same look for something that cannot be opened: plain text, not underlined. */
export const RefText = ({ reference }: { readonly reference: string }) => (
  <span className={styles.text}>{reference}</span>
);
