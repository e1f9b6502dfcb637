let clock: () => number = () => Date.now();

/** The present, in milliseconds: what is relative to it says "today" and "due" by it, and never by the machine's clock. */
export const now = (): number => clock();

/** Whose clock it is. Set once, at the start. */
export function tellTimeBy(next: () => number): void {
  clock = next;
}
