import styles from './kbd.module.css';

const shown: Readonly<Record<string, string>> = { Mod: isApple() ? '⌘' : 'Ctrl', Escape: 'Esc' };

/** The keys of a shortcut, `Mod+K` or `g i`. Decoration beside words that say the same. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <kbd aria-hidden="true" className={styles.keys}>
      {keys
        .split('+')
        .map((key) => shown[key] ?? key)
        .join(isApple() ? '' : ' ')}
    </kbd>
  );
}

function isApple(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);
}
