import type { RecordClass } from './values.js';

/**
 * For how many days the values of a record are kept where an agency has set nothing else. Three years for consultation and what
 * is like it; longer for what others have received, what was destroyed, and who was given rights or read the log.
 */
export const retentionDays: Readonly<Record<RecordClass, number>> = {
  collection: 1_095,
  alteration: 1_095,
  consultation: 1_095,
  disclosure: 1_825,
  combination: 1_095,
  erasure: 3_650,
  sign_in: 1_095,
  denial: 1_095,
  permission_change: 1_825,
  credential_change: 1_095,
  privileged_action: 1_825,
  log_access: 1_825,
  refused_input: 365,
};

/** No agency keeps less or more. In days. */
export const retentionLimits = { least: 365, most: 3_650 } as const;

/** So long a shortened period is announced before it is in force, in days: time to see it, and to set a hold. */
export const retentionNotice = 30;

/** On what the values of a person are erased: a closed list, so that no words can name them. */
export const erasureBases = ['right_to_erasure', 'retention_over', 'unlawful_processing', 'order'] as const;
export type ErasureBasis = (typeof erasureBases)[number];

export const erasureStates = ['asked', 'done', 'refused'] as const;
export type ErasureState = (typeof erasureStates)[number];

/** What a legal hold is about. */
export const holdKinds = ['person', 'object', 'operation', 'agency'] as const;
export type HoldKind = (typeof holdKinds)[number];
