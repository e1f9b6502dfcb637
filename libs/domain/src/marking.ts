import {
  classifications,
  handlingCodes,
  paps,
  tlps,
  type Classification,
  type HandlingCode,
  type Pap,
  type Tlp,
} from './values.js';

/** Classification, TLP, PAP and handling codes: four axes, none replaces another. */
export interface Marking {
  readonly classification: Classification;
  readonly tlp: Tlp;
  readonly pap: Pap;
  readonly handling: readonly HandlingCode[];
  /** The text that H3 requires; null without H3. */
  readonly h3Text: string | null;
}

export const lowestMarking: Marking = {
  classification: 'UNCLASSIFIED-BPL',
  tlp: 'CLEAR',
  pap: 'CLEAR',
  handling: ['H0'],
  h3Text: null,
};

/** Codes in order and without doubles, H0 always there. */
export const normalHandling = (codes: readonly HandlingCode[]): readonly HandlingCode[] =>
  handlingCodes.filter((code) => code === 'H0' || codes.includes(code));

/** True when `a` is nowhere lower than `b`: TLP, PAP and classification by order, handling codes by union. */
export function isAtLeast(a: Marking, b: Marking): boolean {
  return (
    classifications.indexOf(a.classification) >= classifications.indexOf(b.classification) &&
    tlps.indexOf(a.tlp) >= tlps.indexOf(b.tlp) &&
    paps.indexOf(a.pap) >= paps.indexOf(b.pap) &&
    b.handling.every((code) => code === 'H0' || a.handling.includes(code))
  );
}

/** The least marking that is at least both. */
export function highest(a: Marking, b: Marking): Marking {
  const handling = normalHandling([...a.handling, ...b.handling]);
  return {
    classification: higher(classifications, a.classification, b.classification),
    tlp: higher(tlps, a.tlp, b.tlp),
    pap: higher(paps, a.pap, b.pap),
    handling,
    h3Text: handling.includes('H3') ? (a.h3Text ?? b.h3Text) : null,
  };
}

/** H2, H3 and TLP:RED texts are fetched one by one, by an act of their own. */
export const isFetchedAlone = (marking: Marking): boolean =>
  marking.tlp === 'RED' || marking.handling.includes('H2') || marking.handling.includes('H3');

const higher = <T>(order: readonly T[], a: T, b: T): T => (order.indexOf(a) >= order.indexOf(b) ? a : b);
