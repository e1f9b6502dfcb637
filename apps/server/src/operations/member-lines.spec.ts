import { readMemberLines } from './member-lines.js';

describe('a pasted list of members', () => {
  it('is read line by line, empty lines skipped, numbers kept', () => {
    expect(readMemberLines('ana.visser;investigator;2025-09-26\r\n\n @Jan.Smit ; analyst \n')).toEqual([
      { line: 1, name: 'ana.visser', role: 'investigator', until: '2025-09-26' },
      { line: 3, name: 'jan.smit', role: 'analyst', until: null },
    ]);
  });

  it.each([
    ['ana;king', /^role must be one of/],
    ['ana;analyst;2025-02-30', /day such as/],
    [';analyst', /begin with a handle/],
    ['ana;analyst;2025-09-26;more', /handle;role;until/],
  ])('says of %j what is wrong', (text, reason) => {
    const [line, ...more] = readMemberLines(text);
    expect(more).toEqual([]);
    expect(line && 'reason' in line ? line.reason : '').toMatch(reason);
  });

  it('stops at 200 people', () => {
    const lines = readMemberLines(Array.from({ length: 201 }, (_, n) => `p${n};analyst`).join('\n'));
    expect(lines.filter((line) => 'reason' in line)).toEqual([{ line: 201, reason: 'more than 200 people' }]);
  });
});
