import type { Id } from '@liaison/contracts';
import { useEffect, useReducer, useState } from 'react';
import { useClient } from '../data/client.js';
import type { DraftState } from '../sync/drafts.js';

/** The words begun at a place: here at once, on the server shortly after, for their author alone. */
export function useDraft(place: Id): {
  readonly text: string;
  readonly state: DraftState;
  readonly write: (text: string) => void;
} {
  const { drafts } = useClient();
  const [held, setHeld] = useState({ place, text: drafts.here(place) ?? '' });
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const text = held.place === place ? held.text : (drafts.here(place) ?? '');
  useEffect(() => {
    let isCurrent = true;
    void drafts
      .load(place)
      .then(
        (found) =>
          isCurrent && setHeld((now) => (now.place === place && now.text !== '' ? now : { place, text: found })),
      );
    return () => {
      isCurrent = false;
    };
  }, [drafts, place]);
  const write = (next: string): void => {
    setHeld({ place, text: next });
    drafts.write(place, next, redraw);
  };
  return { text, state: drafts.state(place), write };
}
