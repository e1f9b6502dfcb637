import { operationTemplateDefaults, type CompartmentView, type Id, type OperationView } from '@liaison/contracts';
import { lowestMarking, type Marking } from '@liaison/domain';
import { AcceptInvitation } from '../operations/accept-invitation.js';
import { ChangePhase } from '../operations/change-phase.js';
import { InviteAgency } from '../operations/invite-agency.js';
import { NominateList } from '../operations/nominate-list.js';
import { OpenCompartment, type CompartmentChoice } from '../operations/open-compartment.js';
import { OpenOperation, type OperationToOpen } from '../operations/open-operation.js';
import { ViewOperation } from '../operations/view-operation.js';
import type { Calendar } from './calendar.js';
import { agencyParts, leadNames, parts } from './cast.js';
import { playerNamed, type Cast } from './directory.js';
import { actorOf, type Player, type Room, type Stage } from './stage.js';

/** An operation of the demonstration and who speaks in it. */
export interface ToldOperation {
  readonly id: Id;
  readonly lead: Player;
  readonly members: readonly Player[];
}

/** Operations: opened, agencies invited, accepted and people named, all before the two weeks begin. */
export class TellOperations {
  constructor(
    private readonly stage: Stage,
    private readonly calendar: Calendar,
    private readonly cast: Cast,
  ) {}

  /** The task force: the host, INTERPOL and 22 countries. */
  async taskForce(): Promise<ToldOperation> {
    const [name, deputy] = leadNames.task;
    const lead = this.player('EUROPOL', name);
    const id = await this.open(lead, this.player('EUROPOL', deputy), 28, {
      codeName: 'VIDTF-17',
      template: 'victim_identification_task_force',
      startsOn: this.calendar.day(0),
      endsOn: this.calendar.day(13),
    });
    const guests = agencyParts.filter(({ code }) => code !== 'EUROPOL');
    for (const [at, { code }] of guests.entries()) await this.invite(lead, id, code, 26 - Math.floor(at / 12));
    for (const [at, { code }] of guests.entries()) await this.accept(id, code, 23 - Math.floor(at / 4));
    for (const { code } of agencyParts) await this.nominate(id, code, expertsOf(code), 12);
    await this.begin(lead, id);
    const experts = agencyParts.flatMap(({ code }) => expertsOf(code).map(({ name: who }) => this.player(code, who)));
    return { id, lead, members: [lead, this.player('EUROPOL', deputy), ...experts] };
  }

  /** A small joint investigation team of three agencies, with Europol as an observer. */
  async jointTeam(): Promise<ToldOperation> {
    const lead = this.player('NL', leadNames.joint);
    const deputy = this.player('NL', 'Daan Bakker');
    const id = await this.open(lead, deputy, 21, {
      codeName: 'JIT-MERIDIAN',
      template: 'joint_investigation_team',
      startsOn: this.calendar.day(-14),
      endsOn: this.calendar.day(180),
    });
    for (const code of ['BE', 'DE']) await this.invite(lead, id, code, 20);
    await this.invite(lead, id, 'EUROPOL', 20, this.calendar.day(90));
    for (const code of ['BE', 'DE', 'EUROPOL']) await this.accept(id, code, 18);
    await this.nominate(id, 'BE', [{ name: 'Joris Claessens', role: 'investigator' }], 17);
    await this.nominate(id, 'DE', [{ name: 'Jonas Keller', role: 'investigator' }], 17);
    await this.nominate(id, 'EUROPOL', [{ name: 'Nora Lindqvist', role: 'observer' }], 17);
    await this.begin(lead, id, 14);
    const others = [this.player('BE', 'Joris Claessens'), this.player('DE', 'Jonas Keller')];
    return { id, lead, members: [lead, deputy, ...others] };
  }

  /** The next edition, still in preparation: one agency has accepted, the others have not answered. */
  async nextEdition(): Promise<void> {
    const [name, deputy] = leadNames.task;
    const lead = this.player('EUROPOL', deputy);
    const id = await this.open(lead, this.player('EUROPOL', name), 5, {
      codeName: 'VIDTF-18',
      template: 'victim_identification_task_force',
      startsOn: this.calendar.day(168),
      endsOn: this.calendar.day(181),
    });
    for (const code of ['FR', 'NL', 'SE']) await this.invite(lead, id, code, 4);
    await this.accept(id, 'NL', 3);
  }

