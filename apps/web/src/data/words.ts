import type { ParticipationView } from '@liaison/contracts';
import type {
  CompartmentKind,
  LegalRegime,
  MemberRole,
  OperationPhase,
  OperationTemplate,
  ParticipationKind,
  RecordClass,
  RetractReason,
} from '@liaison/domain';

export const phaseWords: Readonly<Record<OperationPhase, string>> = {
  preparation: 'Preparation',
  active: 'Active',
  dissemination: 'Dissemination',
  follow_up: 'Follow-up',
  closed: 'Closed',
  archived: 'Archived',
};

export const templateWords: Readonly<Record<OperationTemplate, string>> = {
  victim_identification_task_force: 'Victim identification task force',
  joint_investigation_team: 'Joint investigation team',
  blank: 'Blank',
};

export const roleWords: Readonly<Record<MemberRole, string>> = {
  lead: 'Task lead',
  investigator: 'Investigator',
  analyst: 'Analyst',
  liaison_officer: 'Liaison officer',
  observer: 'Observer',
};

export const participationWords: Readonly<Record<ParticipationView['state'], string>> = {
  invited: 'invited',
  accepted: 'in',
  declined: 'declined',
  withdrawn: 'left',
  removed: 'removed',
  left: 'left',
};

export const kindWords: Readonly<Record<ParticipationKind, string>> = {
  host: 'Host',
  participant: 'Participant',
  observer: 'Observer',
};

/** Directive (EU) 2016/680: within the Union, Schengen, or chapter V for everybody else. */
export const regimeWords: Readonly<Record<LegalRegime, string>> = {
  eu: 'EU member state',
  schengen_associated: 'Schengen associated',
  eu_body: 'EU body',
  adequacy: 'Adequacy decision (Art. 36)',
  agreement: 'Appropriate safeguards, agreement (Art. 37)',
  derogation: 'Derogation (Art. 38)',
  international_organisation: 'International organisation',
};

export const compartmentKindWords: Readonly<Record<CompartmentKind, string>> = {
  all: 'everybody',
  agency: 'one agency',
  agencies: 'chosen agencies',
  seats: 'named people',
};

/** Why a message was taken back. */
export const retractWords: Readonly<Record<RetractReason, string>> = {
  wrong_audience: 'Wrong audience',
  wrong_reference: 'Wrong reference',
  marking_too_low: 'Marking too low',
  not_accurate: 'Not accurate',
  duplicate: 'Duplicate',
  other: 'Other reason',
};

/** Of access records. */
export const classWords: Readonly<Record<RecordClass, string>> = {
  collection: 'collection',
  alteration: 'alteration',
  consultation: 'consultation',
  disclosure: 'disclosure',
  combination: 'combination',
  erasure: 'erasure',
  sign_in: 'sign-in',
  denial: 'denial',
  permission_change: 'permission change',
  credential_change: 'credential change',
  privileged_action: 'privileged act',
  log_access: 'log access',
  refused_input: 'refused input',
};
