import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { Erasure, Id, NewErasure } from '@liaison/contracts';
import { conflict, notFound } from '@liaison/domain';
import {
  askErasure,
  carryOutErasure,
  erasures,
  onLogGround,
  ownPerson,
  refuseErasure,
  UnitOfWork,
  type Act,
  type Tx,
} from '@liaison/persistence';

const most = 500;

/** Two people of one agency: a coordinator asks that somebody's values be erased, an auditor carries it out or refuses. */
@Injectable()
export class ErasePerson {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(actor: Actor): Promise<readonly Erasure[]> {
    return this.unitOfWork.read(actor, 'erasure.list', (tx, act) => {
      act.require('erasure.list', {}).touch('agency', actor.agency, { owner: actor.agency });
      return erasures(tx, most);
    });
  }

  ask(actor: Actor, input: NewErasure): Promise<Erasure> {
    return this.unitOfWork.run(actor, 'erasure.ask', async (tx, act) => {
      act.touch('person', input.person, { owner: actor.agency });
      const person = await ownPerson(tx, input.person);
      act.require('erasure.ask', {
        target: person && { person: person.id, agency: person.agency },
        agencyIsNew: false,
      });
      if (person?.active !== false)
        throw conflict('person_active', 'End this person’s account first: what they do now would be recorded again.');
      const asked = await askErasure(tx, actor, input);
      if (!asked) throw conflict('erasure_asked', 'An erasure of this person waits for an auditor already.');
      if (asked.auditors.length === 0)
        throw conflict(
          'no_auditor',
          'Your agency has no auditor who could carry it out: give somebody that duty first.',
        );
      act.touch('erasure', asked.id, { owner: actor.agency }).note('basis', input.basis);
      return found(tx, asked.id);
    });
  }

  /** Its own record names the erasure and nobody. */
  carryOut(actor: Actor, id: Id): Promise<Erasure> {
    return this.unitOfWork.run(actor, 'erasure.carry_out', async (tx, act) => {
      const { basis } = await asked(tx, act.require('erasure.carry_out', {}), actor, id);
      await onLogGround(tx, act, actor);
      const erased = await carryOutErasure(tx, act, id);
      if (!erased) throw notReady();
      if (!erased.done) throw held(erased);
      const { records, fields, digest } = erased.destroyed;
      act.note('basis', basis).note('records', records).note('fields', fields).note('digest', digest);
      return found(tx, id);
    });
  }

  refuse(actor: Actor, id: Id): Promise<Erasure> {
    return this.unitOfWork.run(actor, 'erasure.refuse', async (tx, act) => {
      await asked(tx, act.require('erasure.refuse', {}), actor, id);
      if (!(await refuseErasure(tx, id))) throw settled();
      return found(tx, id);
    });
  }
}

async function asked(tx: Tx, act: Act, actor: Actor, id: Id): Promise<Erasure> {
  act.touch('erasure', id, { owner: actor.agency });
  const erasure = await found(tx, id);
  if (erasure.state !== 'asked') throw settled();
  return erasure;
}

async function found(tx: Tx, id: Id): Promise<Erasure> {
  const [erasure] = await erasures(tx, 1, id);
  if (!erasure) throw notFound();
  return erasure;
}

const settled = () => conflict('erasure_settled', 'It was carried out or refused before.');
const notReady = () =>
  conflict(
    'erasure_not_ready',
    'Nothing was erased: the person is active again, or you became an auditor after it was asked for (then another auditor can carry it out), or something of theirs was recorded meanwhile. Look at the list anew.',
  );
const held = ({ holds, others }: { readonly holds: readonly Id[]; readonly others: boolean }) =>
  conflict(
    'held',
    'Nothing was erased: a legal hold covers records of this person, or another side waits for an answer about them. It can be carried out when every such hold is lifted, every enquiry about them answered, and no anomaly of theirs escalated.',
    { holds, others },
  );
