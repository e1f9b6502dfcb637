import type { Me } from '@liaison/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useOperations } from '../data/operations.js';
import { useNamed } from '../frame/address.js';
import { useKeys } from '../frame/keys.js';
import { operationPlaces, personalPlaces } from '../frame/places.js';
import { useActs, type Go } from './acts.js';
import type { KeyBinding } from '../ui/key-map.js';

/** Keys that work on every screen. */
export function useGlobalKeys(me: Me, show: (overlay: 'palette' | 'help') => void): void {
  const navigate = useNavigate();
  const { data: operations } = useOperations();
  const { op } = useNamed();
  const current = op ?? operations?.find((one) => one.role !== null)?.id;
  const go: Go = (to, params = {}, search = {}) => void navigate({ to, params, search });
  const places: readonly KeyBinding[] = operationPlaces.map((place) => ({
    keys: `g ${place.key}`,
    label: `Go to ${place.label.toLowerCase()}`,
    group: 'Go',
    run: () => current !== undefined && go(place.to, { op: current }),
  }));
  const acts = useActs(current, go);
  useKeys([
    {
      keys: 'Mod+k',
      label: 'Everything you can do and go to',
      group: 'Go',
      inPalette: false,
      run: () => show('palette'),
    },
    { keys: '?', label: 'Keys', group: 'View', run: () => show('help') },
    { keys: '/', label: 'Search', group: 'Go', run: () => go('/search') },
    { keys: 'g i', label: 'Go to the inbox', group: 'Go', run: () => go('/inbox') },
    ...places,
    ...personalKeys(me, go),
    ...acts,
  ]);
}

const personalKeys = (me: Me, go: Go): readonly KeyBinding[] =>
  personalPlaces
    .filter((place) => place.isFor(me) && place.key !== undefined)
    .map((place) => ({
      keys: `g ${place.key}`,
      label: place.isAct ? place.label : `Go to ${place.label.toLowerCase()}`,
      group: 'Go',
      run: () => go(place.to),
    }));
