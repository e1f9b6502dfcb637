import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { NewPerson } from '@liaison/contracts';
import { newId, notFound } from '@liaison/domain';
import { insertPerson, insertSetPasswordLink, ownAgency, UnitOfWork } from '@liaison/persistence';
import { newSetPasswordLink } from './set-password-links.js';
import { refuseForeignSignInName } from './sign-in-name.js';

export interface PersonToAdd {
  readonly name: string;
  readonly handle: string;
  readonly signInName: string;
}

/** A coordinator adds somebody to the own agency and gets the link by which that person sets a password. */
@Injectable()
export class AddPerson {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, input: PersonToAdd): Promise<NewPerson> {
    const id = newId();
    return this.unitOfWork.run(actor, 'person.add', async (tx, act) => {
      act.touch('person', id, { owner: actor.agency });
      act.require('person.add', { target: { person: null, agency: actor.agency }, agencyIsNew: false });
      const agency = await ownAgency(tx);
      if (!agency) throw notFound();
      refuseForeignSignInName('signInName', input.signInName, agency.code);
      const { link, hash, expiresAt } = newSetPasswordLink(tx.now);
      await insertPerson(tx, { ...input, id, agency: actor.agency });
      await insertSetPasswordLink(tx, id, hash, expiresAt);
      const fresh = { active: true, duties: [], oversight: false, hasPassword: false };
      return { ...link, person: { ...input, ...fresh, id, agency: actor.agency } };
    });
  }
}
