import type { Id } from '@liaison/contracts';
import { Desk } from './desk.js';
import { room as twoAgencyRoom, type Operation } from './operation.js';
import type { BootOptions } from './server.js';
import type { Agency, Person, TwoAgencies } from './world.js';

/** An active operation of three agencies, and the compartments a test needs by name. */
export interface Room {
  readonly world: TwoAgencies & { readonly be: Agency };
  readonly operation: Operation;
  /** All participants: NL (host), FR and BE. */
  readonly all: Id;
  /** NL alone. */
  readonly nlOnly: Id;
  /** FR and BE, without their host. */
  readonly frBe: Id;
  readonly lead: Person;
  /** Investigator of NL. */
  readonly ana: Person;
  /** Investigator of FR. */
  readonly luc: Person;
  /** Analyst of BE. */
  readonly mia: Person;
  /** A desk of this person that follows these compartments. */
  desk(person: Person, ...compartments: readonly Id[]): Promise<Desk>;
  close(): Promise<void>;
}

export async function openRoom(options: BootOptions = {}): Promise<Room> {
  const made = await twoAgencyRoom(options);
  const { operation, ana, luc } = made;
  const be = await made.agency('BE');
  await operation.join(be);
  const mia = await operation.member(be, 'mia.peeters', 'analyst');
  await operation.enter('active');
  const desks: Desk[] = [];
  return {
    world: Object.assign(made, { be }),
    operation,
    all: (await operation.theirs(ana, 'all')).id,
    nlOnly: (await operation.theirs(ana, 'agency')).id,
    frBe: (await operation.compartment(luc, { agencies: [made.fr, be] })).id,
    lead: operation.lead,
    ana,
    luc,
    mia,
    async desk(person, ...compartments) {
      const desk = await new Desk(person.browser, made.server).connect();
      desks.push(desk);
      await desk.follow(...compartments);
      return desk;
    },
    async close() {
      for (const desk of desks) desk.leave();
      await made.close();
    },
  };
}
