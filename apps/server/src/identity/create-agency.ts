import { Injectable } from '@nestjs/common';
import type { Actor } from '@liaison/authz';
import type { NewAgency } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { giveDuty, insertAgency, insertPerson, insertSetPasswordLink, UnitOfWork } from '@liaison/persistence';
import { newSetPasswordLink } from './set-password-links.js';
import { refuseForeignSignInName } from './sign-in-name.js';

export interface AgencyToCreate {
  readonly code: string;
  readonly name: string;
  readonly country: string;
  readonly firstCoordinator: { readonly name: string; readonly handle: string; readonly signInName: string };
}

/** Makes an agency with its first coordinator: all that an administrator ever does to somebody else's people. */
@Injectable()
export class CreateAgency {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  run(actor: Actor, { firstCoordinator, ...input }: AgencyToCreate): Promise<NewAgency> {
    const agency = { ...input, id: newId() };
    const person = { ...firstCoordinator, id: newId(), agency: agency.id };
    return this.unitOfWork.run(actor, 'agency.create', async (tx, act) => {
      act.require('agency.create', {});
      act.touch('agency', agency.id, { owner: agency.id }).touch('person', person.id, { owner: agency.id });
      refuseForeignSignInName('firstCoordinator.signInName', person.signInName, agency.code);
      const { link, hash, expiresAt } = newSetPasswordLink(tx.now);
      await insertAgency(tx, agency);
      await insertPerson(tx, person);
      await giveDuty(tx, person.id, 'coordinator');
      await insertSetPasswordLink(tx, person.id, hash, expiresAt);
      const coordinator = { id: person.id, name: person.name, handle: person.handle, agency: agency.id };
      return { ...link, agency, coordinator };
    });
  }
}
