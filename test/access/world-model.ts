import {
  compartmentKinds,
  memberRoles,
  operationPhases,
  participationKinds,
  participationStates,
  type CompartmentKind,
  type MemberRole,
  type OperationPhase,
  type ParticipationKind,
  type ParticipationState,
} from '@liaison/domain';
import fc from 'fast-check';

/** A small world in plain data. Days are relative to now; indexes name agencies, people and compartments. */
export interface World {
  readonly phase: OperationPhase;
  readonly participations: readonly {
    readonly state: ParticipationState;
    readonly kind: ParticipationKind;
    readonly untilDay: number | null;
  }[];
  readonly people: readonly { readonly agency: number; readonly active: boolean; readonly seats: readonly Seat[] }[];
  readonly compartments: readonly {
    readonly kind: CompartmentKind;
    readonly sides: readonly Side[];
    readonly messages: readonly Message[];
    readonly share: Share | null;
  }[];
}

interface Seat {
  readonly role: MemberRole;
  readonly fromDay: number;
  readonly untilDay: number | null;
}

interface Side {
  readonly agency: number;
  /** One of the agency's people by place, or the whole agency. */
  readonly person: number | null;
  readonly usable: boolean;
  readonly from: number;
  readonly to: number | null;
}

interface Message {
  readonly author: number;
  readonly baseVer: number;
  readonly retracted: boolean;
}

interface Share {
  readonly withdrawn: boolean;
}

export const agencies = 3;
export const peopleEach = 2;
export const lastVersion = 6;

const seat: fc.Arbitrary<Seat> = fc
  .record({
    role: fc.constantFrom(...memberRoles),
    fromDay: fc.constantFrom(-3, -1),
    untilDay: fc.constantFrom(null, null, -1, 3),
  })
  .filter(({ fromDay, untilDay }) => untilDay === null || untilDay >= fromDay);

const side: fc.Arbitrary<Side> = fc
  .record({
    agency: fc.nat(agencies - 1),
    person: fc.option(fc.nat(peopleEach - 1), { freq: 2 }),
    from: fc.integer({ min: 1, max: lastVersion - 1 }),
    length: fc.option(fc.integer({ min: 0, max: 3 }), { freq: 2 }),
  })
  .chain(({ length, ...rest }) =>
    fc
      .boolean()
      .map((usable) => ({ ...rest, usable: usable || rest.from > 2, to: length === null ? null : rest.from + length })),
  );

export const worlds: fc.Arbitrary<World> = fc.record({
  phase: fc.constantFrom(...operationPhases),
  participations: fc.array(
    fc.record({
      state: fc.oneof(
        { weight: 3, arbitrary: fc.constant('accepted' as const) },
        { weight: 1, arbitrary: fc.constantFrom(...participationStates) },
      ),
      kind: fc.constantFrom(...participationKinds),
      untilDay: fc.constantFrom(5, -2, 9),
    }),
    { minLength: agencies, maxLength: agencies },
  ),
  people: fc.tuple(
    ...Array.from({ length: agencies * peopleEach }, (_, index) =>
      fc.record({
        agency: fc.constant(Math.floor(index / peopleEach)),
        active: fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
        seats: fc.array(seat, { maxLength: 2 }),
      }),
    ),
  ),
  compartments: fc.array(
    fc.record({
      kind: fc.constantFrom(...compartmentKinds),
      sides: fc.array(side, { maxLength: 4 }),
      messages: fc.array(
        fc.record({
          author: fc.nat(agencies * peopleEach - 1),
          baseVer: fc.integer({ min: 1, max: lastVersion }),
          retracted: fc.boolean(),
        }),
        { minLength: 1, maxLength: 4 },
      ),
      share: fc.option(fc.record({ withdrawn: fc.boolean() })),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

/** The third judge: what the domain says, in as few words as it takes. */
export class Model {
  constructor(private readonly world: World) {}

  /** Roles held now: a live seat, an agency that is in and whose time has not run out, an active person. */
  rolesOf(person: number): readonly MemberRole[] {
    const { agency, active, seats } = this.personAt(person);
    const participation = this.world.participations[agency];
    if (!active || participation?.state !== 'accepted') return [];
    if (untilOf(participation) !== null && (untilOf(participation) ?? 0) < 0) return [];
    return seats.filter((one) => one.untilDay === null || one.untilDay > 0).map((one) => one.role);
  }

  isIn(person: number, compartment: number): boolean {
    return this.windowsOf(person, compartment).some((window) => window.to === null);
  }

  mayRead(person: number, compartment: number, message: Message): boolean {
    return (
      this.isIn(person, compartment) &&
      this.windowsOf(person, compartment).some(
        ({ from, to }) => from <= message.baseVer && (to === null || message.baseVer < to),
      )
    );
  }

  /** The role and the seat; the phase is the service's matter. */
  mayWrite(person: number, compartment: number): boolean {
    return this.isIn(person, compartment) && this.rolesOf(person).some((role) => role !== 'observer');
  }

  private windowsOf(person: number, compartment: number): readonly Side[] {
    if (this.rolesOf(person).length === 0) return [];
    const { agency } = this.personAt(person);
    const sides = this.world.compartments[compartment]?.sides ?? [];
    return sides.filter(
      (one) => one.usable && one.agency === agency && (one.person === null || one.person === person % peopleEach),
    );
  }

  private personAt(person: number): World['people'][number] {
    const found = this.world.people[person];
    if (!found) throw new Error(`no person ${person}`);
    return found;
  }
}

/** An end day counts for observers, who must have one; the schema lets others have none. */
export const untilOf = (participation: World['participations'][number]): number | null =>
  participation.kind === 'observer' ? participation.untilDay : null;
