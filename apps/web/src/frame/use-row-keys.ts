import { useKeys } from './keys.js';

/** j and k go through everything marked `data-row` on the screen; Enter is the link's own. */
export function useRowKeys(): void {
  const step = (by: 1 | -1): void => {
    const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
    const at = rows.findIndex((row) => row === document.activeElement);
    rows[Math.min(rows.length - 1, Math.max(0, at === -1 ? 0 : at + by))]?.focus();
  };
  useKeys([
    { keys: 'j', label: 'Next line', group: 'Threads', inPalette: false, run: () => step(1) },
    { keys: 'k', label: 'Previous line', group: 'Threads', inPalette: false, run: () => step(-1) },
  ]);
}
