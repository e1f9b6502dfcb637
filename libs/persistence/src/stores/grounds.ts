import type { Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { conflict, invalid, limits, textProblem } from '@liaison/domain';
import type { Tx } from '../tx.js';

export interface GroundQuestion {
  readonly operation: Id;
  /** Dataset or thread: one pick is good for it and this session. */
  readonly object: Id;
  /** What the person stated with this request. */
  readonly stated: string | undefined;
  /** A claim, assignment or open task is the ground, and nothing is asked. */
  readonly task: boolean;
  /** H2, H3 and TLP:RED outside one's task: in the person's own words. */
  readonly freeText: boolean;
}

/**
 * The ground of a consultation (Directive (EU) 2016/680, Art. 25(2): the justification), or `ground_required` with the
 * operation's list. Null where the reader's agency asks for none.
 */
export async function groundOf(tx: Tx, actor: Actor, question: GroundQuestion): Promise<string | null> {
  if (question.task) return 'task';
  const earlier = await tx.row<{ ground: string }>(
    'select ground from ground_given where session = $1 and object = $2',
    [actor.session, question.object],
  );
  if (question.stated === undefined) {
    if (earlier) return earlier.ground;
    return await withoutOne(tx, actor, question);
  }
  const list = await groundsOf(tx, question.operation);
  const problem = textProblem(question.stated, { max: limits.reason });
  if (problem) throw invalid('ground', problem);
  if (!question.freeText && !list.includes(question.stated))
    throw invalid('ground', 'must be one of the operation’s grounds');
  await tx.run(
    `insert into ground_given values ($1, $2, $3, $4, app_now())
     on conflict (session, object) do update set ground = excluded.ground, at = excluded.at`,
    [actor.session, actor.person, question.object, question.stated],
  );
  return question.stated;
}

async function withoutOne(tx: Tx, actor: Actor, question: GroundQuestion): Promise<null> {
  const policy = await tx.row<{ ground_required: boolean }>('select ground_required from agency where id = $1', [
    actor.agency,
  ]);
  if (policy?.ground_required === false && !question.freeText) return null;
  throw conflict('ground_required', 'Say why you open this.', {
    grounds: await groundsOf(tx, question.operation),
    freeText: question.freeText,
  });
}

const groundsOf = async (tx: Tx, operation: Id): Promise<readonly string[]> =>
  (await tx.row<{ grounds: string[] }>('select grounds from operation where id = $1', [operation]))?.grounds ?? [];

/** True when the dataset is this person's task in a compartment of theirs: claimed or assigned. */
export const isTask = async (tx: Tx, person: Id, dataset: Id | null): Promise<boolean> =>
  dataset !== null &&
  (await tx.row('select 1 from share where dataset = $1 and withdrawn_at is null and $2 in (claimed_by, assignee)', [
    dataset,
    person,
  ])) !== null;

/** True when reading a thread is this person's task: they started it, or its dataset is theirs to work on. */
export const isOwnThread = async (
  tx: Tx,
  person: Id,
  thread: { readonly startedBy: Id; readonly dataset: Id | null },
): Promise<boolean> => thread.startedBy === person || isTask(tx, person, thread.dataset);
