import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Id, ReadersView } from '@liaison/contracts';
import { invalid } from '@liaison/domain';
import { findCompartment, readersAt, seatIn, UnitOfWork } from '@liaison/persistence';

/** Who could read a compartment of one's own at a moment at which one was in it oneself. */
@Injectable()
export class ViewReaders {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, compartment: Id, asked: string | undefined): Promise<ReadersView> {
    return this.unitOfWork.read(actor, 'compartment.view', async (tx, act) => {
      const found = await findCompartment(tx, compartment);
      const seat = await seatIn(tx, compartment, actor.person);
      act
        .in(found?.operation ?? null, compartment)
        .as(seat?.role ?? null)
        .touch('compartment', compartment);
      act.require('compartment.view', { seat, phase: found?.phase ?? 'archived' });
      const at = asked === undefined ? tx.now : new Date(asked);
      if (at.getTime() > tx.now.getTime()) throw invalid('at', 'must not be in the future');
      const readers = await readersAt(tx, compartment, at);
      if (readers.length === 0) throw invalid('at', 'must be a moment at which your agency was in it');
      return { compartment, at: at.toISOString(), readers };
    });
  }
}
