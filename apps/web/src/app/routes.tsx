import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { administrationRoutes } from './administration.js';
import { Gate } from './gate.js';
import { kept } from './kept-screens.js';

/** Every address of the client. Addresses are permalinks: change none. Each screen is loaded when first wanted. */
const root = createRootRoute({ component: Gate });

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    redirect({ to: '/inbox', replace: true, throw: true });
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { from?: string } => ({
    ...(text(search.from) && { from: text(search.from) }),
  }),
  component: lazyRouteComponent(
    kept(() => import('../identity/sign-in.js')),
    'SignIn',
  ),
});

const setPassword = createRoute({
  getParentRoute: () => root,
  path: '/set-password',
  component: lazyRouteComponent(
    kept(() => import('../identity/set-password.js')),
    'SetPassword',
  ),
});

const inbox = createRoute({
  getParentRoute: () => root,
  path: '/inbox',
  component: lazyRouteComponent(
    kept(() => import('../inbox/inbox.js')),
    'Inbox',
  ),
});

const search = createRoute({
  getParentRoute: () => root,
  path: '/search',
  component: lazyRouteComponent(
    kept(() => import('../search/search.js')),
    'Search',
  ),
});

/** An operation without more said opens on its threads. */
const operation = createRoute({
  getParentRoute: () => root,
  path: '/o/$op',
  beforeLoad: ({ params }) => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- how the router is told to go elsewhere
    throw redirect({ to: '/o/$op/threads', params, replace: true });
  },
});

/** The list and one open thread are one screen: changing the thread draws nothing else anew. */
const room = createRoute({
  getParentRoute: () => root,
  path: '/o/$op/threads',
  component: lazyRouteComponent(
    kept(() => import('./room.js')),
    'Room',
  ),
});
const thread = createRoute({ getParentRoute: () => room, path: '$thread' });

export const routeTree = root.addChildren([
  home,
  signIn,
  setPassword,
  inbox,
  search,
  operation,
  room.addChildren([thread]),
  ...administrationRoutes(root),
]);
