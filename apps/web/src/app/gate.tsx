import { Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useSession } from '../data/session.js';
import { preferencesOf } from '../frame/preferences.js';
import { LockScreen } from '../identity/lock-screen.js';
import { LiveRegion } from '../ui/live-region.js';
import { clearToasts, ToastRegion } from '../ui/toast.js';
import { Frame } from './frame.js';
import { Shell } from './shell.js';

const publicPaths = ['/sign-in', '/set-password'];

/** Who may see which kind of screen: nobody signed in, somebody, or somebody whose screen is locked. */
export function Gate() {
  const session = useSession();
  const { pathname, href, search } = useLocation();
  const isPublic = publicPaths.includes(pathname);
  const person = session.at === 'in' ? session.me.person.id : null;
  useEffect(() => {
    if (person !== null) preferencesOf(person);
    else clearToasts();
  }, [person]);

  if (session.at === 'locked') return <LockScreen me={session.me} />;
  if (session.at === 'starting')
    return (
      <Frame>
        <p role="status" className="visually-hidden">
          Starting
        </p>
      </Frame>
    );
  if (session.at === 'out') {
    if (!isPublic)
      return <Navigate to="/sign-in" search={href === '/' || href === '/inbox' ? {} : { from: href }} replace />;
    return (
      <Frame>
        <Outlet />
      </Frame>
    );
  }
  if (isPublic) return <Navigate to={placeIn(search)} replace />;
  return (
    <>
      <Shell me={session.me} />
      <ToastRegion />
      <LiveRegion />
    </>
  );
}

/** Back to where the person was going; only a path of this client. */
function placeIn(search: unknown): string {
  const from = (search as { from?: unknown }).from;
  return typeof from === 'string' && /^\/(?![/\\])/.test(from) ? from : '/inbox';
}
