import { describeImport } from '../commands/import-shown.js';
import { sized } from './progress.js';

it('a size is in the unit that leaves figures before the point', () => {
  expect([sized(45_120), sized(999_999), sized(1_234_567)]).toEqual(['45.1 kB', '1000.0 kB', '1.2 MB']);
});

it('after the commit an import says what became of its rows, not that none is new', () => {
  const rows = { new: 0, known: 0, error: 0 };
  const view = { id: 'i', operation: 'o', format: 'csv', state: 'committed', encoding: null, delimiter: null } as const;
  const counts = { startedAt: '', read: 312, totalBytes: 1, readBytes: 1, rows, dropped: {} };
  const done = { registered: 312, updated: 0, skipped: 0 };
  const text = describeImport({ ...view, ...counts, mapping: null, shareTo: null, willSee: null, failure: null, done });
  expect(text).toMatch(/312 entries$/m);
  expect(text).toContain('312 registered');
});
