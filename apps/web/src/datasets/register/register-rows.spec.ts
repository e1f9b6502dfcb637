import type { CompartmentView, LiveShare, ShareHeader } from '@liaison/contracts';
import { lowestMarking } from '@liaison/domain';
import { describe, expect, it } from 'vitest';
import { countRows, filterRows, noFilter, originsOf, registerRows } from './register-rows.js';

const live = (part: Partial<LiveShare>): LiveShare => ({
  id: `${part.dataset ?? 'd'}@${part.compartment ?? 'all'}`,
  dataset: 'd',
  operation: 'o',
  compartment: 'all',
  ref: 'VIDTF17-7K3Q',
  origin: 'nl',
  originator: 'nl',
  status: 'received',
  claimedBy: null,
  assignee: null,
  priority: 'normal',
  known: 'unknown',
  age: 'recent',
  marking: lowestMarking,
  images: 10,
  videos: null,
  items: 10,
  receivedOn: null,
  version: 1,
  withdrawnBy: null,
  frozenBy: null,
  ...part,
});
const gone = (dataset: string): ShareHeader => ({
  id: `gone-${dataset}`,
  dataset,
  operation: 'o',
  compartment: 'all',
  ref: `VIDTF17-${dataset.toUpperCase()}`,
  version: 2,
  withdrawnBy: 'nl',
});
const place = (
  id: string,
  kind: CompartmentView['kind'],
  agencies: readonly string[],
): readonly [string, CompartmentView] => [id, { id, kind, agencies, name: id } as unknown as CompartmentView];
const compartments = new Map([
  place('all', 'all', ['nl', 'fr']),
  place('nl', 'agency', ['nl']),
  place('few', 'agencies', ['nl', 'fr']),
]);

it('lists every origin of what is seen once, taken part or not, and the one that is chosen', () => {
  const shares = [live({ origin: 'ro' }), live({ origin: 'nl' }), live({ origin: 'ro' })];
  expect(originsOf(shares, undefined)).toEqual(['ro', 'nl']);
  expect(originsOf(shares, 'fr')).toEqual(['ro', 'nl', 'fr']);
});

describe('the lines of the register', () => {
  it('shows a dataset once, in the widest place, and how many more have it', () => {
    const rows = registerRows(
      [live({ compartment: 'nl' }), live({}), live({ compartment: 'few' })],
      compartments,
      null,
    );
    expect(rows.map((row) => [row.where, row.elsewhere])).toEqual([['all', 2]]);
  });

  it('prefers a narrower place to one it was withdrawn from', () => {
    const rows = registerRows([gone('d'), live({ compartment: 'nl' })], compartments, null);
    expect(rows.map((row) => row.where)).toEqual(['nl']);
  });

  it('shows one compartment alone when asked', () => {
    const shares = [live({}), live({ dataset: 'e', compartment: 'nl' })];
    expect(registerRows(shares, compartments, 'nl').map((row) => row.dataset)).toEqual(['e']);
  });
});

describe('the filter', () => {
  const rows = registerRows(
    [
      live({ claimedBy: 'me' }),
      live({ dataset: 'e', ref: 'VIDTF17-AAAA', origin: 'fr', status: 'analysed', assignee: 'other' }),
      live({ dataset: 'f', ref: 'VIDTF17-BBBB' }),
      gone('g'),
    ],
    compartments,
    null,
  );
  const found = (part: Partial<typeof noFilter>) =>
    filterRows(rows, { ...noFilter, ...part }, 'me').map((row) => row.dataset);

  it('knows mine, unowned, status, origin and letters of the reference', () => {
    expect(found({})).toEqual(['d', 'e', 'f', 'g']);
    expect(found({ whose: 'mine' })).toEqual(['d']);
    expect(found({ whose: 'unowned' })).toEqual(['f']);
    expect(found({ statuses: ['analysed'] })).toEqual(['e']);
    expect(found({ origin: 'fr' })).toEqual(['e']);
    expect(found({ text: ' aaa' })).toEqual(['e']);
    expect(found({ only: new Set(['f']) })).toEqual(['f']);
  });

  it('counts what is shown and nothing else', () => {
    const counts = countRows(filterRows(rows, { ...noFilter, origin: 'nl' }, 'me'));
    expect(counts).toMatchObject({ datasets: 2, unowned: 1, images: 20, videos: 0, withdrawn: 0 });
    expect(countRows(rows)).toMatchObject({ datasets: 4, withdrawn: 1 });
  });
});
