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
  return askedOnce(tx, actor, await groundsOf(tx, question.operation), question);
}

/**
 * The ground of searching: asked once a session, since a find shows words of many threads. One of any operation that
 * the reader has a seat in; who has none finds nothing, and is asked nothing.
 */
export async function searchGroundOf(tx: Tx, actor: Actor, stated: string | undefined): Promise<string | null> {
  const rows = await tx.rows<{ ground: string }>(
    `select distinct g as ground from operation o, unnest(o.grounds) g where o.id in (select m.operation from member m
       where m.person = $1 and (m.until_at is null or m.until_at > app_now())) order by g`,
    [actor.person],
  );
  const list = rows.map(({ ground }) => ground);
  if (list.length === 0 || actor.session === null) return null;
  return askedOnce(tx, actor, list, { object: actor.session, stated, freeText: false });
}

type Asked = Pick<GroundQuestion, 'object' | 'stated' | 'freeText'>;

async function askedOnce(tx: Tx, actor: Actor, list: readonly string[], asked: Asked): Promise<string | null> {
  const { object, stated, freeText } = asked;
  if (stated === undefined) {
    const earlier = await tx.row<{ ground: string }>(
      'select ground from ground_given where session = $1 and object = $2',
      [actor.session, object],
    );
    return earlier ? earlier.ground : withoutOne(tx, actor, list, freeText);
  }
  const problem = textProblem(stated, { max: limits.reason });
  if (problem) throw invalid('ground', problem);
  if (!freeText && !list.includes(stated)) throw invalid('ground', 'must be one of the operation’s grounds');
  await tx.run(
    `insert into ground_given values ($1, $2, $3, $4, app_now())
     on conflict (session, object) do update set ground = excluded.ground, at = excluded.at`,
    [actor.session, actor.person, object, stated],
  );
  return stated;
}

async function withoutOne(tx: Tx, actor: Actor, grounds: readonly string[], freeText: boolean): Promise<null> {
  const policy = await tx.row<{ ground_required: boolean }>('select ground_required from agency where id = $1', [
    actor.agency,
  ]);
  if (policy?.ground_required === false && !freeText) return null;
  throw conflict('ground_required', 'Say why you open this.', { grounds, freeText });
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
