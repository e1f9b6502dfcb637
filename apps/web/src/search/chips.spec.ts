import type { OperationView } from '@liaison/contracts';
import { describe, expect, it } from 'vitest';
import { parseQuery, resolveChips, writeQuery } from './chips.js';

const operation = {
  id: 'op',
  codeName: 'VIDTF-17',
  agencies: [{ agency: { id: 'nl', code: 'NL' } }],
  members: [{ person: { id: 'ana', name: 'Ana Visser', handle: 'ana.visser', agency: 'nl' } }],
  former: [],
  compartments: [{ id: 'pair', name: 'FR + NL', seats: [] }],
} as unknown as OperationView;

const resolve = (text: string) =>
  resolveChips(parseQuery(text), [operation], (reference) => (reference === 'VIDTF17-7K3Q' ? 'd1' : undefined));

describe('a search as it is typed', () => {
  it('is words and chips, and comes back the same', () => {
    const parsed = parseQuery('in:"FR + NL" street from:ana.visser name');
    expect(parsed).toEqual({
      words: 'street name',
      chips: [
        { name: 'in', value: 'FR + NL' },
        { name: 'from', value: 'ana.visser' },
      ],
    });
    expect(parseQuery(writeQuery(parsed))).toEqual(parsed);
  });

  it('names operations, audiences, people, agencies and datasets by what this person sees', () => {
    expect(resolve('in:vidtf-17 x').filters).toEqual({ q: 'x', operation: 'op' });
    expect(resolve('in:"FR + NL"').filters).toEqual({ compartment: 'pair' });
    expect(resolve('from:NL/ana.visser agency:nl').filters).toEqual({ from: 'ana', agency: 'nl' });
    expect(resolve('dataset:vidtf17-7k3q after:2025-09-15 is:unread').filters).toEqual({
      dataset: 'd1',
      after: '2025-09-15',
      is: 'unread',
    });
  });

  it('tells what names nothing instead of leaving it out in silence', () => {
    const { filters, unknown } = resolve('from:nobody before:soon words');
    expect(filters).toEqual({ q: 'words' });
    expect(unknown.map((chip) => chip.value)).toEqual(['nobody', 'soon']);
  });
});
