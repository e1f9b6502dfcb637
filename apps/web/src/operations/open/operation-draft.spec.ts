import { operationTemplateDefaults } from '@liaison/contracts';
import { describe, expect, it } from 'vitest';
import { inputOf, newDraft, shownOf } from './operation-draft.js';

const friday = new Date('2025-09-12T10:00:00Z');
const monday = new Date('2025-09-15T10:00:00Z');

describe('the form of a new operation', () => {
  it('begins on the Monday after today', () => {
    expect(newDraft(friday).startsOn).toBe('2025-09-15');
    expect(newDraft(monday).startsOn).toBe('2025-09-22');
  });

  it('takes from the template what the person has not written', () => {
    const { grounds, days, purpose } = operationTemplateDefaults.victim_identification_task_force;
    const shown = shownOf(newDraft(friday));
    expect(shown.purpose).toBe(purpose);
    expect(shown.grounds.split('\n')).toEqual(grounds);
    expect(shown.endsOn).toBe(`2025-09-${14 + days}`);
  });

  it('keeps the person’s words when the template changes', () => {
    const draft = { ...newDraft(friday), purpose: 'Ours', template: 'blank' as const };
    expect(shownOf(draft)).toMatchObject({ purpose: 'Ours', legalBasis: '' });
  });

  it('sends each ground once and nothing empty', () => {
    const draft = { ...newDraft(friday), codeName: ' VIDTF-18 ', grounds: ' One \n\nTwo\nOne\n', retentionDays: '90' };
    expect(inputOf(draft)).toMatchObject({ codeName: 'VIDTF-18', grounds: ['One', 'Two'], retentionDays: 90 });
  });
});
