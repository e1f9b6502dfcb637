import type {
  Classification,
  CompartmentKind,
  LegalRegime,
  Marking,
  MemberRole,
  OperationPhase,
  OperationTemplate,
  ParticipationKind,
  ParticipationState,
} from '@liaison/domain';
import type { AgencyRef, PersonRef } from './identity.js';
import type { Allowed, Day, Id, Instant } from './resource.js';

export interface OperationSummary {
  readonly id: Id;
  readonly codeName: string;
  readonly phase: OperationPhase;
  readonly host: Id;
  readonly startsOn: Day;
  readonly endsOn: Day;
  /** This person's role, null for a coordinator, auditor or invited agency without a seat. */
  readonly role: MemberRole | null;
  /** The state of this person's agency in it. */
  readonly participation: ParticipationState;
}

export type OperationAction =
  | 'operation.edit'
  | 'operation.change_phase'
  | 'agency.invite'
  | 'agency.remove'
  | 'participation.answer'
  | 'participation.withdraw'
  | 'member.nominate'
  | 'member.remove'
  | 'compartment.open'
  | 'dataset.register'
  | 'import.run'
  | 'log.read';

export interface OperationView extends OperationSummary {
  readonly template: OperationTemplate;
  readonly purpose: string;
  readonly legalBasis: string;
  /** The grounds a consultation can have, one pick each. */
  readonly grounds: readonly string[];
  readonly ceiling: Classification;
  readonly retentionDays: number;
  readonly refPrefix: string;
  readonly version: number;
  readonly agencies: readonly ParticipationView[];
  readonly members: readonly MemberView[];
  /** The compartments this person is in; others do not exist for them. */
  readonly compartments: readonly CompartmentView[];
  readonly actions: Allowed<OperationAction>;
}

export interface ParticipationView {
  readonly agency: AgencyRef;
  readonly kind: ParticipationKind;
  readonly state: ParticipationState;
  readonly regime: LegalRegime | null;
  /** Mandatory for an observer. */
  readonly until: Day | null;
  /** Set while an admission after the start waits for the answers of those already in. */
  readonly admissionDueAt: Instant | null;
}

export interface MemberView {
  readonly id: Id;
  readonly person: PersonRef;
  readonly role: MemberRole;
  readonly from: Instant;
  readonly until: Instant | null;
  readonly deputy: boolean;
}

/** A compartment as all of its audience sees it, the same bytes for everybody. */
export interface CompartmentHeader {
  readonly id: Id;
  readonly operation: Id;
  readonly kind: CompartmentKind;
  /** The audience is the name: `All participants`, `NL`, `FR + NL + EUROPOL`. */
  readonly name: string;
  readonly agencies: readonly Id[];
  /** Named people, for kind `seats`. */
  readonly seats: readonly PersonRef[];
  /** Everybody who reads what is written here now. */
  readonly readers: readonly Id[];
  readonly memberVer: number;
  readonly marking: Marking;
}

export type CompartmentAction = 'thread.start' | 'message.post' | 'dataset.share';

export interface CompartmentView extends CompartmentHeader {
  readonly actions: Allowed<CompartmentAction>;
}
