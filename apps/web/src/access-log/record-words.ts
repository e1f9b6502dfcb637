import type { AccessRecordView } from '@liaison/contracts';
import { logGrounds } from '@liaison/domain';
import type { PillTone } from '../ui/pill.js';
import { groundWords } from './audit-words.js';

export const seenAsWords: Readonly<Record<AccessRecordView['seenAs'], string>> = {
  person: 'An act of your agency’s own people: every field is shown.',
  information: 'It touched your agency’s information: who, when and what is shown, and your own objects alone.',
  oversight: 'It is in an operation that your agency hosts: every field is shown.',
  look_up: 'Somebody looked at the log outside of any operation: who, when and which act is shown, not what was asked.',
};

export function outcomeOf(record: AccessRecordView): { readonly words: string; readonly tone: PillTone } {
  if (record.outcome === 'success') return { words: 'allowed', tone: 'ok' };
  return { words: record.class === 'denial' ? 'denied' : 'failed', tone: 'danger' };
}

const instant = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2}(?:\.\d{3})?)/;

export const outcomeWords: Readonly<Record<AccessRecordView['outcome'], string>> = {
  success: 'allowed',
  failure: 'denied or failed',
};

/** `2025-09-21 09:12 UTC`. */
export const minuteInUtc = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`;

/** The day and the clock of an instant in UTC, to the millisecond. */
export function utcParts(at: string): { readonly day: string; readonly clock: string } {
  const [, day = '', clock = ''] = instant.exec(at) ?? [];
  return { day, clock };
}

/** `VIDTF17-2PXA`, `VIDTF17-2PXA and 13 more`, `thread`; nothing without an object. */
export function objectsInWords(record: AccessRecordView): string {
  const [first, ...others] = record.objects;
  if (!first) return isErased(record, 'objects') ? erasedWord : '';
  const name = first.ref ?? first.type.replaceAll('_', ' ');
  return others.length === 0 ? name : `${name} and ${others.length} more`;
}

type Erasable = Pick<AccessRecordView, 'erased'>;

/** What stands where a value was destroyed: it says nothing of whether there was one. */
export const erasedWord = 'erased';
export const isErased = ({ erased }: Erasable, field: string): boolean => erased.includes(field);

/** Who acted, by name. */
export function personInWords(record: Erasable & Pick<AccessRecordView, 'act' | 'person' | 'personName'>): string {
  if (record.act === 'log.sweep') return 'the server';
  if (isErased(record, 'person')) return erasedWord;
  return record.person === null ? 'not signed in' : (record.personName ?? 'unnamed');
}

/** The ground as this reader may see it. */
export function groundInWords(record: AccessRecordView): string {
  if (record.groundStated && isErased(record, 'ground')) return `stated, ${erasedWord}`;
  if (record.ground === 'task') return 'own task';
  const purpose = record.class === 'log_access' ? logGrounds.find((one) => one === record.ground) : undefined;
  if (purpose) return groundWords[purpose].short;
  return record.ground ?? (record.groundStated ? 'stated' : '');
}
