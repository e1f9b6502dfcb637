import type { Classification, HandlingCode, Marking, Pap, Tlp } from '@liaison/domain';

/** The five columns of a marking, as every marked table has them. */
export interface MarkingColumns {
  classification: Classification;
  tlp: Tlp;
  pap: Pap;
  handling: HandlingCode[];
  h3_text: string | null;
}

export const markingOf = (row: MarkingColumns): Marking => ({
  classification: row.classification,
  tlp: row.tlp,
  pap: row.pap,
  handling: row.handling,
  h3Text: row.h3_text,
});

/** By the names of the columns. */
export const markingColumnsOf = (marking: Marking): MarkingColumns => ({
  classification: marking.classification,
  tlp: marking.tlp,
  pap: marking.pap,
  handling: [...marking.handling],
  h3_text: marking.h3Text,
});

/** In the order of the columns. */
export const markingValues = (marking: Marking): [Classification, Tlp, Pap, readonly HandlingCode[], string | null] => [
  marking.classification,
  marking.tlp,
  marking.pap,
  marking.handling,
  marking.h3Text,
];
