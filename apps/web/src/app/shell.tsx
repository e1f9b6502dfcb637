import type { Me } from '@liaison/contracts';
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useFollowedOperations } from '../data/operations.js';
import { useUnreadByOperation } from '../data/threads.js';
import { useKeyListener } from '../frame/keys.js';
import { usePreferences } from '../frame/preferences.js';
import { Frame } from './frame.js';
import { Rail } from './rail.js';
import styles from './frame.module.css';
import { useGlobalKeys } from './global-keys.js';
import { fetchScreens, kept } from './kept-screens.js';

const Palette = lazy(kept(() => import('./palette.js').then(({ Palette: part }) => ({ default: part }))));
const KeyHelp = lazy(kept(() => import('./key-help.js').then(({ KeyHelp: part }) => ({ default: part }))));

/** Everything around a screen for somebody who is signed in. */
export function Shell({ me }: { readonly me: Me }) {
  const [overlay, setOverlay] = useState<'palette' | 'help' | null>(null);
  const [{ letters }] = usePreferences();
  useFollowedOperations();
  useKeyListener(letters);
  useGlobalKeys(me, setOverlay);
  useTitle();
  useEffect(() => void fetchScreens(), []);
  return (
    <Frame>
      <a href="#main" className={styles.skip}>
        Skip to the screen
      </a>
      <Rail me={me} onHelp={() => setOverlay('help')} onPalette={() => setOverlay('palette')} />
      <Outlet />
      <Suspense fallback={null}>
        {overlay === 'palette' && <Palette onClose={() => setOverlay(null)} />}
        {overlay === 'help' && <KeyHelp onClose={() => setOverlay(null)} />}
      </Suspense>
    </Frame>
  );
}

/** How much is unread, and no name of anything: a title is seen by whoever stands behind. */
function useTitle(): void {
  const sums = useUnreadByOperation();
  const unread = [...sums.values()].reduce((sum, one) => sum + one.unread, 0);
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) Liaison` : 'Liaison';
  }, [unread]);
}
