import type { CompartmentView, DatasetSuggestion } from '@liaison/contracts';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { useClient } from '../data/client.js';
import { useRoom } from './room-context.js';
import { mentionSuggestions, type Suggestion, type Trigger } from './suggest.js';

export interface Suggestions {
  readonly items: readonly Suggestion[];
  readonly selected: number;
  readonly move: (by: 1 | -1) => void;
}

/** What fits the word under the caret, inside this audience for people and inside what the author sees for datasets. */
export function useSuggestions(trigger: Trigger | null, compartment: CompartmentView): Suggestions {
  const { directory } = useRoom();
  const datasets = useDatasetSuggestions(trigger?.kind === 'dataset' ? trigger.query : '', compartment);
  const items = useMemo(
    () =>
      trigger?.kind === 'mention' ? mentionSuggestions(trigger.query, compartment, directory) : trigger ? datasets : [],
    [trigger, compartment, directory, datasets],
  );
  const key = `${trigger?.kind} ${trigger?.query}`;
  const [choice, setChoice] = useState({ key: '', index: 0 });
  const first = items[0]?.leaks ? -1 : 0;
  const selected = choice.key === key ? Math.min(choice.index, items.length - 1) : first;
  const move = (by: 1 | -1): void =>
    setChoice({ key, index: (Math.max(selected, by === 1 ? -1 : 0) + by + items.length) % Math.max(1, items.length) });
  return { items, selected, move };
}

/** Datasets by reference, external reference or digest, with whether this audience has each. */
function useDatasetSuggestions(query: string, compartment: CompartmentView): readonly Suggestion[] {
  const { api } = useClient();
  const { operation, directory, isWithAll } = useRoom();
  const wanted = useDeferredValue(query.trim());
  const { data } = useQuery({
    queryKey: ['datasets', 'find', operation.id, compartment.id, wanted],
    queryFn: ({ signal }) =>
      api.get<readonly DatasetSuggestion[]>(
        `/operations/${operation.id}/datasets/find`,
        { q: wanted, compartment: compartment.id },
        signal,
      ),
    enabled: wanted.length >= 2,
    placeholderData: (previous) => (wanted.length >= 2 ? previous : undefined),
  });
  return useMemo(
    () =>
      (wanted.length >= 2 ? (data ?? []) : [])
        .map((one) => {
          const leaks = !isWithAll(one.dataset, compartment);
          const note = [one.alias, directory.codeOf(one.originator), leaks ? 'not with everybody here' : ''];
          return { id: one.dataset, insert: one.ref, label: one.ref, note: note.filter(Boolean).join(' · '), leaks };
        })
        .sort((a, b) => Number(a.leaks) - Number(b.leaks)),
    [data, wanted, directory, compartment, isWithAll],
  );
}
