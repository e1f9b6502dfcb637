import { countedRecords, type AgencyPerson, type LegalHold, type LegalHoldSet } from '@liaison/contracts';
import type { HoldKind } from '@liaison/domain';
import type { LogQuery } from '../../data/log.js';
import { shortId } from '../../ui/short-id.js';
import type { LogWords } from '../log-words.js';
import { minuteInUtc } from '../record-words.js';

export const holdKindWords: Readonly<Record<HoldKind, { readonly label: string; readonly note: string }>> = {
  person: { label: 'A person', note: 'What they did, and where records name them.' },
  object: { label: 'An object', note: 'A dataset, a thread, a message: whatever a record names.' },
  operation: { label: 'An operation', note: 'Every record of it that you may see.' },
  agency: { label: 'An agency', note: 'What its people did, as far as you may see it.' },
};

/** Whom or what a record led to. */
export interface HoldAbout {
  readonly kind: Extract<HoldKind, 'person' | 'object'>;
  readonly subject: string;
  readonly name: string;
}

/** Whom or what a hold is about, by name where the reader knows one. */
export function subjectOf(
  { kind, subject, reference }: Pick<LegalHold, 'kind' | 'subject' | 'reference'>,
  { agencies, operations }: LogWords,
  people: readonly AgencyPerson[],
): string {
  if (subject === null) return 'Somebody whose values were erased';
  const short = shortId(subject);
  switch (kind) {
    case 'person':
      return people.find((one) => one.id === subject)?.name ?? `A person, ${short}`;
    case 'operation':
      return operations.find((one) => one.id === subject)?.codeName ?? `An operation, ${short}`;
    case 'agency':
      return agencies.find((one) => one.id === subject)?.code ?? `An agency, ${short}`;
    case 'object':
      return reference ?? `Object ${short}`;
  }
}

/** `records of all times`, `records from … until before …`. */
export function timesOf({ from, to }: Pick<LegalHold, 'from' | 'to'>): string {
  if (from === null && to === null) return 'records of all times';
  const begin = from === null ? '' : ` from ${minuteInUtc(from)}`;
  return `records${begin}${to === null ? ' on' : ` until before ${minuteInUtc(to)}`}`;
}

/** `It covers 12 records now.` */
export function coverInWords({ covers }: LegalHoldSet): string {
  if (covers === null) return '';
  if (covers > countedRecords) return `It covers more than ${countedRecords.toLocaleString('en')} records now.`;
  return covers === 0 ? 'It covers no record yet.' : `It covers ${covers} ${covers === 1 ? 'record' : 'records'} now.`;
}

/** The question that finds what a hold covers. */
export const queryOfHold = ({ kind, subject, from, to }: LegalHold, name: string): LogQuery => ({
  ...(subject !== null && { [kind]: subject }),
  ...(kind === 'person' && { personName: name }),
  ...(kind === 'object' && { objectName: name }),
  ...(from === null ? { within: 'all' } : { from }),
  ...(to !== null && { to }),
  ownActs: 'shown',
});
