import type { Problem } from '@liaison/contracts';
import { expect, it } from 'vitest';
import { fieldReason } from './act.js';

const problem: Problem = {
  type: '',
  title: '',
  status: 400,
  code: 'invalid',
  detail: '',
  fields: [
    { path: 'name', reason: 'must not be empty' },
    { path: 'grounds[2]', reason: 'must be text.' },
  ],
};

it('says a field’s reason as a sentence', () => {
  expect(fieldReason(problem, 'name')).toBe('Must not be empty.');
  expect(fieldReason(problem, 'other')).toBeNull();
  expect(fieldReason(null, 'name')).toBeNull();
});

it('says which line of a list it is', () => {
  expect(fieldReason(problem, 'grounds')).toBe('Line 3: must be text.');
});
