import { array, assert, constantFrom, property, string } from 'fast-check';
import { csvCell, csvLine } from './csv-cells.js';

const delimiters = [';', ',', '\t', '|'] as const;

/** The cells as a spreadsheet reads them: it takes what is no proper CSV too, and never gives up. */
function read(text: string, delimiter: string): string[] {
  const bare = `[^${delimiter}\\r\\n]*`;
  const cell = new RegExp(`(?:^|[${delimiter}]|\\r\\n?|\\n)(?:"((?:[^"]|"")*)(?:"|$)(${bare})|(${bare}))`, 'gy');
  return Array.from(text.matchAll(cell), ([, quoted, rest = '', plain = '']) =>
    quoted === undefined ? plain : quoted.replaceAll('""', '"') + rest,
  );
}

describe('a cell of a table that goes out', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＋1', '＠x'])('is never a formula: %j', (value) => {
    expect(csvCell(value)).toMatch(/^"'/);
  });

  it('is in quotes where it holds a delimiter of any country, a quote, a line end or outer spaces, or was a formula', () => {
    const quoted = ['a;b', 'a,b', 'a|b', 'a\tb', 'a\nb', 'a\rb', ' a', 'a '];
    expect(quoted.map(csvCell)).toEqual(quoted.map((value) => `"${value}"`));
    expect(csvLine(['a b', 'a"b', "l'a-b", '=1'], ';')).toBe(`a b;"a""b";l'a-b;"'=1"\r\n`);
  });

  it('is no formula for a spreadsheet that reads another delimiter', () => {
    expect(csvCell('x,=1+1')).toBe(`"x,'=1+1"`);
    const text = string({ unit: constantFrom(...'ab ,;|\t"\r\n=+-@\'') });
    assert(
      property(
        array(text, { minLength: 1 }),
        constantFrom(...delimiters),
        constantFrom(...delimiters),
        (cells, own, theirs) => {
          const seen = read(csvLine(['D-1', ...cells], own), theirs);
          expect(seen.filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
        },
      ),
    );
  });

  it('says what it said, but for the mark that keeps it from being a formula', () => {
    const cells = ['a;b', 'say "no"', 'two\nlines', ' x ', 'x,=1+1', '-1'];
    expect(read(csvLine(cells, ';'), ';')).toEqual(['a;b', 'say "no"', 'two\nlines', ' x ', "x,'=1+1", "'-1", '']);
  });
});
