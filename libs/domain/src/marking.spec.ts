import fc from 'fast-check';
import {
  classifications,
  handlingCodes,
  highest,
  isAtLeast,
  isFetchedAlone,
  lowestMarking,
  markingProblem,
  paps,
  tlps,
  type Marking,
  type MarkingPlace,
} from './index.js';

const markings: fc.Arbitrary<Marking> = fc
  .record({
    classification: fc.constantFrom(...classifications),
    tlp: fc.constantFrom(...tlps),
    pap: fc.constantFrom(...paps),
    handling: fc.subarray([...handlingCodes]),
    texts: fc.subarray(['only by hand', 'no copies', 'ask first'], { minLength: 1 }),
  })
  .map(({ texts, ...one }) => ({ ...one, h3Text: one.handling.includes('H3') ? texts.join('; ') : null }));

describe('markings', () => {
  it('have a highest of two that is at least both, and no higher than it must be', () => {
    fc.assert(
      fc.property(markings, markings, markings, (a, b, c) => {
        const top = highest(a, b);
        expect(isAtLeast(top, a) && isAtLeast(top, b)).toBe(true);
        if (isAtLeast(c, a) && isAtLeast(c, b)) expect(isAtLeast(c, top)).toBe(true);
      }),
    );
  });

  it('are at least themselves and the lowest', () => {
    fc.assert(fc.property(markings, (a) => isAtLeast(a, a) && isAtLeast(a, lowestMarking)));
  });

  it('are compared on every axis: more of one does not make up for less of another', () => {
    expect(isAtLeast({ ...lowestMarking, tlp: 'RED' }, { ...lowestMarking, handling: ['H0', 'H1'] })).toBe(false);
    expect(isAtLeast({ ...lowestMarking, pap: 'AMBER' }, { ...lowestMarking, tlp: 'GREEN' })).toBe(false);
  });

  it.each([
    ['TLP:RED', { tlp: 'RED' }],
    ['H2', { handling: ['H0', 'H2'] }],
    ['H3', { handling: ['H0', 'H3'], h3Text: 'only by hand' }],
  ] as const)('%s is fetched alone', (_name, change) => {
    expect(isFetchedAlone({ ...lowestMarking, ...change })).toBe(true);
  });

  it('below these flow with their thread', () => {
    expect(isFetchedAlone({ ...lowestMarking, tlp: 'AMBER+STRICT', pap: 'RED', handling: ['H0', 'H1'] })).toBe(false);
  });
});

describe('a place for a marking', () => {
  const place: MarkingPlace = { floor: lowestMarking, ceiling: 'UNCLASSIFIED-BPL', kind: 'agencies', observed: false };
  it.each([
    ['within its ceiling', { classification: 'R-UE/EU-R' }, { ceiling: 'R-UE/EU-R' }],
    ['at least its compartment’s', { tlp: 'AMBER' }, { floor: { ...lowestMarking, tlp: 'AMBER' } }],
    ['TLP:RED among named people', { tlp: 'RED' }, { kind: 'seats' }],
  ] as const)('%s: it stands', (_name, change, where) => {
    expect(markingProblem({ ...lowestMarking, ...change }, { ...place, ...where })).toBeNull();
  });

  it.each([
    ['above the ceiling', { classification: 'R-UE/EU-R' }, {}, 'ceiling'],
    ['below its compartment', {}, { floor: { ...lowestMarking, handling: ['H0', 'H1'] } }, 'at least'],
    [
      'without the H3 text of its compartment',
      { handling: ['H0', 'H3'], h3Text: 'none at all' },
      { floor: { ...lowestMarking, handling: ['H0', 'H3'], h3Text: 'only by hand' } },
      'H3 text kept',
    ],
    ['TLP:RED among agencies', { tlp: 'RED' }, {}, 'named people'],
    ['TLP:AMBER+STRICT before an observer', { tlp: 'AMBER+STRICT' }, { observed: true }, 'observer'],
    ['H3 without its text', { handling: ['H0', 'H3'] }, {}, 'H3'],
  ] as const)('%s: it is refused with the reason', (_name, change, where, word) => {
    const marking = { ...lowestMarking, ...change };
    expect(markingProblem(marking, { ...place, ...where })).toContain(word);
  });
});
