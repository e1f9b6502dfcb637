import type { Allowed } from '@liaison/contracts';
import type { Actor } from './actor.js';
import { decide, type Action, type FactsOf } from './policy.js';

type FactsOfAll<A extends Action> = (A extends unknown ? (one: FactsOf<A>) => void : never) extends (
  all: infer F,
) => void
  ? F
  : never;

/** What the actor may do on these facts, and by which rule: what a resource carries for whoever shows it. */
export function permissions<const A extends Action>(
  actor: Actor,
  actions: readonly A[],
  facts: FactsOfAll<A>,
): Allowed<A> {
  const entries = actions.map((action) => {
    const { allowed, rule } = decide(actor, action, facts as FactsOf<A>);
    return [action, { allowed, rule }] as const;
  });
  return Object.fromEntries(entries) as Allowed<A>;
}
