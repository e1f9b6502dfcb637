/** The exact values of the domain, each a closed list. One word per idea: code, interface and documents use these. */
export const tlps = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const;
/** Traffic Light Protocol 2.0 (FIRST), from widest to narrowest: who may see. */
export type Tlp = (typeof tlps)[number];

export const paps = ['CLEAR', 'GREEN', 'AMBER', 'RED'] as const;
/** Permissible Actions Protocol (MISP), from widest to narrowest: what may be done. */
export type Pap = (typeof paps)[number];

export const handlingCodes = ['H0', 'H1', 'H2', 'H3'] as const;
/** Europol handling codes: what the law allows. H0 is the floor; H1 to H3 combine. */
export type HandlingCode = (typeof handlingCodes)[number];

export const classifications = ['UNCLASSIFIED-BPL', 'R-UE/EU-R'] as const;
/** Anything above is refused: this system is not accredited for it. */
export type Classification = (typeof classifications)[number];

export const operationPhases = ['preparation', 'active', 'dissemination', 'follow_up', 'closed', 'archived'] as const;
export type OperationPhase = (typeof operationPhases)[number];

export const operationTemplates = ['victim_identification_task_force', 'joint_investigation_team', 'blank'] as const;
export type OperationTemplate = (typeof operationTemplates)[number];

export const memberRoles = ['lead', 'investigator', 'analyst', 'liaison_officer', 'observer'] as const;
export type MemberRole = (typeof memberRoles)[number];

export const agencyDuties = ['coordinator', 'organiser', 'auditor', 'contact_point'] as const;
export type AgencyDuty = (typeof agencyDuties)[number];

export const installationDuties = ['administrator', 'oversight'] as const;
export type InstallationDuty = (typeof installationDuties)[number];

export const participationStates = ['invited', 'accepted', 'declined', 'withdrawn', 'removed'] as const;
export type ParticipationState = (typeof participationStates)[number];

export const participationKinds = ['host', 'participant', 'observer'] as const;
export type ParticipationKind = (typeof participationKinds)[number];

export const legalRegimes = [
  'eu',
  'schengen_associated',
  'eu_body',
  'adequacy',
  'agreement',
  'derogation',
  'international_organisation',
] as const;
/** The legal regime under which an agency receives personal data (Directive (EU) 2016/680, chapter V). */
export type LegalRegime = (typeof legalRegimes)[number];

export const compartmentKinds = ['all', 'agency', 'agencies', 'seats'] as const;
/** `all`: host and participants; `agency`: one agency alone; `agencies`: a chosen set; `seats`: named people. */
export type CompartmentKind = (typeof compartmentKinds)[number];

export const threadStates = ['open', 'resolved'] as const;
export type ThreadState = (typeof threadStates)[number];

export const retractReasons = [
  'wrong_audience',
  'wrong_reference',
  'marking_too_low',
  'not_accurate',
  'duplicate',
  'other',
] as const;
export type RetractReason = (typeof retractReasons)[number];

export const datasetStatuses = [
  'received',
  'triaged',
  'claimed',
  'in_analysis',
  'analysed',
  'disseminated',
  'closed',
] as const;
export type DatasetStatus = (typeof datasetStatuses)[number];

export const priorities = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof priorities)[number];

export const knownStates = ['unknown', 'known_unidentified', 'known_identified'] as const;
export type Known = (typeof knownStates)[number];

export const ages = ['recent', 'cold_case'] as const;
/** `cold_case`: older than five years. */
export type Age = (typeof ages)[number];

export const icseActions = ['none', 'new_contribution', 'addition'] as const;
/** What the dataset is to the international database (ICSE). */
export type IcseAction = (typeof icseActions)[number];

export const datasetFlags = [
  'VictimIdentified',
  'OffenderIdentified',
  'IsDistributed',
  'IsSuspected',
  'IsPrecategorized',
] as const;
/** Flags as VICS 2.0 and ICSE name them. */
export type DatasetFlag = (typeof datasetFlags)[number];

export const digestAlgorithms = ['MD5', 'SHA1', 'SHA256'] as const;
/** PhotoDNA is content (published work inverts it) and is no member of this list. */
export type DigestAlgorithm = (typeof digestAlgorithms)[number];

export const likelihoods = [
  'almost-no-chance',
  'very-unlikely',
  'unlikely',
  'roughly-even-chance',
  'likely',
  'very-likely',
  'almost-certain',
] as const;
/** Analytic likelihood: 1-5, 5-20, 20-45, 45-55, 55-80, 80-95, 95-99 per cent (ICD 203). */
export type Likelihood = (typeof likelihoods)[number];

export const confidences = ['low', 'moderate', 'high'] as const;
export type Confidence = (typeof confidences)[number];

export const releaseStates = [
  'requested',
  'granted',
  'granted_with_conditions',
  'refused',
  'expired',
  'withdrawn',
] as const;
export type ReleaseState = (typeof releaseStates)[number];

export const processingOperations = [
  'collection',
  'alteration',
  'consultation',
  'disclosure',
  'combination',
  'erasure',
] as const;
export const securityClasses = [
  'sign_in',
  'denial',
  'permission_change',
  'credential_change',
  'privileged_action',
  'log_access',
  'refused_input',
] as const;
export const recordClasses = [...processingOperations, ...securityClasses] as const;
/** The six operations of Directive (EU) 2016/680, Art. 25, and the security classes beside them. */
export type RecordClass = (typeof recordClasses)[number];

export const logGrounds = ['lawfulness', 'self_monitoring', 'integrity_and_security', 'criminal_proceedings'] as const;
/** What a log may be read for (Directive (EU) 2016/680, Art. 25(2)), the whole list. */
export type LogGround = (typeof logGrounds)[number];

export const anomalyKinds = ['out_of_hours', 'unusual_volume', 'without_assignment', 'missing_ground'] as const;
export type AnomalyKind = (typeof anomalyKinds)[number];

export const anomalyStates = ['open', 'explained', 'escalated'] as const;
export type AnomalyState = (typeof anomalyStates)[number];

export const limits = {
  messageText: 10_000,
  title: 200,
  helloStreams: 256,
  note: 2_000,
  reason: 500,
  name: 120,
} as const;
