import { expect, it } from 'vitest';
import { logAddressOf } from './address.js';

it('reads a part of the workspace with its question and leaves out what does not fit', () => {
  const search = {
    view: 'opened',
    reference: 'VIDTF17-7K3Q',
    within: 'week',
    record: '',
    days: 400,
    at: 7,
    zone: 'UTC',
  };
  expect(logAddressOf(search)).toEqual({ view: 'opened', reference: 'VIDTF17-7K3Q', within: 'week', zone: 'UTC' });
  expect(logAddressOf({ view: 'everything', days: 30 })).toEqual({ days: 30 });
});
