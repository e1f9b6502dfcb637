import { DomainError, notFound } from '@liaison/domain';
import type { Actor } from './actor.js';

/** The answer and the rule that gave it. A refusal says whether the object may be known to the actor at all. */
export type Decision =
  | { readonly allowed: true; readonly rule: string }
  | { readonly allowed: false; readonly rule: string; readonly visible: boolean; readonly why: string };

/**
 * One line of a policy. Lines are read in order and the first whose `when` holds decides; when none does, the answer is
 * no. `hidden` lines answer as if there were nothing (rule 10 of the domain).
 */
export interface Rule<Facts> {
  readonly id: string;
  readonly effect: 'allow' | 'deny' | 'hidden';
  readonly when: (actor: Actor, facts: Facts) => boolean;
  /** In words a person can act on; goes into the policy matrix and into refusals. */
  readonly why: string;
}

/** Why the answer is no where no line says yes. */
export const noRule = 'Your role does not allow this.';

export function judge<Facts>(rules: readonly Rule<Facts>[], action: string, actor: Actor, facts: Facts): Decision {
  const rule = rules.find((candidate) => candidate.when(actor, facts));
  if (!rule) return { allowed: false, rule: `${action}#no-rule`, visible: true, why: noRule };
  const id = `${action}#${rule.id}`;
  if (rule.effect === 'allow') return { allowed: true, rule: id };
  return { allowed: false, rule: id, visible: rule.effect === 'deny', why: rule.why };
}

/** A refusal as the error that crosses the door. */
export const refusal = (decision: Decision & { allowed: false }): DomainError =>
  decision.visible ? new DomainError('forbidden', decision.why, { reason: decision.rule }) : notFound();
