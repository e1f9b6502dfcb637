import type { Id } from '@liaison/contracts';
import { useEffect } from 'react';
import { useClient, useLive } from '../data/client.js';
import type { DraftState } from '../sync/drafts.js';

/** The words begun at a place: here at once, in the other windows too, and on the server shortly after. */
export function useDraft(place: Id): {
  readonly text: string;
  readonly state: DraftState;
  readonly write: (text: string) => void;
} {
  const { drafts } = useClient();
  const held = useLive([`draft:${place}`], () => ({ text: drafts.here(place) ?? '', state: drafts.state(place) }), [
    drafts,
    place,
  ]);
  useEffect(() => void drafts.load(place), [drafts, place]);
  return { ...held, write: (next) => drafts.write(place, next) };
}
