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
  | 'participation.accept'
  | 'admission.answer'
  | 'participation.withdraw'
  | 'member.nominate'
  | 'member.change'
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
  /** Who has been a member and is none now: what they wrote keeps its author's name. */
  readonly former: readonly PersonRef[];
  /** The compartments this person is in; others do not exist for them. */
  readonly compartments: readonly CompartmentView[];
  readonly actions: Allowed<OperationAction>;
}

export interface ParticipationView {
  readonly agency: AgencyRef;
  readonly kind: ParticipationKind;
  /** `left` is all that others learn of how an agency went; its own people and the lead read why. */
  readonly state: ParticipationState | 'left';
  readonly regime: LegalRegime | null;
  /** Mandatory for an observer. */
  readonly until: Day | null;
  /** Named in the invitation as the neutral desk for deconfliction. */
  readonly desk: boolean;
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
  /** A coordinator delegated answering requests for release to them. */
  readonly answersReleases: boolean;
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

/** A template's beginnings, all of which the organiser may change. */
export interface OperationTemplateDefaults {
  readonly purpose: string;
  readonly legalBasis: string;
  readonly grounds: readonly string[];
  readonly days: number;
  readonly retentionDays: number;
}

export const operationTemplateDefaults: Readonly<Record<OperationTemplate, OperationTemplateDefaults>> = {
  victim_identification_task_force: {
    purpose: 'Identify victims and offenders in datasets of child sexual abuse material (CSAM) held by the agencies.',
    legalBasis: 'Regulation (EU) 2016/794, Art. 4 and 17; Directive (EU) 2016/680 as transposed by each Member State',
    grounds: [
      'Victim identification',
      'Offender identification',
      'Deconfliction with a national investigation',
      'Quality check of an assessment',
      'Preparing a lead for a national authority',
    ],
    days: 12,
    retentionDays: 365,
  },
  joint_investigation_team: {
    purpose: 'Investigate jointly the offences named in the agreement of the joint investigation team.',
    legalBasis: 'Framework Decision 2002/465/JHA; agreement of the joint investigation team',
    grounds: [
      'Investigative act under the agreement',
      'Deconfliction with a national investigation',
      'Preparing evidence for proceedings',
      'Coordination meeting',
    ],
    days: 365,
    retentionDays: 1_825,
  },
  blank: { purpose: '', legalBasis: '', grounds: ['Task in the operation'], days: 30, retentionDays: 365 },
};

/** One line of a pasted list of members that cannot be taken, by its number from 1. */
export interface MemberLineError {
  readonly line: number;
  readonly reason: string;
}

export interface MemberListAnswer {
  /** Members nominated; none when anything was wrong and all were asked for or nothing. */
  readonly nominated: readonly MemberView[];
  readonly errors: readonly MemberLineError[];
}

/** Who reads where, as far as the reader may know. */
export interface AudienceMatrix {
  /** Compartments that the reader is in, with everybody who reads there. */
  readonly compartments: readonly CompartmentHeader[];
  /** For a coordinator: where the own agency is without them, by kind and own people only. */
  readonly ownAgency: readonly {
    readonly compartment: Id;
    readonly kind: CompartmentKind;
    readonly people: readonly Id[];
  }[];
}

/** Who read a compartment at a moment. */
export interface ReadersView {
  readonly compartment: Id;
  readonly at: Instant;
  readonly readers: readonly { readonly person: PersonRef; readonly agency: AgencyRef }[];
}
