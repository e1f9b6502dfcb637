import type { Id } from '@liaison/contracts';
import { newId } from '@liaison/domain';
import { Client } from 'pg';
import { Desk } from './desk.js';
import { twoAgencies, type Person, type TwoAgencies } from './world.js';

/** An operation in which two agencies are at work, and the compartments a test needs by name. */
export interface Room {
  readonly world: TwoAgencies;
  readonly operation: Id;
  /** All participants: NL and FR. */
  readonly all: Id;
  /** NL alone. */
  readonly nlOnly: Id;
  readonly lead: Person;
  readonly ana: Person;
  readonly luc: Person;
  /** A desk of this person that follows these compartments. */
  desk(person: Person, ...compartments: readonly Id[]): Promise<Desk>;
  close(): Promise<void>;
}

export async function openRoom(): Promise<Room> {
  const world = await twoAgencies();
  const lead = await world.nl.person('lead', 'organiser');
  const ana = await world.nl.person('ana.visser');
  const luc = await world.fr.person('luc.martin');
  const admin = new Client({ connectionString: world.server.database.adminUrl });
  await admin.connect();
  const now = world.clock.now();
  const put = (table: string, values: readonly unknown[]) =>
    admin.query(`insert into ${table} values (${values.map((_, i) => `$${i + 1}`).join(',')})`, [...values]);
  const operation = newId();
  await put('operation', [
    operation,
    'VIDTF-17',
    'VIDTF17',
    'blank',
    'p',
    'b',
    ['compare series', 'lead'],
    world.nl.id,
    'active',
    '2025-09-15',
    '2025-09-26',
    'R-UE/EU-R',
    30,
    1,
    lead.id,
    now,
  ]);
  const all = newId(),
    nlOnly = newId();
  for (const [agency, kind] of [
    [world.nl.id, 'host'],
    [world.fr.id, 'participant'],
  ])
    await put('participation (operation, agency, kind, state, regime, desk, invited_at, accepted_at)', [
      operation,
      agency,
      kind,
      'accepted',
      'eu',
      false,
      now,
      now,
    ]);
  for (const [p, role] of [
    [lead, 'lead'],
    [ana, 'investigator'],
    [luc, 'analyst'],
  ] as const)
    await put('member (id, operation, person, agency, role, deputy, from_at)', [
      newId(),
      operation,
      p.id,
      p.agency.id,
      role,
      false,
      now,
    ]);
  for (const [id, kind, agencies] of [
    [all, 'all', [world.nl.id, world.fr.id]],
    [nlOnly, 'agency', [world.nl.id]],
  ] as const) {
    await put('compartment', [
      id,
      operation,
      kind,
      id,
      false,
      'UNCLASSIFIED-BPL',
      'CLEAR',
      'CLEAR',
      ['H0'],
      null,
      'e',
      1,
      1,
      lead.id,
      now,
    ]);
    for (const agency of agencies) await put('side', [newId(), id, agency, null, true, 1, null, null]);
  }
  await admin.end();
  const desks: Desk[] = [];
  return {
    world,
    operation,
    all,
    nlOnly,
    lead,
    ana,
    luc,
    async desk(person, ...compartments) {
      const desk = await new Desk(person.browser, world.server).connect();
      desks.push(desk);
      await desk.follow(...compartments);
      return desk;
    },
    async close() {
      for (const desk of desks) desk.leave();
      await world.close();
    },
  };
}
