import type { Id, Page, ReleaseAsked, ReleaseRequestView } from '@liaison/contracts';
import type { Answer } from './browser.js';
import type { Registry } from './registry.js';
import { as, ok, type Person } from './world.js';

/** Asks whoever has the reference to give it to one of this person's compartments. */
export const askRelease = (
  { operation }: Registry,
  person: Person,
  reference: string,
  compartment: Id,
): Promise<Answer<ReleaseAsked>> =>
  as(person).post<ReleaseAsked>(`${operation.path}/releases`, { reference, compartment, reason: 'same series' });

/** The requests that this person is shown, newest first. */
export const requestsOf = async ({ operation }: Registry, person: Person): Promise<readonly ReleaseRequestView[]> =>
  ok(await as(person).get<Page<ReleaseRequestView>>(`${operation.path}/releases`)).items;

export async function latestRequest(world: Registry, person: Person): Promise<ReleaseRequestView> {
  const [first] = await requestsOf(world, person);
  if (!first) throw new Error('no request');
  return first;
}
