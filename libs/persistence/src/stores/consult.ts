import type { Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { conflict, DomainError } from '@liaison/domain';
import { createHash } from 'node:crypto';
import type { Act } from '../act.js';
import type { Tx } from '../tx.js';
import { groundOf, type GroundQuestion } from './grounds.js';

/** What came with a request to read. */
export interface Stated {
  readonly ground?: string;
  /** The restriction text that the person was shown and acknowledges. */
  readonly h3?: string;
}

/** The text that H3 requires, and what one acknowledgement of it is good for. */
export interface Restriction {
  readonly object: Id;
  readonly text: string;
}

export interface Consultation extends Omit<GroundQuestion, 'stated'> {
  /** Null without H3, and for the author of the words. */
  readonly restriction: Restriction | null;
}

/** Lets a person at words: on the ground that it takes, and with the restriction acknowledged before the first opening. */
export async function consult(tx: Tx, act: Act, actor: Actor, what: Consultation, stated: Stated): Promise<void> {
  const question = { ...what, stated: stated.ground };
  const { restriction } = what;
  if (restriction === null || (await isAcknowledged(tx, act, actor, restriction, stated.h3))) {
    act.because(await groundOf(tx, actor, question));
    return;
  }
  // Both are asked at once when both are due.
  const grounds = await groundOf(tx, actor, question).then(() => ({}), groundsAsked);
  throw conflict('h3_required', 'Acknowledge its restriction before you open this.', {
    ...grounds,
    h3Text: restriction.text,
  });
}

function groundsAsked(error: unknown): Readonly<Record<string, unknown>> {
  if (error instanceof DomainError && error.reason === 'ground_required') return error.extra ?? {};
  throw error;
}

async function isAcknowledged(
  tx: Tx,
  act: Act,
  { person }: Actor,
  { object, text }: Restriction,
  acknowledged: string | undefined,
): Promise<boolean> {
  const digest = createHash('sha256').update(text).digest();
  const row = [person, object, digest];
  if (acknowledged !== text)
    return (
      (await tx.row('select 1 from h3_acknowledged where person = $1 and object = $2 and digest = $3', row)) !== null
    );
  const added = await tx.run('insert into h3_acknowledged values ($1, $2, $3, app_now()) on conflict do nothing', row);
  if (added > 0) act.note('h3Acknowledged', digest.toString('hex'));
  return true;
}
