import type { AccessRecordView } from '@liaison/contracts';
import { describe, expect, it } from 'vitest';
import { groundInWords, objectsInWords, outcomeOf, personInWords, utcParts } from './record-words.js';

const record: AccessRecordView = {
  id: 'r',
  at: '2025-09-21T09:12:44.120Z',
  class: 'consultation',
  act: 'dataset.view',
  outcome: 'success',
  operation: null,
  agency: 'nl',
  person: 'p',
  personName: 'Ana',
  role: 'analyst',
  objects: [],
  groundStated: false,
  ground: null,
  address: null,
  session: null,
  recipients: null,
  rule: null,
  compartment: null,
  erased: [],
  seenAs: 'person',
};
const object = { type: 'dataset', id: 'd', version: 2, ref: 'VIDTF17-2PXA' };

describe('a record in words', () => {
  it('says whose act it was: a person’s, the server’s, or of somebody who was not signed in', () => {
    expect(personInWords({ ...record, personName: 'Ana Visser' })).toBe('Ana Visser');
    expect(personInWords({ ...record, person: null, act: 'session.start' })).toBe('not signed in');
    expect(personInWords({ ...record, person: null, act: 'log.sweep' })).toBe('the server');
  });

  it('names its object, and how many more there are', () => {
    expect(objectsInWords(record)).toBe('');
    expect(objectsInWords({ ...record, objects: [object] })).toBe('VIDTF17-2PXA');
    expect(objectsInWords({ ...record, objects: [{ ...object, ref: null }, object, object] })).toBe(
      'dataset and 2 more',
    );
  });

  it('says of a ground that is not for this reader only that it was stated', () => {
    expect(groundInWords(record)).toBe('');
    expect(groundInWords({ ...record, groundStated: true })).toBe('stated');
    expect(groundInWords({ ...record, groundStated: true, ground: 'task' })).toBe('own task');
    expect(groundInWords({ ...record, groundStated: true, ground: 'regional language' })).toBe('regional language');
    expect(groundInWords({ ...record, class: 'log_access', groundStated: true, ground: 'self_monitoring' })).toBe(
      'self-monitoring',
    );
  });

  it('says what was erased, and that a ground was stated all the same', () => {
    expect(personInWords(record)).toBe('Ana');
    expect(personInWords({ ...record, person: null, personName: null })).toBe('not signed in');
    const gone = { ...record, erased: ['ground', 'objects', 'person'], person: null, personName: null };
    expect(personInWords(gone)).toBe('erased');
    expect(objectsInWords(gone)).toBe('erased');
    expect(groundInWords({ ...gone, groundStated: true })).toBe('stated, erased');
    expect(groundInWords(gone)).toBe('');
  });

  it('tells a denial from a failure', () => {
    expect(outcomeOf(record).words).toBe('allowed');
    expect(outcomeOf({ ...record, outcome: 'failure' }).words).toBe('failed');
    expect(outcomeOf({ ...record, outcome: 'failure', class: 'denial' }).words).toBe('denied');
  });

  it('is timed in UTC to the millisecond', () => {
    expect(utcParts(record.at)).toEqual({ day: '2025-09-21', clock: '09:12:44.120' });
  });
});
