import { newReference, readDigest, referencePrefix, referencesIn, termAdvice, textProblem } from './index.js';

describe('text', () => {
  it.each(['plain words', 'Größe, naïve, Ελλάδα, 日本語, عربى', 'a family 👨‍👩‍👧'])('%s is taken', (text) => {
    expect(textProblem(text, { max: 200 })).toBeNull();
  });

  it.each([
    ['nothing', '   ', 'empty'],
    ['a NUL', 'a\u0000b', 'control'],
    ['an escape', 'a\u001b[31mred', 'control'],
    ['a bidirectional override', 'invoice\u202Egpj.exe', 'bidirectional'],
    ['half a surrogate pair', 'a\uD800b', 'control'],
    ['a second line', 'a\nb', 'one line'],
    ['too much', 'x'.repeat(201), '200'],
  ])('with %s is refused with the reason', (_name, text, word) => {
    expect(textProblem(text, { max: 200 })).toContain(word);
  });

  it('counts characters, not code units', () => {
    expect(textProblem('😀'.repeat(200), { max: 200 })).toBeNull();
  });
});

describe('a reference', () => {
  it('is the code name and four speakable random characters', () => {
    expect(referencePrefix('VIDTF-17')).toBe('VIDTF17');
    for (let count = 0; count < 200; count += 1)
      expect(newReference('VIDTF17')).toMatch(/^VIDTF17-[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  it('is found in a text however it was typed, each once', () => {
    expect(referencesIn('see vidtf17-7k3q, VIDTF17-7K3Q and (VIDTF17-M0WD).')).toEqual([
      'VIDTF17-7K3Q',
      'VIDTF17-M0WD',
    ]);
    expect(referencesIn('heard as VIDTF17-7KOL')).toEqual(['VIDTF17-7K01']);
    expect(referencesIn('no references here: a-b, 2025-09-15')).not.toContain('VIDTF17-7K3Q');
  });
});

describe('a digest', () => {
  it.each([
    ['MD5', '1400CAC235AA9B86E28B255C86E262E8'],
    ['SHA1', 'bb32d038df3e02dae4166890331bf0346785f4a2'],
    ['SHA256', 'a'.repeat(64)],
  ])('%s is known by its length', (algorithm, text) => {
    expect(readDigest(` ${text} `)).toEqual({ algorithm, hex: text.toLowerCase() });
  });

  it.each(['', 'xyz', 'abc', 'g'.repeat(32)])('%p is none', (text) => expect(readDigest(text)).toBeNull());
});

describe('terminology', () => {
  it('offers the right term for those that imply consent', () => {
    expect(termAdvice('Possible child pornography, kinderporno')).toEqual([
      { found: 'child pornography', use: 'child sexual abuse material (CSAM)' },
      { found: 'kinderporno', use: 'child sexual abuse material (CSAM)' },
    ]);
    expect(termAdvice('child sexual abuse material (CSAM)')).toEqual([]);
  });
});
