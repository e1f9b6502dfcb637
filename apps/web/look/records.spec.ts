import type { Report, ReportedRecord } from '@liaison/access-extract';
import { expect, it } from 'vitest';
import { recordsSection } from './records.js';

const whole: ReportedRecord = {
  n: 7,
  entry: 9,
  record: {
    at: new Date('2025-09-21T09:12:44.120Z'),
    class: 'consultation',
    act: 'dataset.view',
    outcome: 'success',
    groundStated: true,
    policy: '1',
    digests: [],
  },
  shown: { person: 'p', agency: 'nl' },
  faults: [],
  erased: 0,
};
const left = { agency: 'nl' };

const cellsOf = (record: ReportedRecord): readonly string[] => {
  const report: Pick<Report, 'records' | 'names'> = { records: [record], names: { p: 'Ana', nl: 'NL' } };
  const section = recordsSection(report as Report);
  return [...section.querySelectorAll('tbody td')].map((cell) => cell.textContent);
};

it('a record’s person is named; erased they are said to be so, and left out as not shown', () => {
  expect(cellsOf(whole)).toEqual(expect.arrayContaining(['Ana', 'NL', 'holds']));
  expect(cellsOf({ ...whole, shown: left, erased: 1 })).toEqual(
    expect.arrayContaining(['erased', 'NL', 'erased (entry 9)']),
  );
  expect(cellsOf({ ...whole, shown: left })).toEqual(expect.arrayContaining(['not shown', 'NL', 'holds']));
});
