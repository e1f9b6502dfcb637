import { csvCell, csvLine } from './csv-cells.js';

describe('a cell of a table that goes out', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1', '＋1', '＠x'])('is never a formula: %j', (value) => {
    expect(csvCell(value, ';').replace(/^"/, '').startsWith("'")).toBe(true);
  });

  it('is quoted where it holds a delimiter, a quote, a line end or outer spaces, and nowhere else', () => {
    expect(csvLine(['a b', 'a;b', 'a"b', 'a\nb', ' a', 'a,b'], ';')).toBe('a b;"a;b";"a""b";"a\nb";" a";a,b\r\n');
    expect(csvCell('a\rb', ',')).toBe('"a\rb"');
  });
});
