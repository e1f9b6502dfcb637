import type { Problem } from '@liaison/contracts';
import { Outlet, useLocation, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useSession } from '../data/session.js';
import { useAsked } from '../frame/address.js';
import { preferencesOf } from '../frame/preferences.js';
import { Door } from '../identity/door.js';
import { LockScreen } from '../identity/lock-screen.js';
import { LiveRegion } from '../ui/live-region.js';
import { clearToasts, ToastRegion } from '../ui/toast.js';
import { Frame } from './frame.js';
import { Shell } from './shell.js';

const publicPaths = ['/sign-in', '/set-password'];

/** Who may see which kind of screen: nobody signed in, somebody, or somebody whose screen is locked. */
export function Gate() {
  const session = useSession();
  const { pathname, href } = useLocation();
  const { from } = useAsked();
  // The address changes before its screen is loaded: what would be drawn counts, not what is asked for.
  const drawn = useRouterState({ select: ({ matches }) => matches[matches.length - 1]?.pathname ?? '' });
  const isPublic = publicPaths.includes(drawn);
  const person = session.at === 'in' ? session.me.person.id : null;
  useEffect(() => {
    if (person !== null) preferencesOf(person);
    else clearToasts();
  }, [person]);

  if (session.at === 'locked')
    return (
      <Frame>
        <LockScreen me={session.me} />
      </Frame>
    );
  const isOnTheWay = publicPaths.includes(pathname) !== isPublic;
  if (session.at === 'starting' || isOnTheWay)
    return (
      <Frame>
        <Starting problem={session.at === 'starting' ? session.problem : null} />
      </Frame>
    );
  if (session.at === 'out') {
    if (!isPublic) return <GoTo address={isHome(href) ? '/sign-in' : `/sign-in?from=${encodeURIComponent(href)}`} />;
    return (
      <Frame>
        <Outlet />
      </Frame>
    );
  }
  if (isPublic) return <GoTo address={placeIn(from)} />;
  return (
    <>
      <Shell me={session.me} />
      <ToastRegion />
      <LiveRegion />
    </>
  );
}

/** Asked again by itself, until somebody answers: nobody is sent to sign in because a server is being restarted. */
function Starting({ problem }: { readonly problem: Problem | null }) {
  if (!problem)
    return (
      <p role="status" className="visually-hidden">
        Starting
      </p>
    );
  return (
    <Door title="The server cannot be reached" lead="It is asked again by itself. Leave this page open.">
      <p role="status" className="visually-hidden">
        {problem.detail}
      </p>
    </Door>
  );
}

const isHome = (href: string): boolean => href === '/' || href === '/inbox';

/** Goes elsewhere, once for each address: while the other screen is still being loaded, drawing again asks for nothing. */
function GoTo({ address }: { readonly address: string }) {
  const navigate = useNavigate();
  useEffect(() => void navigate({ href: address, replace: true }), [navigate, address]);
  return null;
}

/** Back to where the person was going; only a path of this client. */
function placeIn(from: string | undefined): string {
  return from !== undefined && /^\/(?![/\\])/.test(from) ? from : '/inbox';
}
