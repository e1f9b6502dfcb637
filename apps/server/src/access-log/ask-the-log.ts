import { Injectable } from '@nestjs/common';
import type { Action, Actor } from '@liaison/authz';
import type { Id, LogFilters } from '@liaison/contracts';
import { findOperation, onLogGround, UnitOfWork, type Act, type Tx } from '@liaison/persistence';
import { spanOf } from '../platform/input/moments.js';

/** Actions that ask the log something. */
export type LogQuestion = Extract<Action, `log.${string}`>;

/** One question of an auditor: decided, on the ground that the session stated, and a record with what was asked. */
@Injectable()
export class AskTheLog {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run<T>(
    actor: Actor,
    action: LogQuestion,
    asked: LogFilters,
    find: (tx: Tx, filters: LogFilters, act: Act) => Promise<T>,
  ): Promise<T> {
    const filters = filtersOf(asked);
    return this.unitOfWork.read(actor, action, async (tx, act) => {
      await decideAndNote(tx, act, actor, action, filters);
      return find(tx, filters, act);
    });
  }

  /** A question that writes something down: an answer, a query to keep. */
  write<T>(actor: Actor, action: LogQuestion, work: (tx: Tx, act: Act) => Promise<T>): Promise<T> {
    return this.unitOfWork.run(actor, action, async (tx, act) => {
      await decideAndNote(tx, act, actor, action, {});
      return work(tx, act);
    });
  }
}

async function decideAndNote(tx: Tx, act: Act, actor: Actor, action: LogQuestion, filters: LogFilters): Promise<void> {
  act.require(action, {});
  const { groundText, ...plain } = filters;
  for (const [name, value] of Object.entries(plain) as [string, string | readonly string[]][]) act.note(name, value);
  if (groundText !== undefined) act.noteWords(groundText);
  await withinOwn(tx, act, filters.operation);
  await onLogGround(tx, act, actor);
}

/** Nobody puts a record into the log of an operation that they do not know: that would tell its oversight, and anybody could. */
async function withinOwn(tx: Tx, act: Act, operation: Id | undefined): Promise<void> {
  if (operation !== undefined && (await findOperation(tx, operation))) act.in(operation);
}

/** What was asked, without what was left out. */
function filtersOf(asked: LogFilters): LogFilters {
  const { from, to, class: classes, operation, person, agency, object, reference, act, outcome, ground } = asked;
  const { groundText, ownActs } = asked;
  const what = {
    operation,
    person,
    agency,
    object,
    reference,
    class: classes,
    act,
    outcome,
    ground,
    groundText,
    ownActs,
  };
  const all = { ...spanOf(from, to), ...what };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
