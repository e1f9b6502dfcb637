import { describe, expect, it } from 'vitest';
import { changesOf, countProblem, digestProblem, emptyContent, registrationOf } from './content-draft.js';

describe('what a person typed of a dataset', () => {
  it('sends nothing as null, figures as figures, and no empty reference', () => {
    const draft = {
      ...emptyContent,
      images: '12 345',
      note: '  two devices ',
      aliases: [
        { scheme: 'case-number', value: ' 7 ', open: false },
        { scheme: 'x', value: ' ', open: true },
      ],
    };
    expect(registrationOf(draft, 'nl')).toMatchObject({
      origin: 'nl',
      images: 12345,
      videos: null,
      series: null,
      note: 'two devices',
      aliases: [{ scheme: 'case-number', value: '7', open: false }],
    });
  });

  it('sends of an edit only what is different', () => {
    const before = { ...emptyContent, images: '3', series: 'S-1' };
    expect(changesOf(before, before)).toBeNull();
    expect(changesOf({ ...before, images: '4', series: '' }, before)).toEqual({ images: 4, series: null });
    expect(changesOf({ ...before, flags: ['IsDistributed'] }, before)).toEqual({ flags: ['IsDistributed'] });
  });

  it('says which digest and which figure cannot be read', () => {
    expect(digestProblem(`${'a'.repeat(32)}\n\n${'b'.repeat(40)}`)).toBeNull();
    expect(digestProblem(`${'a'.repeat(32)}\nnonsense`)).toContain('Line 2');
    expect(countProblem('1,200')).toBeNull();
    expect(countProblem('')).toBeNull();
    expect(countProblem('about 12')).not.toBeNull();
  });
});
