import { operationTemplateDefaults, type Day, type Id } from '@liaison/contracts';
import type { Classification, OperationTemplate } from '@liaison/domain';
import { linesOf } from '../../data/lines.js';
import type { OperationInput } from '../../data/open-operation.js';
import { now } from '../../ui/now.js';

/** The form as it stands. Null: still as the template has it. */
export interface OperationDraft {
  readonly codeName: string;
  readonly template: OperationTemplate;
  readonly purpose: string | null;
  readonly legalBasis: string | null;
  /** One ground a line. */
  readonly grounds: string | null;
  readonly deputyLead: Id | null;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
  readonly ceiling: Classification;
  readonly retentionDays: string | null;
}

const dayMs = 86_400_000;
const plus = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** Begins on the next Monday. */
export function newDraft(today: Date = new Date(now())): OperationDraft {
  const day = today.toISOString().slice(0, 10);
  return {
    codeName: '',
    template: 'victim_identification_task_force',
    purpose: null,
    legalBasis: null,
    grounds: null,
    deputyLead: null,
    startsOn: plus(day, (8 - today.getUTCDay()) % 7 || 7),
    endsOn: null,
    ceiling: 'UNCLASSIFIED-BPL',
    retentionDays: null,
  };
}

/** What the form shows: the person's words, else the template's. */
export function shownOf(draft: OperationDraft) {
  const template = operationTemplateDefaults[draft.template];
  const endsOn =
    draft.endsOn ?? (/^\d{4}-\d{2}-\d{2}$/.test(draft.startsOn) ? plus(draft.startsOn, template.days - 1) : '');
  return {
    purpose: draft.purpose ?? template.purpose,
    legalBasis: draft.legalBasis ?? template.legalBasis,
    grounds: draft.grounds ?? template.grounds.join('\n'),
    endsOn,
    retentionDays: draft.retentionDays ?? String(template.retentionDays),
  };
}

export function inputOf(draft: OperationDraft): OperationInput {
  const shown = shownOf(draft);
  return {
    codeName: draft.codeName.trim(),
    template: draft.template,
    purpose: shown.purpose.trim(),
    legalBasis: shown.legalBasis.trim(),
    grounds: linesOf(shown.grounds),
    deputyLead: draft.deputyLead ?? '',
    startsOn: draft.startsOn,
    endsOn: shown.endsOn,
    ceiling: draft.ceiling,
    retentionDays: Number(shown.retentionDays),
  };
}
