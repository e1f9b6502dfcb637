import { Link } from '@tanstack/react-router';
import { EmptyState } from '../ui/empty-state.js';
import { Screen } from '../ui/screen.js';

/** The same for "not there" and "not yours". */
export const NotHere = () => (
  <Screen title="Nothing here">
    <EmptyState title="There is nothing here that you may see" actions={<Link to="/">Go to the inbox</Link>}>
      The address may be mistyped, or what stood here is not, or no longer, shown to you.
    </EmptyState>
  </Screen>
);