  /** The compartment of an audience, opened by somebody in it. */
  async openCompartment(by: Player, operation: Id, choice: CompartmentChoice, at: Date): Promise<Room> {
    const { stage } = this;
    const view = await stage.at(at, () => stage.use(OpenCompartment).run(actorOf(by), operation, choice));
    return { id: view.id, operation, memberVer: view.memberVer };
  }

  /** The compartments that somebody is in from the start: all participants and their own agency's. */
  async roomsOf(player: Player, operation: Id): Promise<{ readonly all: Room; readonly own: Room }> {
    const { compartments } = await this.view(player, operation);
    const room = (kind: CompartmentView['kind']): Room => {
      const found = compartments.find((one) => one.kind === kind);
      if (!found) throw new Error(`${player.handle} has no compartment of kind ${kind}`);
      return { id: found.id, operation, memberVer: found.memberVer };
    };
    return { all: room('all'), own: room('agency') };
  }

  private async open(
    lead: Player,
    deputy: Player,
    daysBefore: number,
    more: Pick<OperationToOpen, 'codeName' | 'template' | 'startsOn' | 'endsOn'>,
  ): Promise<Id> {
    const { purpose, legalBasis, grounds, retentionDays } = operationTemplateDefaults[more.template];
    const operation = { ...more, purpose, legalBasis, grounds, retentionDays, deputyLead: deputy.id };
    const opened = await this.stage.at(this.calendar.before(daysBefore, 9), () =>
      this.stage.use(OpenOperation).run(actorOf(lead), { ...operation, ceiling: 'R-UE/EU-R' }),
    );
    return opened.id;
  }

  /** With `until`, as an observer. */
  private async invite(lead: Player, operation: Id, code: string, daysBefore: number, until?: string): Promise<void> {
    const agency = this.agency(code);
    const input = until ? ({ agency, kind: 'observer', until } as const) : ({ agency, kind: 'participant' } as const);
    await this.stage.at(this.calendar.before(daysBefore, 10), () =>
      this.stage.use(InviteAgency).run(actorOf(lead), operation, input),
    );
  }

  private async accept(operation: Id, code: string, daysBefore: number): Promise<void> {
    const regime = agencyParts.find((one) => one.code === code)?.regime ?? 'eu';
    await this.stage.at(this.calendar.before(daysBefore, 13), () =>
      this.stage.use(AcceptInvitation).run(actorOf(this.coordinator(code)), operation, this.agency(code), regime),
    );
  }

  private async nominate(
    operation: Id,
    code: string,
    people: readonly { readonly name: string; readonly role: string | null }[],
    daysBefore: number,
  ): Promise<void> {
    const text = people.map(({ name, role }) => `${this.player(code, name).handle};${role}`).join('\n');
    const answer = await this.stage.at(this.calendar.before(daysBefore, 11), () =>
      this.stage.use(NominateList).run(actorOf(this.coordinator(code)), operation, { text, mode: 'all_or_nothing' }),
    );
    if (answer.errors.length > 0) throw new Error(`${code}: ${JSON.stringify(answer.errors)}`);
  }

  private async begin(lead: Player, operation: Id, daysBefore = 0): Promise<void> {
    const { version } = await this.view(lead, operation);
    await this.stage.at(this.calendar.before(daysBefore, 6), () =>
      this.stage.use(ChangePhase).run(actorOf(lead), operation, { version, phase: 'active' }),
    );
  }

  private view(player: Player, operation: Id): Promise<OperationView> {
    const at = this.calendar.before(0, 6);
    return this.stage.at(at, () => this.stage.use(ViewOperation).run(actorOf(player), operation));
  }

  private player(code: string, name: string): Player {
    return playerNamed(this.cast, code, name);
  }

  private coordinator(code: string): Player {
    const [first = ''] = agencyParts.find((one) => one.code === code)?.coordinators ?? [];
    return this.player(code, first);
  }

  private agency(code: string): Id {
    return this.coordinator(code).agency;
  }
}

const expertsOf = (code: string) =>
  parts.filter(({ agency, role }) => agency === code && role !== null && role !== 'lead');

/** For named people alone: nothing of it may be passed on without asking. */
export const redMarking: Marking = { ...lowestMarking, tlp: 'RED', pap: 'RED', handling: ['H0', 'H1'] };
