import type { AnomalyKind, AnomalyState, LogGround } from '@liaison/domain';
import type { PillTone } from '../ui/pill.js';

interface GroundWords {
  readonly label: string;
  readonly note: string;
  /** After “read for”. */
  readonly short: string;
}

/** Directive (EU) 2016/680, Art. 25(2); the notes after its recital 57. */
export const groundWords: Readonly<Record<LogGround, GroundWords>> = {
  lawfulness: {
    label: 'To verify that processing was lawful',
    note: 'A check, a complaint, a request of a person or of the supervisory authority.',
    short: 'lawfulness of processing',
  },
  self_monitoring: {
    label: 'Self-monitoring',
    note: 'The agency’s own controls, internal disciplinary proceedings among them.',
    short: 'self-monitoring',
  },
  integrity_and_security: {
    label: 'To ensure that the data are intact and secure',
    note: 'An incident, a suspected leak, an account in the wrong hands.',
    short: 'integrity and security',
  },
  criminal_proceedings: {
    label: 'Criminal proceedings',
    note: 'Evidence for a court or a prosecutor.',
    short: 'criminal proceedings',
  },
};

export const anomalyWords: Readonly<Record<AnomalyKind, string>> = {
  out_of_hours: 'out of hours',
  unusual_volume: 'unusual volume',
  without_assignment: 'without assignment',
  missing_ground: 'ground missing',
};

export const anomalyStateWords: Readonly<Record<AnomalyState, { readonly words: string; readonly tone: PillTone }>> = {
  open: { words: 'open', tone: 'warn' },
  explained: { words: 'explained', tone: 'ok' },
  escalated: { words: 'escalated', tone: 'danger' },
};
