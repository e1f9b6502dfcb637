import { expect, it } from 'vitest';
import { logQueryOf, startOf } from './log.js';

it('reads what fits from an address and leaves out the rest', () => {
  const search = {
    within: 'day',
    outcome: 'failure',
    class: 'denial,nonsense,disclosure',
    person: 'p',
    object: '',
    act: 'dataset.view',
    ground: 'perhaps',
    to: 7,
  };
  expect(logQueryOf(search)).toEqual({
    within: 'day',
    outcome: 'failure',
    class: 'disclosure,denial',
    person: 'p',
    act: 'dataset.view',
  });
});

it('asks for a week unless told otherwise, and for everything when told so', () => {
  const now = Date.parse('2025-09-21T09:12:44.120Z');
  expect(startOf({}, now)).toBe('2025-09-14T09:12:00.000Z');
  expect(startOf({ within: 'hour' }, now)).toBe('2025-09-21T08:12:00.000Z');
  expect(startOf({ within: 'all' }, now)).toBeUndefined();
  expect(startOf({ within: 'hour', from: '2025-01-01T00:00:00Z' }, now)).toBe('2025-01-01T00:00:00Z');
});
