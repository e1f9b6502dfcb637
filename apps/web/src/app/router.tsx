import { createRouter, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { Screen } from '../ui/screen.js';
import { ErrorNote } from '../ui/error-note.js';
import { Skeleton } from '../ui/skeleton.js';
import { ScreenMissing } from './kept-screens.js';
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
    defaultErrorComponent: NotDrawn,
  });

function NotDrawn({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const again = (): void => void router.invalidate().then(reset);
  if (error instanceof ScreenMissing)
    return (
      <Screen title="This screen is not here yet">
        <ErrorNote
          title="It could not be fetched"
          kept="There is no connection, or there is a newer version: then reload the page. What you typed is kept."
          onRetry={again}
        />
      </Screen>
    );
  return (
    <Screen title="Something went wrong in this page">
      <ErrorNote title="This screen could not be drawn" kept="Drafts are kept. Nothing was sent." onRetry={again} />
    </Screen>
  );
}
