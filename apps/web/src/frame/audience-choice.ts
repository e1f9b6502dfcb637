import type { CompartmentView, Id, Me, OperationView } from '@liaison/contracts';
import { highest, startMarking, type Marking } from '@liaison/domain';
import type { AudienceInput } from '../data/audiences.js';

/** An audience that may not be open yet: what was picked, and the compartment when there is one. */
export interface AudienceChoice {
  readonly kind: 'known' | 'agencies' | 'seats';
  readonly compartment: CompartmentView | null;
  readonly agencies: readonly Id[];
  readonly people: readonly Id[];
  /** For named people: no successor takes over a seat. */
  readonly fixed: boolean;
}

export const knownAudience = (compartment: CompartmentView): AudienceChoice => ({
  kind: 'known',
  compartment,
  agencies: compartment.agencies,
  people: [],
  fixed: false,
});

export const isChosen = (choice: AudienceChoice | null): choice is AudienceChoice =>
  choice !== null && (choice.compartment !== null || choice.agencies.length > 0 || choice.people.length > 0);

/** What the server is asked to open. */
export const inputOf = ({ kind, agencies, people, fixed }: AudienceChoice, marking: Marking): AudienceInput =>
  kind === 'seats' ? { seats: people, fixed, marking } : { agencies, marking };

/** What a new audience is marked before anybody changes it: as the talk it comes from, else as its operation. */
export function firstMarking(operation: OperationView, wider?: CompartmentView): Marking {
  const everybody = operation.compartments.find((one) => one.kind === 'all');
  return highest(startMarking, (wider ?? everybody)?.marking ?? startMarking);
}

/** An audience that is not open yet, as it will be when it opens: no address, and nothing of it on the server. */
export function foreseen(operation: OperationView, me: Me, choice: AudienceChoice, marking: Marking): CompartmentView {
  const people = operation.members.map((member) => member.person);
  const isSeats = choice.kind === 'seats';
  const readers = isSeats
    ? people.filter(({ id }) => id === me.person.id || choice.people.includes(id))
    : people.filter(({ agency }) => agency === me.agency.id || choice.agencies.includes(agency));
  const agencies = isSeats
    ? [...new Set(readers.map((one) => one.agency))]
    : [...new Set([me.agency.id, ...choice.agencies])];
  const codes = operation.agencies.filter((one) => agencies.includes(one.agency.id)).map((one) => one.agency.code);
  const yes = { allowed: true, rule: '' };
  return {
    id: '',
    operation: operation.id,
    kind: isSeats ? 'seats' : 'agencies',
    name: isSeats ? readers.map((one) => one.name).join(', ') : codes.sort().join(' + '),
    agencies,
    seats: isSeats ? readers : [],
    readers: readers.map((one) => one.id),
    memberVer: 0,
    marking,
    actions: { 'thread.start': yes, 'message.post': yes, 'dataset.share': yes },
  };
}
