import type {
  AgencyRef,
  CompartmentHeader,
  CompartmentView,
  Id,
  MemberView,
  OperationSummary,
  OperationView,
  PersonRef,
} from '@liaison/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useClient, useLive } from './client.js';

const phases: readonly OperationSummary['phase'][] = [
  'active',
  'dissemination',
  'follow_up',
  'preparation',
  'closed',
  'archived',
];

/** What is being worked on first. */
const byPhase = (operations: readonly OperationSummary[]): readonly OperationSummary[] =>
  [...operations].sort(
    (a, b) => phases.indexOf(a.phase) - phases.indexOf(b.phase) || a.codeName.localeCompare(b.codeName),
  );

/** Every operation this person has something to do with. */
export function useOperations(): UseQueryResult<readonly OperationSummary[]> {
  const { api } = useClient();
  return useQuery({
    queryKey: ['operations'],
    select: byPhase,
    queryFn: ({ signal }) => api.get<readonly OperationSummary[]>('/operations', {}, signal),
  });
}

/** One operation with its agencies, members, and the compartments this person is in. */
export function useOperation(id: Id): UseQueryResult<OperationView> {
  const { api } = useClient();
  return useQuery({
    queryKey: ['operations', id],
    queryFn: ({ signal }) => api.get<OperationView>(`/operations/${id}`, {}, signal),
  });
}

/** An operation as far as it is here already: this asks the server for nothing. */
export function useKnownOperation(id: Id | undefined): OperationView | undefined {
  const { data: seats } = useSeats();
  const { data: fetched } = useQuery<OperationView>({ queryKey: ['operations', id], enabled: false });
  return fetched ?? seats?.find((one) => one.id === id);
}

/** The operations this person has a seat in, whole. */
export function useSeats(): UseQueryResult<readonly OperationView[]> {
  const client = useClient();
  return useQuery({ queryKey: ['operations', 'followed'], queryFn: () => client.fetchOperations() });
}

/** Keeps the streams of all this person's compartments followed. Drawn once, by the shell. */
export function useFollowedOperations(): void {
  const client = useClient();
  const { data } = useSeats();
  useEffect(() => {
    if (data) client.followOperations(data);
  }, [client, data]);
}

/** The compartments of an operation as their streams have them now: audience, readers, marking. */
export function useCompartments(operation: OperationView | undefined): readonly CompartmentView[] {
  return useLive(
    ['compartments'],
    (client) =>
      inOrder(operation?.compartments ?? [])
        .filter((fetched) => !client.store.isGone(fetched.id))
        .map((fetched) => {
          const live: CompartmentHeader = client.store.compartments.get(fetched.id) ?? fetched;
          return { ...live, actions: client.store.actionsOf(fetched.id) ?? fetched.actions };
        }),
    [operation],
  );
}

/** True once all that this person reads of an operation is here: what is not there then does not exist for them. */
export const useIsLoaded = ({ compartments }: OperationView): boolean =>
  useLive(
    ['threads', 'compartments', 'link'],
    ({ streams, store }) => {
      const open = compartments.filter(({ id }) => !store.isGone(id));
      return open.length === 0
        ? compartments.length === 0
        : open.every(({ id }) => streams.isLoaded(`compartment:${id}`));
    },
    [compartments],
  );

const kinds: readonly CompartmentView['kind'][] = ['all', 'agency', 'agencies', 'seats'];

/** Everybody first, then one's own agency, then the audiences that somebody opened. */
const inOrder = (compartments: readonly CompartmentView[]): readonly CompartmentView[] =>
  [...compartments].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.name.localeCompare(b.name));

/** Agencies that count in an audience since their invitation: they read once they accept. */
export const expectedIn = (operation: OperationView, { agencies }: CompartmentHeader): readonly Id[] =>
  operation.agencies
    .filter((one) => one.state === 'invited' && agencies.includes(one.agency.id))
    .map((one) => one.agency.id);

/** Agencies that read there now. */
export function readingIn(operation: OperationView, compartment: CompartmentHeader): readonly Id[] {
  const expected = expectedIn(operation, compartment);
  return compartment.agencies.filter((id) => !expected.includes(id));
}

export interface Directory {
  readonly person: (id: Id) => PersonRef | undefined;
  readonly member: (person: Id) => MemberView | undefined;
  readonly agency: (id: Id) => AgencyRef | undefined;
  /** `Ana Visser`, or words that say that they are no longer here. */
  readonly nameOf: (id: Id) => string;
  readonly codeOf: (agency: Id) => string;
  /** The codes of some agencies, the given one first. */
  readonly codesOf: (agencies: readonly Id[]) => readonly string[];
}

/** Names of the people and agencies of an operation. */
export function directoryOf(operation: OperationView | undefined): Directory {
  const members = new Map((operation?.members ?? []).map((member) => [member.person.id, member]));
  const agencies = new Map((operation?.agencies ?? []).map(({ agency }) => [agency.id, agency]));
  const seats = new Map(
    (operation?.compartments ?? []).flatMap((one) => one.seats).map((person) => [person.id, person]),
  );
  const former = new Map((operation?.former ?? []).map((person) => [person.id, person]));
  const codeOf = (agency: Id): string => agencies.get(agency)?.code ?? '—';
  const person = (id: Id): PersonRef | undefined => members.get(id)?.person ?? seats.get(id) ?? former.get(id);
  return {
    person,
    member: (id) => members.get(id),
    agency: (id) => agencies.get(id),
    nameOf: (id) => person(id)?.name ?? 'Somebody who has left',
    codeOf,
    codesOf: (ids) => ids.map(codeOf).sort(),
  };
}

export function useDirectory(operation: OperationView | undefined): Directory {
  return useMemo(() => directoryOf(operation), [operation]);
}
