import type { OperationView } from '@liaison/contracts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useLive } from '../data/client.js';
import { useOperation } from '../data/operations.js';
import { problemOf } from '../sync/refusal.js';
import { EmptyState } from '../ui/empty-state.js';
import { ErrorNote } from '../ui/error-note.js';
import { now } from '../ui/now.js';
import { Pill, type PillTone } from '../ui/pill.js';
import { Screen } from '../ui/screen.js';
import { ScreenNav } from '../ui/screen-nav.js';
import { Skeleton } from '../ui/skeleton.js';
import { operationPlaces } from './places.js';

export interface OperationScreenProps {
  readonly operation: string;
  readonly layout?: 'page' | 'fill';
  readonly wide?: boolean;
  readonly actions?: ReactNode;
  /** Drawn when the operation is there. */
  readonly children: (operation: OperationView) => ReactNode;
}

/** A screen of one operation: its name, phase and time left, and the way to its other screens. */
export function OperationScreen({ operation: id, layout = 'page', wide, actions, children }: OperationScreenProps) {
  const { data, error, refetch } = useOperation(id);
  const place = { layout, ...(wide !== undefined && { wide }) };
  const problem = error ? problemOf(error) : null;
  // What was fetched before says nothing any more once the server says that there is nothing.
  if (problem && ['not_found', 'forbidden'].includes(problem.code)) return <NoOperation />;
  if (problem && !data)
    return (
      <Screen title="Operation">
        <ErrorNote title="This operation could not be opened" problem={problem} onRetry={() => void refetch()} />
      </Screen>
    );
  if (!data)
    return (
      <Screen title="Operation" {...place}>
        <Skeleton lines={6} label="Loading the operation" />
      </Screen>
    );
  return (
    <Screen
      title={data.codeName}
      about={<About operation={data} />}
      nav={<OperationNav operation={data} />}
      actions={actions}
      {...place}
    >
      {children(data)}
    </Screen>
  );
}

const NoOperation = () => (
  <Screen title="Operation">
    <EmptyState title="There is nothing here that you may see">
      The operation may have another address, or you are not, or no longer, in it. Nothing of it is left in this
      browser.
    </EmptyState>
  </Screen>
);

const phaseTones: Readonly<Record<OperationView['phase'], PillTone>> = {
  preparation: 'info',
  active: 'ok',
  dissemination: 'ok',
  follow_up: 'info',
  closed: 'plain',
  archived: 'plain',
};

function About({ operation }: { readonly operation: OperationView }) {
  const inside = operation.agencies.filter((one) => one.state === 'accepted').length;
  const online = useLive(
    ['presence', 'compartments'],
    (client) => client.presence.inAny(operation.compartments.map((one) => one.id)),
    [operation],
  );
  return (
    <>
      <Pill tone={phaseTones[operation.phase]}>{operation.phase.replace('_', '-')}</Pill>
      <span>
        {[
          timeLeft(operation),
          `${inside} ${inside === 1 ? 'agency' : 'agencies'}`,
          online > 0 ? `${online} here now` : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </>
  );
}

/** In days, by the calendar of the operation. */
function timeLeft({ phase, startsOn, endsOn }: OperationView, present: Date = new Date(now())): string {
  const today = Date.parse(present.toISOString().slice(0, 10));
  const days = (day: string): number => Math.round((Date.parse(day) - today) / 86_400_000);
  const [toStart, toEnd] = [days(startsOn), days(endsOn)];
  if (toStart > 0 && phase === 'preparation') return `starts in ${toStart} ${toStart === 1 ? 'day' : 'days'}`;
  if (toEnd < 0) return 'ended';
  return toEnd === 0 ? 'last day' : `${toEnd} ${toEnd === 1 ? 'day' : 'days'} left`;
}

function OperationNav({ operation }: { readonly operation: OperationView }) {
  return (
    <ScreenNav label={`Screens of ${operation.codeName}`}>
      {operationPlaces
        .filter((place) => place.isFor(operation))
        .map((place) => (
          <Link
            key={place.to}
            to={place.to}
            params={{ op: operation.id }}
            activeOptions={{ exact: place.exact ?? false }}
          >
            {place.label}
          </Link>
        ))}
    </ScreenNav>
  );
}
