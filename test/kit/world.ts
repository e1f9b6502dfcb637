import { createHash, randomBytes } from 'node:crypto';
import type { AgencyRef, Id, Me, NewAgency, NewPerson, SetPasswordLink } from '@liaison/contracts';
import type { AgencyDuty } from '@liaison/domain';
import { foundInstallation } from '@liaison/persistence';
import { Browser, type Answer } from './browser.js';
import { bootServer, type BootOptions, type TestServer } from './server.js';

/** The id of nothing and nobody. */
export const nobody = '0199502e-1111-7222-8333-444455556666';

/** Somebody who is signed in at a browser of their own. */
export interface Person {
  readonly id: Id;
  readonly name: string;
  readonly handle: string;
  readonly signInName: string;
  readonly password: string;
  readonly agency: AgencyRef;
  readonly browser: Browser;
}

/** `as(ana).post('/operations', …)`: a request from that person's own browser. */
export const as = (person: Person): Browser => person.browser;

/** The answer's body, or an error that says what came instead. */
export function ok<T>(answer: Answer<T>): T {
  if (answer.status >= 400) throw new Error(`${answer.status} ${answer.text}`);
  return answer.body;
}

/** After the clock was stepped far: sessions last twelve hours. */
export async function signInAgain({ browser, signInName, password }: Person): Promise<void> {
  ok(await browser.post<Me>('/session', { signInName, password }));
}

/** A world that could not be built leaves no server behind. */
export async function orClose<T>(world: { close(): Promise<void> }, build: () => Promise<T>): Promise<T> {
  try {
    return await build();
  } catch (error) {
    await world.close();
    throw error;
  }
}

/** An agency with two coordinators; further people are added by them, as in life. */
export class Agency {
  constructor(
    private readonly server: TestServer,
    readonly ref: AgencyRef,
    readonly coordinator: Person,
    readonly secondCoordinator: Person,
  ) {}

  get id(): Id {
    return this.ref.id;
  }

  /** Adds somebody, gives them duties, and signs them in. */
  async person(handle: string, ...duties: readonly AgencyDuty[]): Promise<Person> {
    return addPerson(this.server, this.ref, this.coordinator, handle, duties);
  }

  /** Somebody who oversees the operations that this agency hosts, and has said what they read the log for. */
  async officer(handle = 'over.sight'): Promise<Person> {
    const officer = await this.person(handle);
    ok(await as(this.coordinator).patch(`/agency/people/${officer.id}`, { duties: [], oversight: true }));
    await signInAgain(officer);
    await readsTheLog(officer);
    return officer;
  }
}

/** A running installation and its administrator. */
export class World {
  constructor(
    readonly server: TestServer,
    readonly administrator: Person,
  ) {}

  get clock(): TestServer['clock'] {
    return this.server.clock;
  }

  /** A browser in which nobody is signed in. */
  stranger(): Browser {
    return new Browser(this.server);
  }

  async agency(code: string, country = code.slice(0, 2)): Promise<Agency> {
    const at = code.toLowerCase();
    const first = {
      name: nameOf('first.coordinator'),
      handle: 'first.coordinator',
      signInName: `first.coordinator@${at}`,
    };
    const input = { code, name: `Agency ${code}`, country, firstCoordinator: first };
    const made = ok(await as(this.administrator).post<NewAgency>('/agencies', input));
    const coordinator = await enter(this.server, made.agency, { ...first, id: made.coordinator.id }, made);
    const second = await addPerson(this.server, made.agency, coordinator, 'second.coordinator', ['coordinator']);
    return new Agency(this.server, made.agency, coordinator, second);
  }

  close(): Promise<void> {
    return this.server.close();
  }
}

/** An installation in which nobody is yet but the administrator. */
export async function emptyWorld(options: BootOptions = {}): Promise<World> {
  const server = await bootServer(options);
  return orClose(server, () => found(server));
}

async function found(server: TestServer): Promise<World> {
  const token = randomBytes(32).toString('base64url');
  const at = server.clock.now();
  const founded = await foundInstallation(server.database.ownerUrl, {
    demonstration: false,
    at,
    linkHash: createHash('sha256').update(token).digest(),
    linkExpiresAt: new Date(at.getTime() + 3_600_000),
  });
  if (!founded) throw new Error('the installation was founded before');
  const who = { id: '', name: 'Administrator', handle: 'administrator', signInName: founded.signInName };
  const link = { path: `/set-password#${token}`, expiresAt: '' };
  const agency = { id: '', code: 'PLATFORM', name: 'Platform', country: 'international' };
  return new World(server, await enter(server, agency, who, link));
}

export interface TwoAgencies extends World {
  readonly nl: Agency;
  readonly fr: Agency;
}

/** An installation with two agencies, NL and FR. */
export async function twoAgencies(options: BootOptions = {}): Promise<TwoAgencies> {
  const world = await emptyWorld(options);
  return orClose(world, async () => {
    const nl = await world.agency('NL');
    const fr = await world.agency('FR');
    return Object.assign(world, { nl, fr });
  });
}

type Who = Pick<Person, 'id' | 'name' | 'handle' | 'signInName'>;

/** Sets a password by the link and signs in. */
async function enter(server: TestServer, agency: AgencyRef, who: Who, link: SetPasswordLink): Promise<Person> {
  const password = `a long password of ${who.handle}`;
  const browser = new Browser(server);
  ok(await browser.post('/set-password', { token: link.path.split('#')[1], password }));
  const me = ok(await browser.post<Me>('/session', { signInName: who.signInName, password }));
  return { ...who, id: me.person.id, agency, password, browser };
}

async function addPerson(
  server: TestServer,
  agency: AgencyRef,
  coordinator: Person,
  handle: string,
  duties: readonly AgencyDuty[],
): Promise<Person> {
  const who = { name: nameOf(handle), handle, signInName: `${handle}@${agency.code.toLowerCase()}` };
  const added = ok(await as(coordinator).post<NewPerson>('/agency/people', who));
  if (duties.length > 0) ok(await as(coordinator).patch(`/agency/people/${added.person.id}`, { duties }));
  const person = await enter(server, agency, { ...who, id: added.person.id }, added);
  if (duties.includes('auditor')) await readsTheLog(person);
  return person;
}

/** The session says what it reads the log for, as it must before its first question. */
export const readsTheLog = async (person: Person): Promise<unknown> =>
  ok(await as(person).post('/log/ground', { ground: 'self_monitoring' }));

/** `ana.visser` is Ana Visser. */
const nameOf = (handle: string): string =>
  handle
    .split(/[._-]/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(' ');
