import { Injectable } from '@nestjs/common';
import type { Action, Actor } from '@liaison/authz';
import type { Id, LegalHold, LegalHoldSet, NewLegalHold } from '@liaison/contracts';
import { conflict, DomainError, notFound } from '@liaison/domain';
import {
  coverOf,
  legalHolds,
  liftHold,
  logHalted,
  logIsHalted,
  onLogGround,
  setHold,
  UnitOfWork,
  type Act,
  type Tx,
} from '@liaison/persistence';
import { spanOf } from '../../platform/input/moments.js';

const most = 500;

/** Legal holds of an agency's auditors on the records of their scope, or of oversight on its operations'. */
@Injectable()
export class HoldRecords {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(actor: Actor): Promise<readonly LegalHold[]> {
    return this.unitOfWork.read(actor, 'hold.list', async (tx, act) => {
      await decide(tx, act, actor, 'hold.list');
      return legalHolds(tx, most);
    });
  }

  /** The reason stands in the hold alone, so that the record of it need not be erased for its words. */
  async set(actor: Actor, { from, to, ...input }: NewLegalHold): Promise<LegalHoldSet> {
    const asked = { ...input, ...spanOf(from, to) };
    const hold = await this.unitOfWork.run(actor, 'hold.set', async (tx, act) => {
      await decide(tx, act, actor, 'hold.set');
      act.touch(input.kind, input.subject);
      const id = await setHold(tx, asked);
      if (id === null) throw notFound();
      act.touch('legal_hold', id);
      return found(tx, id);
    });
    // It stands, also where its records cannot be counted in time.
    const counting = this.unitOfWork.quietly(actor.person, (tx) => coverOf(tx, asked), actor.session);
    return { ...hold, covers: await counting.catch(() => null) };
  }

  lift(actor: Actor, id: Id, why: string): Promise<LegalHold> {
    return this.unitOfWork.run(actor, 'hold.lift', async (tx, act) => {
      await decide(tx, act, actor, 'hold.lift');
      act.touch('legal_hold', id);
      const before = await found(tx, id);
      if (before.subject !== null) act.touch(before.kind, before.subject);
      if (!(await liftHold(tx, id, why))) throw await notLifted(tx);
      return found(tx, id);
    });
  }
}

async function decide(tx: Tx, act: Act, actor: Actor, action: Extract<Action, `hold.${string}`>): Promise<void> {
  act.require(action, {});
  await onLogGround(tx, act, actor);
}

async function notLifted(tx: Tx): Promise<DomainError> {
  const halted = await logHalted(tx);
  return halted === null ? conflict('hold_lifted', 'It was lifted before.') : logIsHalted(halted);
}

async function found(tx: Tx, id: Id): Promise<LegalHold> {
  const [hold] = await legalHolds(tx, 1, id);
  if (!hold) throw notFound();
  return hold;
}
