import type { RecordClass } from '@liaison/domain';
import { fieldDigest } from './field.js';

/** Whose auditors a record is for: those of an agency, or the oversight of an operation. */
export const scopeKinds = ['agency', 'oversight'] as const;

/**
 * One row of records that some auditor may read, within an operation or, null, outside of all. Oversight names no agency within
 * an operation, whose host has it; outside of all it names the agency that hosts.
 */
export interface Scope {
  readonly kind: (typeof scopeKinds)[number];
  readonly agency: string | null;
  readonly operation: string | null;
}

/** A record's place in a scope; the numbers are gapless from 1, in the order of entries. */
export interface ScopeNumber extends Scope {
  readonly n: number;
}

/** Of the looks at the log, and of refusals, only the actor's side learns. */
const ofTheActorAlone: readonly RecordClass[] = ['denial', 'log_access'];

/** The scopes a record belongs to. Each once, the actor's agency first. */
export function scopesOf(facts: {
  readonly class: RecordClass;
  readonly agency: string | null;
  readonly operation: string | null;
  readonly subjectAgencies: readonly string[];
  readonly overseers: readonly string[];
}): readonly Scope[] {
  const { agency, operation } = facts;
  const subjects = ofTheActorAlone.includes(facts.class) ? [] : facts.subjectAgencies;
  const agencies = new Set([...(agency === null ? [] : [agency]), ...subjects]);
  return [
    ...Array.from(agencies, (one): Scope => ({ kind: 'agency', agency: one, operation })),
    ...(operation === null
      ? facts.overseers.map((one): Scope => ({ kind: 'oversight', agency: one, operation }))
      : [{ kind: 'oversight', agency: null, operation } as const]),
  ];
}

/** What an entry says of a number. Without the salt it tells nothing, not even whose it is. */
export const scopeDigest = (salt: string, { kind, agency, operation, n }: ScopeNumber): string =>
  fieldDigest(salt, 'scope', { kind, agency, operation, n });
