import {
  classifications,
  handlingCodes,
  paps,
  tlps,
  type Classification,
  type CompartmentKind,
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

/** What everything in a new compartment is marked at least, until somebody raises it. */
export const startMarking: Marking = { ...lowestMarking, tlp: 'AMBER', pap: 'AMBER' };

/** Codes in order and without doubles, H0 always there. */
export const normalHandling = (codes: readonly HandlingCode[]): readonly HandlingCode[] =>
  handlingCodes.filter((code) => code === 'H0' || codes.includes(code));

/** The restrictions that an H3 text lists, one by one: `only by hand; no copies` are two. */
const restrictions = (text: string | null): readonly string[] =>
  (text ?? '')
    .split(';')
    .map((one) => one.trim())
    .filter(Boolean);

/** True when `a` is nowhere lower than `b`: TLP, PAP and classification by order, handling codes and H3's restrictions by union. */
export function isAtLeast(a: Marking, b: Marking): boolean {
  return (
    classifications.indexOf(a.classification) >= classifications.indexOf(b.classification) &&
    tlps.indexOf(a.tlp) >= tlps.indexOf(b.tlp) &&
    paps.indexOf(a.pap) >= paps.indexOf(b.pap) &&
    b.handling.every((code) => code === 'H0' || a.handling.includes(code)) &&
    restrictions(b.h3Text).every((one) => restrictions(a.h3Text).includes(one))
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
    h3Text: handling.includes('H3') ? bothTexts(a.h3Text, b.h3Text) : null,
  };
}

function bothTexts(a: string | null, b: string | null): string | null {
  const added = restrictions(b).filter((one) => !restrictions(a).includes(one));
  return added.length === 0 ? a : [...(a === null ? [] : [a]), ...added].join('; ');
}

/** H2, H3 and TLP:RED texts are fetched one by one, by an act of their own. */
export const isFetchedAlone = (marking: Marking): boolean =>
  marking.tlp === 'RED' || marking.handling.includes('H2') || marking.handling.includes('H3');

const higher = <T>(order: readonly T[], a: T, b: T): T => (order.indexOf(a) >= order.indexOf(b) ? a : b);

/** Where something marked will stand. */
export interface MarkingPlace {
  /** The compartment's own marking, the floor of everything in it. */
  readonly floor: Marking;
  readonly ceiling: Classification;
  readonly kind: CompartmentKind;
  /** True when an observer agency sits there. */
  readonly observed: boolean;
}

/** Why a marking cannot stand in a place, or null. The values have teeth (TLP 2.0; Europol handling codes). */
export function markingProblem(marking: Marking, place: MarkingPlace): string | null {
  if (classifications.indexOf(marking.classification) > classifications.indexOf(place.ceiling))
    return `must not be above the operation's ceiling, ${place.ceiling}`;
  if (!isAtLeast(marking, place.floor)) return 'must be at least the marking of its compartment, its H3 text kept';
  if (marking.tlp === 'RED' && place.kind !== 'seats') return 'TLP:RED is only for compartments of named people';
  if (marking.tlp === 'AMBER+STRICT' && place.observed) return 'TLP:AMBER+STRICT cannot stand where an observer sits';
  if (marking.handling.includes('H3') !== (marking.h3Text !== null)) return 'H3 and its text go together';
  return null;
}
