import { describe, expect, it } from 'vitest';
import { insertAt, pastedKey, triggerAt } from './suggest.js';

const at = (text: string) => triggerAt(text, text.length, 'VIDTF17');

describe('what asks for suggestions', () => {
  it.each([
    ['ask @an', 'mention', 'an'],
    ['@', 'mention', ''],
    ['ask @NL/ana.v', 'mention', 'NL/ana.v'],
    ['in #7K', 'dataset', '7K'],
    ['in VIDTF17-7K', 'dataset', 'VIDTF17-7K'],
    ['in vidtf17', 'dataset', 'vidtf17'],
  ])('%s', (text, kind, query) => expect(at(text)).toMatchObject({ kind, query }));

  it.each(['mail ana@nl', 'plain words', 'C#', 'VIDTF17-7K3Q done', 'https://x.example/#part'])('not %s', (text) =>
    expect(at(text)).toBeNull(),
  );
});

describe('putting a suggestion in', () => {
  it('replaces the word and sets the caret behind it', () => {
    expect(insertAt('ask @an now', { from: 4, to: 7 }, '@NL/ana')).toEqual({ text: 'ask @NL/ana now', caret: 11 });
    expect(insertAt('ask @an', { from: 4, to: 7 }, '@NL/ana')).toEqual({ text: 'ask @NL/ana ', caret: 12 });
  });
});

describe('what was pasted', () => {
  it.each(['FR/VID/2025/0142', 'd41d8cd98f00b204e9800998ecf8427e', 'VIDTF17-7K3Q'])('%s may be a dataset', (text) =>
    expect(pastedKey(text)).toBe(text),
  );
  it.each(['just words', 'a', 'several lines\nof 1 text', 'a long sentence with 1 number in it'])(
    '%s is only text',
    (text) => expect(pastedKey(text)).toBeNull(),
  );
});
