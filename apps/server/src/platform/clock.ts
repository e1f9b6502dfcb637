/** Injects the domain's Clock; tests put a clock there that they step themselves. */
export const CLOCK = Symbol('clock');
