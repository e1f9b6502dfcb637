/** Closed-open versions of a compartment's membership during which a side was in; `to` is null while it is. */
export interface Window {
  readonly from: number;
  readonly to: number | null;
}

/** Talk belongs to those whose side was in when it was born, or was given it; an edit or an answer changes nothing. */
export const isWithin = (windows: readonly Window[], baseVer: number): boolean =>
  windows.some(({ from, to }) => from <= baseVer && (to === null || baseVer < to));
