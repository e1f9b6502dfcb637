import { createHash, randomBytes } from 'node:crypto';
import { newId } from '@liaison/domain';
import type { Client } from 'pg';

export interface Person {
  readonly id: string;
  readonly agency: string;
  readonly session: string;
  /** The Cookie header of their session. */
  readonly cookie: string;
}

export interface Directory {
  readonly agencies: readonly Agency[];
  /** Leads every operation; the first of the people. */
  readonly lead: Person;
  /** Spread over the agencies in turn, so that any first few are of all of them. */
  readonly people: readonly Person[];
}

export interface Agency {
  readonly id: string;
  readonly coordinator: Person;
}

const codes = ['NL', 'FR', 'BE', 'DE', 'ES', 'IT', 'PL', 'PT', 'SE', 'AT'];

/**
 * Agencies, people and their sessions, written as the owner of the schema: signing in so many by password would cost an
 * Argon2 each. The rows are those that the product's own doors write.
 */
export async function seedPeople(owner: Client, count: number): Promise<Directory> {
  const ids = codes.map(() => newId());
  await owner.query(
    `insert into agency select a.id, a.code, 'Agency ' || a.code, a.code, false, true, now()
     from unnest($1::uuid[], $2::text[]) a (id, code)`,
    [ids, codes],
  );
  // An agency accepts an invitation only when it has two coordinators.
  const coordinating = 2 * codes.length;
  const everybody = Array.from({ length: coordinating + count }, (_, n) => personOf(ids[n % ids.length] ?? ''));
  await insertPeople(owner, everybody);
  const coordinators = everybody.slice(0, coordinating);
  const people = everybody.slice(coordinating);
  await giveDuty(owner, coordinators, 'coordinator');
  const [lead] = people;
  if (!lead) throw new Error('nobody was seeded');
  await giveDuty(owner, [lead], 'organiser');
  const agencies = coordinators.slice(0, codes.length).map((coordinator) => ({ id: coordinator.agency, coordinator }));
  return { agencies, lead, people };
}

function personOf(agency: string): Person {
  const token = randomBytes(32).toString('base64url');
  return { id: newId(), agency, session: newId(), cookie: `__Host-liaison=${token}` };
}

async function insertPeople(owner: Client, people: readonly Person[]): Promise<void> {
  await owner.query(
    `insert into person select p.id, p.agency, 'Person ' || p.n, 'person.' || p.n, true, 1, now()
     from unnest($1::uuid[], $2::uuid[]) with ordinality p (id, agency, n)`,
    [people.map(({ id }) => id), people.map(({ agency }) => agency)],
  );
  await owner.query(
    `insert into session select s.id, s.person, s.hash, 1, 'bench', '127.0.0.1', now(), now(), now() + interval '12 hours', null
     from unnest($1::uuid[], $2::uuid[], $3::bytea[]) s (id, person, hash)`,
    [people.map(({ session }) => session), people.map(({ id }) => id), people.map(hashOf)],
  );
}

const giveDuty = (owner: Client, people: readonly Person[], duty: string): Promise<unknown> =>
  owner.query('insert into agency_duty select p, $2, now() from unnest($1::uuid[]) p', [
    people.map(({ id }) => id),
    duty,
  ]);

export const hashOf = ({ cookie }: Person): Buffer =>
  createHash('sha256')
    .update(cookie.slice(cookie.indexOf('=') + 1))
    .digest();
