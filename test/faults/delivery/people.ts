import { createHash, randomBytes } from 'node:crypto';
import type { AgencyRef, Id, Me, NewAgency, NewPerson } from '@liaison/contracts';
import type { AgencyDuty } from '@liaison/domain';
import { foundInstallation } from '@liaison/persistence';
import { Door, isRefused } from './client/door.js';

const password = 'a long password of somebody';

export interface Person {
  readonly id: Id;
  readonly signInName: string;
  readonly door: Door;
}

/** An agency and who adds people to it. */
export interface Agency {
  readonly ref: AgencyRef;
  readonly coordinator: Person;
}

/** Founds the installation and signs its administrator in. */
export async function administrator(url: string, ownerUrl: string): Promise<Door> {
  const token = randomBytes(32).toString('base64url');
  const at = new Date();
  const founded = await foundInstallation(ownerUrl, {
    demonstration: false,
    at,
    linkHash: createHash('sha256').update(token).digest(),
    linkExpiresAt: new Date(at.getTime() + 3_600_000),
  });
  if (!founded) throw new Error('the installation was founded before');
  return (await enter(url, founded.signInName, token)).door;
}

export async function agency(administrator: Door, code: string): Promise<Agency> {
  const signInName = `coordinator@${code.toLowerCase()}`;
  const firstCoordinator = { name: 'The Coordinator', handle: 'coordinator', signInName };
  const input = { code, name: `Agency ${code}`, country: code.slice(0, 2), firstCoordinator };
  const made = await administrator.post<NewAgency>('/agencies', input);
  const coordinator = await enter(administrator.url, signInName, tokenIn(made.path));
  const founded = { ref: made.agency, coordinator };
  // It takes part in nothing before it has two.
  await person(founded, 'second.coordinator', 'coordinator');
  return founded;
}

export async function person(
  { ref, coordinator }: Agency,
  handle: string,
  ...duties: readonly AgencyDuty[]
): Promise<Person> {
  const signInName = `${handle}@${ref.code.toLowerCase()}`;
  const added = await coordinator.door.post<NewPerson>('/agency/people', { name: `The ${handle}`, handle, signInName });
  if (duties.length > 0) {
    const answer = await coordinator.door.call('PATCH', `/agency/people/${added.person.id}`, { duties });
    if (isRefused(answer.status)) throw new Error(answer.text);
  }
  return enter(coordinator.door.url, signInName, tokenIn(added.path));
}

/** A further session of the same person. */
export async function signIn(url: string, signInName: string): Promise<Person> {
  const door = new Door(url);
  const me = await door.post<Me>('/session', { signInName, password });
  return { id: me.person.id, signInName, door };
}

async function enter(url: string, signInName: string, token: string): Promise<Person> {
  await new Door(url).post('/set-password', { token, password });
  return signIn(url, signInName);
}

const tokenIn = (path: string): string => path.split('#')[1] ?? '';
