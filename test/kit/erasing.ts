import type { AccessRecordView, Erasure, LegalHold, LegalHoldSet, Page } from '@liaison/contracts';
import { begun } from './import.js';
import { recorded } from './recorded.js';
import { ground, registry, sharedWithAll, viewed, type Registry } from './registry.js';
import { sequenced } from './sequenced.js';
import { as, ok, type Person } from './world.js';

/** An address of theirs, and one from which they failed to sign in. */
export const address = '198.51.100.77';
export const elsewhere = '203.0.113.66';

/** Two agencies' auditors, and a dataset of NL's that all of an operation see. */
export interface Erasing {
  readonly world: Registry;
  readonly nlAuditor: Person;
  readonly frAuditor: Person;
  readonly dataset: string;
}

export async function erasing(): Promise<Erasing> {
  const world = await registry();
  const nlAuditor = await world.nl.person('auditor', 'auditor');
  const frAuditor = await world.fr.person('auditor', 'auditor');
  return { world, nlAuditor, frAuditor, dataset: (await sharedWithAll(world)).dataset };
}

/** Somebody of FR who was nominated, has read what is NL's, begun a message and an import, mistyped a password, and left. */
export async function gone({ world, dataset }: Erasing, handle: string): Promise<Person> {
  const person = await world.operation.member(world.fr, handle);
  await viewed(person, dataset, ground);
  await begun(world, person, { format: 'vics', reference: 'LEFT-1', origin: world.fr.id });
  ok(await as(person).put(`/drafts/${world.all}`, { text: `draft of ${handle}` }));
  await recorded(world.server, [
    {
      at: world.clock.now(),
      person: person.id,
      agency: world.fr.id,
      operation: world.operation.id,
      address,
      ground: `words of ${handle}`,
      objects: [{ type: 'dataset', id: dataset, version: 1, ref: 'AB-1', owner: world.nl.id }],
    },
    {
      at: world.clock.now(),
      person: null,
      agency: null,
      address: elsewhere,
      class: 'sign_in',
      act: 'session.start',
      outcome: 'failure',
      objects: [{ type: 'person', id: person.id, version: null, ref: null, owner: world.fr.id }],
    },
  ]);
  ok(await as(world.fr.coordinator).patch(`/agency/people/${person.id}`, { active: false }));
  await sequenced(world);
  return person;
}

export const ask = (who: Person, person: string) =>
  as(who).post<Erasure>('/agency/erasures', { person, basis: 'right_to_erasure' });
export const carryOut = (who: Person, { id }: Pick<Erasure, 'id'>) =>
  as(who).post<Erasure>(`/agency/erasures/${id}/carry-out`);
export const log = async (who: Person, query: string) =>
  ok(await as(who).get<Page<AccessRecordView>>(`/log?${query}`)).items;
export const hold = (who: Person, change: object) =>
  as(who).post<LegalHoldSet>('/log/holds', { kind: 'person', reason: 'Proceedings 7', ...change });
export const lift = async (who: Person, { id }: LegalHold) =>
  ok(await as(who).post<LegalHold>(`/log/holds/${id}/lift`, { reason: 'Over' }));
