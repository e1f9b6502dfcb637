import { useEffect, useRef, type ReactNode } from 'react';
import { cx } from './cx.js';
import styles from './screen.module.css';

export interface ScreenProps {
  readonly title: ReactNode;
  /** Pills and figures beside the title. */
  readonly about?: ReactNode;
  /** Links to the other screens of the same thing. */
  readonly nav?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** `page`: scrolls as a whole, padded, at a reading width. `fill`: panes that scroll by themselves. */
  readonly layout?: 'page' | 'fill';
  readonly wide?: boolean;
}

/** The bar with the title, and what the screen shows. */
export function Screen({ title, about, nav, actions, children, layout = 'page', wide }: ScreenProps) {
  useFocusKept('screen');
  return (
    <div className={styles.screen}>
      <header className={styles.bar}>
        <h1 className={styles.title}>{title}</h1>
        <div className={styles.about}>{about}</div>
        {nav}
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      <main id="main" tabIndex={-1} className={layout === 'fill' ? styles.fill : styles.scroll}>
        {layout === 'fill' ? children : <div className={cx(styles.page, wide && styles.wide)}>{children}</div>}
      </main>
    </div>
  );
}

let isFirstScreen = true;

/** When what had the focus went with the screen or step before, the new one takes it: nobody starts again at the top. */
export function useFocusKept(step: unknown): void {
  const before = useRef<unknown>(undefined);
  useEffect(() => {
    const isNew = before.current !== step;
    before.current = step;
    if (isNew && !isFirstScreen && document.activeElement === document.body) document.getElementById('main')?.focus();
    isFirstScreen = false;
  }, [step]);
}

/** When what had opened a dialog is gone as the dialog goes, the screen takes the focus. */
export function useFocusBack(): void {
  useEffect(
    () => () => {
      const take = (): void => {
        if (document.activeElement === document.body) document.getElementById('main')?.focus();
      };
      // The dialog itself gives it back in the first frame, where there is something to give it to.
      requestAnimationFrame(() => requestAnimationFrame(take));
    },
    [],
  );
}

/** A block of a page with its heading. */
export function Section({
  title,
  aside,
  children,
}: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={styles.section}>
      <header className={styles.head}>
        <h2>{title}</h2>
        {aside !== undefined && <div className={styles.aside}>{aside}</div>}
      </header>
      {children}
    </section>
  );
}

/** Names and values in two columns. */
export function Facts({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
