import type { CompartmentView, Id, MemberView, OperationView } from '@liaison/contracts';
import { operationTemplateDefaults } from '@liaison/contracts';
import type { CompartmentKind, MemberRole, OperationPhase } from '@liaison/domain';
import type { Answer } from './browser.js';
import type { BootOptions } from './server.js';
import { as, ok, orClose, twoAgencies, type Agency, type Person, type TwoAgencies } from './world.js';

/** What an organiser fills in; a test changes the one field that it is about. */
export const operationInput = (codeName: string, deputyLead: Id) => {
  const { purpose, legalBasis, grounds, retentionDays } = operationTemplateDefaults.victim_identification_task_force;
  return {
    purpose,
    legalBasis,
    grounds,
    retentionDays,
    codeName,
    template: 'victim_identification_task_force',
    deputyLead,
    startsOn: '2025-09-15',
    endsOn: '2025-09-26',
    ceiling: 'UNCLASSIFIED-BPL',
  };
};

/** An operation as its people bring it about: `await operation.join(fr)`, `await operation.member(fr, 'luc.martin')`. */
export class Operation {
  constructor(
    readonly id: Id,
    readonly lead: Person,
    readonly deputy: Person,
  ) {}

  get path(): string {
    return `/operations/${this.id}`;
  }

  async view(person: Person): Promise<OperationView> {
    return ok(await as(person).get<OperationView>(this.path));
  }

  invite(
    agency: Agency,
    kind: 'participant' | 'observer' = 'participant',
    until?: string,
  ): Promise<Answer<OperationView>> {
    return as(this.lead).post(`${this.path}/participations`, { agency: agency.id, kind, until });
  }

  accept(agency: Agency): Promise<Answer<OperationView>> {
    const answer = { answer: 'accept', regime: 'eu' };
    return as(agency.coordinator).post(`${this.path}/participations/${agency.id}/answer`, answer);
  }

  /** Invited and accepted. */
  async join(agency: Agency, kind: 'participant' | 'observer' = 'participant', until?: string): Promise<void> {
    ok(await this.invite(agency, kind, until));
    ok(await this.accept(agency));
  }

  nominate(
    agency: Agency,
    person: Person,
    role: MemberRole = 'investigator',
    until?: string,
  ): Promise<Answer<MemberView>> {
    return as(agency.coordinator).post(`${this.path}/members`, { person: person.id, role, until });
  }

  /** A new person of the agency, nominated by its coordinator and signed in. */
  async member(agency: Agency, handle: string, role: MemberRole = 'investigator'): Promise<Person> {
    const person = await agency.person(handle);
    ok(await this.nominate(agency, person, role));
    return person;
  }

  /** The member row of a person, as their coordinator sees it. */
  async membership(agency: Agency, person: Person): Promise<MemberView> {
    const found = (await this.view(agency.coordinator)).members.find((member) => member.person.id === person.id);
    if (!found) throw new Error(`${person.handle} is no member`);
    return found;
  }

  async remove(agency: Agency, person: Person): Promise<void> {
    const { id } = await this.membership(agency, person);
    ok(await as(agency.coordinator).delete(`${this.path}/members/${id}`));
  }

  async enter(phase: OperationPhase): Promise<void> {
    const { version } = await this.view(this.lead);
    ok(await as(this.lead).post(`${this.path}/phase`, { version, phase }));
  }

  /** Finds or opens the compartment of an audience. */
  async compartment(
    person: Person,
    audience: { readonly agencies?: readonly Agency[]; readonly seats?: readonly Person[]; readonly fixed?: boolean },
  ): Promise<CompartmentView> {
    const { agencies, seats, fixed } = audience;
    const input = { agencies: agencies?.map(({ id }) => id), seats: seats?.map(({ id }) => id), fixed };
    return ok(await as(person).post<CompartmentView>(`${this.path}/compartments`, input));
  }

  /** The person's compartment of a kind; theirs alone decides which. */
  async theirs(person: Person, kind: CompartmentKind): Promise<CompartmentView> {
    const found = (await this.view(person)).compartments.find((one) => one.kind === kind);
    if (!found) throw new Error(`${person.handle} is in no compartment of kind ${kind}`);
    return found;
  }
}

let opened = 0;

/** An operation that this agency hosts, in preparation: the organiser leads it, with a deputy. */
export async function operationOf(host: Agency): Promise<Operation> {
  opened += 1;
  const lead = await host.person(`lead.${opened}`, 'organiser');
  const deputy = await host.person(`deputy.${opened}`);
  const input = operationInput(`VIDTF ${opened}`, deputy.id);
  const view = ok(await as(lead).post<OperationView>('/operations', input));
  return new Operation(view.id, lead, deputy);
}

export interface Room extends TwoAgencies {
  readonly operation: Operation;
  /** Investigators of NL and FR. */
  readonly ana: Person;
  readonly luc: Person;
}

/** NL hosts, FR takes part; both have an investigator in it. The operation is in preparation. */
export async function room(options: BootOptions = {}): Promise<Room> {
  const world = await twoAgencies(options);
  return orClose(world, async () => {
    const operation = await operationOf(world.nl);
    await operation.join(world.fr);
    const ana = await operation.member(world.nl, 'ana.visser');
    const luc = await operation.member(world.fr, 'luc.martin');
    return Object.assign(world, { operation, ana, luc });
  });
}
