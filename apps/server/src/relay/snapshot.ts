import type { Actor } from '@liaison/authz';
import type { Snapshot, StreamName } from '@liaison/contracts';
import { notFound } from '@liaison/domain';
import {
  compartmentHeader,
  findCompartment,
  mineOf,
  personHead,
  positionOf,
  seatIn,
  sharesOf,
  threadsOf,
  type Tx,
} from '@liaison/persistence';
import { compartmentActions } from '../platform/permissions/compartment-actions.js';
import { split } from './frames.js';

/** Roster, thread headers, shares and own marks: a stream's state in one picture, on top of which later events apply. */
export async function snapshotOf(tx: Tx, actor: Actor, stream: StreamName): Promise<Snapshot> {
  const [kind, id] = split(stream);
  if (kind === 'person') return { stream, ...(await personHead(tx, id)), changes: {} };
  const compartment = await compartmentHeader(tx, id);
  if (!compartment) throw notFound();
  const { epoch, position } = await positionOf(tx, id);
  const changes = {
    compartment,
    threads: await threadsOf(tx, id),
    shares: await sharesOf(tx, id),
    mine: await mineOf(tx, actor.person, { compartment: id }),
  };
  const role = (await seatIn(tx, id, actor.person))?.role ?? null;
  const phase = (await findCompartment(tx, id))?.phase ?? 'archived';
  return { stream, epoch, position, changes, actions: compartmentActions(actor, role, phase) };
}
