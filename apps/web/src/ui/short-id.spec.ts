import { newId } from '@liaison/domain';
import { expect, it } from 'vitest';
import { shortId } from './short-id.js';

it('tells ids of the same moment apart, which begin alike', () => {
  const ids = Array.from({ length: 100 }, () => newId());
  expect(new Set(ids.map((id) => id.slice(0, 6))).size).toBe(1);
  expect(new Set(ids.map(shortId)).size).toBe(100);
  expect(shortId('01a21cdc-8ebf-7118-8ee5-6772484dc7ae')).toBe('484dc7ae');
});
