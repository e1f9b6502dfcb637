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
  return askedOnce(tx, actor, await askingOf(tx, actor, ofOperation, question.operation, question.object), question);
}

/**
 * The ground of searching: asked once a session, since a find shows words of many threads. One of any operation that
 * the reader has a seat in; who has none finds nothing, and is asked nothing.
 */
export async function searchGroundOf(tx: Tx, actor: Actor, stated: string | undefined): Promise<string | null> {
  if (actor.session === null) return null;
  const asking = await askingOf(tx, actor, ofMyOperations, actor.person, actor.session);
  if (asking.grounds.length === 0) return null;
  return askedOnce(tx, actor, asking, { object: actor.session, stated, freeText: false });
}

interface Asking {
  /** From which one is picked. */
  readonly grounds: readonly string[];
  /** What this session stated for the object before. */
  readonly earlier: string | null;
  /** Whether the reader's agency asks for one. */
  readonly required: boolean;
}

const asking = (grounds: string): string => `select coalesce((${grounds}), '{}') as grounds,
  (select ground from ground_given where session = $2 and object = $3) as earlier,
  coalesce((select ground_required from agency where id = $4), true) as required`;

const ofOperation = asking('select grounds from operation where id = $1');
const ofMyOperations =
  asking(`select array_agg(distinct g order by g) from operation o, unnest(o.grounds) g where o.id in
  (select m.operation from member m where m.person = $1 and m.ended_at is null and (m.until_at is null or m.until_at > app_now()))`);

async function askingOf(tx: Tx, actor: Actor, text: string, of: Id, object: Id): Promise<Asking> {
  const found = await tx.row<Asking>(text, [of, actor.session, object, actor.agency]);
  return found ?? { grounds: [], earlier: null, required: true };
}

type Asked = Pick<GroundQuestion, 'object' | 'stated' | 'freeText'>;

async function askedOnce(
  tx: Tx,
  actor: Actor,
  { grounds, earlier, required }: Asking,
  asked: Asked,
): Promise<string | null> {
  const { object, stated, freeText } = asked;
  if (stated === undefined) {
    if (earlier !== null) return earlier;
    if (!required && !freeText) return null;
    throw conflict('ground_required', 'Say why you open this.', { grounds, freeText });
  }
  const problem = textProblem(stated, { max: limits.reason });
  if (problem) throw invalid('ground', problem);
  if (!freeText && !grounds.includes(stated)) throw invalid('ground', 'must be one of the operation’s grounds');
  await tx.run(
    `insert into ground_given values ($1, $2, $3, $4, app_now())
     on conflict (session, object) do update set ground = excluded.ground, at = excluded.at`,
    [actor.session, actor.person, object, stated],
  );
  return stated;
}

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
