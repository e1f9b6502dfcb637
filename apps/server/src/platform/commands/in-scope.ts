import type { CompartmentFacts } from '@liaison/authz';
import type { CompartmentEventKind, Id, StreamEvent } from '@liaison/contracts';
import { conflict, invalid, markingProblem, type Marking } from '@liaison/domain';
import { ceilingOf, isObserved, seatIn, type LockedStream, type Tx } from '@liaison/persistence';
import type { CommandScope, Written } from './command-handler.js';

/** The actor's seat in the command's compartment, read under its lock. */
export const compartmentFacts = async ({ tx, actor, stream }: CommandScope): Promise<CompartmentFacts> => ({
  seat: await seatIn(tx, stream.id, actor.person),
  phase: stream.phase,
});

/** Appends the command's own event; about something older, `baseVer` is the version that was born under. */
export function append(
  { stream, actor, commandId }: CommandScope,
  kind: CompartmentEventKind,
  refs: StreamEvent['refs'],
  id: Id,
  baseVer = stream.memberVer,
): Written {
  const event = stream.append(kind, actor.person, refs, baseVer, commandId);
  return { seq: event.seq, eventId: event.id, id };
}

/** The version on the person's screen must be the one there is: a newer one is a conflict, never overwritten. */
export function requireVersion(noun: 'dataset' | 'message' | 'thread', now: number, seen: number): void {
  if (now === seen) return;
  throw conflict('stale_version', `The ${noun} has changed since you looked. Nothing was written.`, { version: now });
}

/** Something marked like this may stand in the compartment, or a refusal says what to change. */
export async function requirePlace(tx: Tx, stream: LockedStream, marking: Marking): Promise<void> {
  const problem = markingProblem(marking, {
    floor: stream.marking,
    ceiling: await ceilingOf(tx, stream.operation),
    kind: stream.kind,
    observed: await isObserved(tx, stream.id),
  });
  if (problem) throw invalid('marking', problem);
}
