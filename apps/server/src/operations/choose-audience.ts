import type { Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { invalid } from '@liaison/domain';
import { everybodysAgencies, membersOf, participations, type Audience, type Tx } from '@liaison/persistence';
import { agenciesAudience, everybodyAudience, seatsAudience } from './audience.js';

export interface AudienceChoice {
  readonly agencies?: readonly Id[];
  readonly seats?: readonly Id[];
  readonly fixed?: boolean;
}

export interface ChosenAudience {
  readonly audience: Audience;
  /** True when an observer agency would sit there. */
  readonly observed: boolean;
}

/** The audience that was chosen, the chooser's own agency or person in it. Whoever is not in the operation is refused. */
export async function chooseAudience(
  tx: Tx,
  actor: Actor,
  operation: Id,
  choice: AudienceChoice,
): Promise<ChosenAudience> {
  if ((choice.agencies === undefined) === (choice.seats === undefined))
    throw invalid('', 'must name either agencies or seats');
  if (choice.fixed !== undefined && choice.seats === undefined) throw invalid('fixed', 'goes with seats only');
  const audience = choice.seats
    ? await seatsOf(tx, actor, operation, choice.seats, choice.fixed ?? false)
    : await agenciesOf(tx, actor, operation, choice.agencies ?? []);
  const observers = (await participations(tx, operation)).filter(({ kind }) => kind === 'observer');
  return { audience, observed: observers.some(({ agency }) => audience.agencies.includes(agency.id)) };
}

async function agenciesOf(tx: Tx, actor: Actor, operation: Id, chosen: readonly Id[]): Promise<Audience> {
  const inside = (await participations(tx, operation)).filter(({ state }) => state === 'accepted');
  const ids = inside.map(({ agency }) => agency.id);
  chosen.forEach((id, n) => {
    if (!ids.includes(id)) throw invalid(`agencies[${n}]`, 'must be an agency that is in this operation');
  });
  const audience = agenciesAudience(operation, actor.agency, chosen);
  const everybody = await everybodysAgencies(tx, operation);
  return everybody.join() === audience.agencies.join() ? everybodyAudience(operation, actor.agency) : audience;
}

async function seatsOf(tx: Tx, actor: Actor, operation: Id, chosen: readonly Id[], fixed: boolean): Promise<Audience> {
  const members = (await membersOf(tx, operation)).map(({ person }) => ({ person: person.id, agency: person.agency }));
  chosen.forEach((id, n) => {
    if (!members.some(({ person }) => person === id))
      throw invalid(`seats[${n}]`, 'must be a member of this operation');
  });
  const people = members.filter(({ person }) => person === actor.person || chosen.includes(person));
  return seatsAudience(operation, people, fixed);
}
