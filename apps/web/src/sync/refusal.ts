import type { Problem } from '@liaison/contracts';

/** The server's refusal, or ours when no answer came: what every failed call throws. */
export class Refusal extends Error {
  constructor(
    readonly problem: Problem,
    /** Of the record that the refused act left, where they were asked for and came over the socket. */
    readonly receipts: readonly string[] = [],
  ) {
    super(problem.detail);
    this.name = 'Refusal';
  }

  /** True when the same thing may work a moment later: nobody decided anything. */
  get isTransient(): boolean {
    return ['unavailable', 'offline', 'too_many'].includes(this.problem.code);
  }

  /** For how long the server asks to be left alone, in milliseconds; null where it did not say. */
  get waitFor(): number | null {
    const seconds = this.problem.extra?.retryAfter;
    return this.problem.code === 'too_many' && typeof seconds === 'number' ? seconds * 1_000 : null;
  }
}

export const offline = (): Refusal =>
  new Refusal({
    type: 'urn:liaison:problem:offline',
    title: 'No connection',
    status: 0,
    code: 'offline',
    detail: 'The server could not be reached.',
  });

export const unavailable = (detail: string): Refusal =>
  new Refusal({
    type: 'urn:liaison:problem:unavailable',
    title: 'Not available at the moment',
    status: 503,
    code: 'unavailable',
    detail,
  });

/** What the client finds wrong with a field before it is sent, told as the server would. */
export const invalid = (path: string, reason: string): Refusal =>
  new Refusal({
    type: 'urn:liaison:problem:invalid',
    title: 'The request cannot be accepted as it is',
    status: 400,
    code: 'invalid',
    detail: 'Some fields need mending.',
    fields: [{ path, reason }],
  });

/** What went wrong as a problem, whatever was thrown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) return error.problem;
  return unavailable('Something went wrong in this page. Reload it.').problem;
}

/** True of an answer that first wants something of the person: why they read, or a restriction (H3) acknowledged. */
export const asksFirst = (problem: Problem): boolean =>
  problem.reason === 'ground_required' || problem.reason === 'h3_required';
