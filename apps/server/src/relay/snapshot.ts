import { decide, type Actor } from '@liaison/authz';
import type { Allowed, CompartmentAction, Snapshot, StreamName } from '@liaison/contracts';
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
import { split } from './frames.js';

const actions = ['thread.start', 'message.post', 'dataset.share'] as const;

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
  return { stream, epoch, position, changes, actions: await actionsIn(tx, actor, id) };
}

/** What this person may do in a compartment. Facts that only a thing itself could give are taken as favourable. */
async function actionsIn(tx: Tx, actor: Actor, id: string): Promise<Allowed<CompartmentAction>> {
  const seat = await seatIn(tx, id, actor.person);
  const facts = {
    seat,
    phase: (await findCompartment(tx, id))?.phase ?? 'archived',
    thread: { startedBy: actor.person, state: 'open', frozen: false },
    asksAcknowledgement: false,
    dataset: { originator: actor.agency, contributor: actor.agency },
  } as const;
  return Object.fromEntries(
    actions.map((action) => {
      const { allowed, rule } = decide(actor, action, facts);
      return [action, { allowed, rule }];
    }),
  ) as Allowed<CompartmentAction>;
}
