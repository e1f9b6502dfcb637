import { createRouter } from '@tanstack/react-router';
import { Screen } from '../ui/screen.js';
import { ErrorNote } from '../ui/error-note.js';
import { Skeleton } from '../ui/skeleton.js';
import { NotHere } from './not-here.js';
import { routeTree } from './routes.js';

export const newRouter = () =>
  createRouter({
    routeTree,
    defaultPreload: 'intent',
    defaultPendingMs: 300,
    defaultNotFoundComponent: NotHere,
    defaultPendingComponent: () => (
      <Screen title=" ">
        <Skeleton lines={6} />
      </Screen>
    ),
    defaultErrorComponent: ({ reset }) => (
      <Screen title="Something went wrong in this page">
        <ErrorNote title="This screen could not be drawn" kept="Drafts are kept. Nothing was sent." onRetry={reset} />
      </Screen>
    ),
  });
