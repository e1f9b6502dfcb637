import { manyLines, oneLine, pairs, safeJson, table } from './text.js';

const escape = String.fromCharCode(27);
const override = String.fromCharCode(0x202e);
const c1 = String.fromCharCode(0x9b);

describe('what the terminal is given', () => {
  it('holds no escape sequence, C1 control or bidirectional override', () => {
    const bad = `a${escape}[2Jb${override}c${c1}31m`;
    for (const text of [oneLine(bad), manyLines(bad), table(['x'], [[bad]]), pairs([['x', bad]])]) {
      expect(text).not.toContain(escape);
      expect(text).not.toContain(override);
      expect(text).not.toContain(c1);
    }
  });

  it('keeps a cell on its line', () => {
    expect(table(['a', 'b'], [['one\ntwo', 'x']])).toBe('a        b\none two  x');
  });

  it('as JSON means the same and shows nothing that a terminal obeys', () => {
    const value = { name: `a${escape}${override}${c1}ä` };
    expect(JSON.parse(safeJson(value))).toEqual(value);
    expect(safeJson(value)).toBe('{\n  "name": "a\\u001b\\u202e\\u009bä"\n}');
  });

  it('aligns by characters, not by code units', () => {
    expect(
      table(
        ['n', 'm'],
        [
          ['𝔸', '1'],
          ['ab', '2'],
        ],
      ),
    ).toBe('n   m\n𝔸   1\nab  2');
  });
});
