import type {
  Age,
  Confidence,
  DatasetFlag,
  DatasetStatus,
  IcseAction,
  Known,
  Likelihood,
  Priority,
  ReleaseState,
} from '@liaison/domain';
import type { PillTone } from '../ui/pill.js';

export const statusWords: Readonly<Record<DatasetStatus, string>> = {
  received: 'received',
  triaged: 'triaged',
  claimed: 'claimed',
  in_analysis: 'in analysis',
  analysed: 'analysed',
  disseminated: 'disseminated',
  closed: 'closed',
};

export const statusTones: Readonly<Record<DatasetStatus, PillTone>> = {
  received: 'plain',
  triaged: 'plain',
  claimed: 'info',
  in_analysis: 'info',
  analysed: 'ok',
  disseminated: 'ok',
  closed: 'plain',
};

export const priorityWords: Readonly<Record<Priority, string>> = {
  low: 'low',
  normal: 'normal',
  high: 'high',
  urgent: 'urgent',
};
export const priorityTones: Readonly<Record<Priority, PillTone>> = {
  low: 'plain',
  normal: 'plain',
  high: 'warn',
  urgent: 'danger',
};

export const knownWords: Readonly<Record<Known, string>> = {
  unknown: 'unknown',
  known_unidentified: 'known, unidentified',
  known_identified: 'known, identified',
};

export const ageWords: Readonly<Record<Age, string>> = { recent: 'recent', cold_case: 'cold case' };

export const icseWords: Readonly<Record<IcseAction, string>> = {
  none: 'none',
  new_contribution: 'new contribution',
  addition: 'addition',
};

export const flagWords: Readonly<Record<DatasetFlag, string>> = {
  VictimIdentified: 'Victim identified',
  OffenderIdentified: 'Offender identified',
  IsDistributed: 'Distributed',
  IsSuspected: 'Suspected',
  IsPrecategorized: 'Precategorized',
};

/** Analytic likelihood in words and per cent (ICD 203). */
export const likelihoodWords: Readonly<Record<Likelihood, { readonly words: string; readonly range: string }>> = {
  'almost-no-chance': { words: 'almost no chance', range: '1–5 %' },
  'very-unlikely': { words: 'very unlikely', range: '5–20 %' },
  unlikely: { words: 'unlikely', range: '20–45 %' },
  'roughly-even-chance': { words: 'roughly even chance', range: '45–55 %' },
  likely: { words: 'likely', range: '55–80 %' },
  'very-likely': { words: 'very likely', range: '80–95 %' },
  'almost-certain': { words: 'almost certain', range: '95–99 %' },
};

export const confidenceWords: Readonly<Record<Confidence, string>> = { low: 'low', moderate: 'moderate', high: 'high' };

export const releaseWords: Readonly<Record<ReleaseState, string>> = {
  requested: 'waits for an answer',
  granted: 'granted',
  granted_with_conditions: 'granted with conditions',
  refused: 'refused',
  expired: 'expired',
  withdrawn: 'withdrawn',
};

export const releaseTones: Readonly<Record<ReleaseState, PillTone>> = {
  requested: 'info',
  granted: 'ok',
  granted_with_conditions: 'ok',
  refused: 'warn',
  expired: 'plain',
  withdrawn: 'plain',
};

const figures = new Intl.NumberFormat();

/** A count as a figure; a dash where nobody counted. */
export const figure = (count: number | null): string => (count === null ? '—' : figures.format(count));
