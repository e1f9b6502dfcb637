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

  it.each(['\u2028', '\u2029', '\u200B', '\u2060', '\u00AD', '\u034F', '\u180E', '\u200C', '\u200D', '\u{E0041}'])(
    'with %j in one line is refused, with the place',
    (unseen) => {
      const code = unseen.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
      const reason = textProblem(`😀 Na${unseen}me`, { max: 200 });
      expect(reason).toBe(`must not contain control, bidirectional or invisible characters: character 5 is U+${code}`);
    },
  );

  it.each(['می\u200Cخواهم', 'क्\u200Dष', 'ക്\u200Cഷ', 'නව ක්\u200Dරම', '❤️\u200D🔥', '👩🏽\u200D💻'])(
    '%s keeps its joiners, in a title too',
    (text) => expect(textProblem(text, { max: 200 })).toBeNull(),
  );

  it('of a message keeps joiners and breaks wherever they are, but no tags and no bidirectional controls', () => {
    const problem = (text: string): string | null => textProblem(text, { max: 200, multiline: true });
    expect([problem('a\u200Cb'), problem('a\u200Bb'), problem('a\u2028b'), problem('a\u00ADb')]).toEqual(
      Array(4).fill(null),
    );
    expect(problem('a\u{E0041}b')).toContain('character 2 is U+E0041');
    expect(problem('a\nb\u202Ec')).toContain('character 4 is U+202E');
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
