import type { Actor } from '@liaison/authz';
import type { Id } from '@liaison/contracts';
import { newId, type DatasetStatus } from '@liaison/domain';
import {
  handOver,
  insertAliases,
  insertDatasets,
  insertShares,
  referencePrefixOf,
  type DatasetContent,
  type LockedStream,
  type NewDataset,
  type NewShare,
  type Tx,
} from '@liaison/persistence';

/** A dataset to be registered, whatever door it came through. */
export interface Registration {
  readonly id: Id;
  readonly content: DatasetContent;
  readonly origin: Id;
  readonly status: DatasetStatus;
  readonly aliases: readonly { readonly scheme: string; readonly value: string; readonly open: boolean }[];
}

/** In what datasets are registered: under the lock of the agency's own compartment. */
export interface Registry {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly home: LockedStream;
  /** Agencies that take part; one of them that is an origin has the originator's rights. */
  readonly participants: ReadonlySet<Id>;
  readonly commandId: Id | null;
  /** Of an import: an external reference taken meanwhile is left out, where by hand it is refused. */
  readonly leaveOutTaken: boolean;
}

export interface Registered {
  readonly dataset: Id;
  readonly ref: string;
  readonly originator: Id;
  readonly event: { readonly seq: number; readonly id: Id };
}

/** Writes datasets into their home with a share, external references and an event each. */
export async function register(registry: Registry, rows: readonly Registration[]): Promise<Registered[]> {
  const { tx, actor, home } = registry;
  const prefix = await referencePrefixOf(tx, home.operation);
  const placed = rows.map((row) => ({ ...row, share: newId(), originator: originatorOf(registry, row.origin) }));
  const refs = await insertDatasets(
    tx,
    prefix,
    placed.map((row) => newDataset(registry, row)),
  );
  const refOf = (id: Id): string => refs.get(id) ?? '';
  await insertShares(
    tx,
    placed.map(({ id, share, status }) =>
      newShare(actor, home, { dataset: id, ref: refOf(id), share, status, home: true }),
    ),
  );
  const aliases = placed.flatMap(({ id, origin, originator, aliases: own }) =>
    own.map((alias) => ({ ...alias, dataset: id, origin, agency: originator, compartment: home.id })),
  );
  await insertAliases(tx, aliases, registry);
  return placed.map(({ id, share, originator }) => {
    const refs = { dataset: id, share };
    const event = home.append('dataset.registered', actor.person, refs, home.memberVer, registry.commandId);
    return { dataset: id, ref: refOf(id), originator, event };
  });
}

/** The origin, if it takes part; else who registers it. */
const originatorOf = ({ participants, actor }: Registry, origin: Id): Id =>
  participants.has(origin) ? origin : actor.agency;

function newDataset({ actor, home }: Registry, row: Registration & { readonly originator: Id }): NewDataset {
  return {
    ...row.content,
    id: row.id,
    origin: row.origin,
    originator: row.originator,
    operation: home.operation,
    compartment: home.id,
    contributor: actor.agency,
    handedOver: row.originator === actor.agency,
    registeredBy: actor.person,
  };
}

/** What goes to one more audience. */
export interface Going {
  readonly dataset: Id;
  readonly ref: string;
  readonly status: DatasetStatus;
}

/** Gives datasets to one more audience; whose originator is in it, that one decides from now on. */
export async function shareWith(
  { tx, actor, commandId }: Omit<Registry, 'home' | 'participants' | 'leaveOutTaken'>,
  target: LockedStream,
  going: readonly Going[],
  meetOriginator: readonly Id[],
): Promise<{ readonly share: Id; readonly event: { readonly seq: number; readonly id: Id } }[]> {
  const shares = going.map((one) => newShare(actor, target, { ...one, share: newId(), home: false }));
  await insertShares(tx, shares);
  await handOver(tx, meetOriginator);
  return shares.map(({ id, dataset }) => ({
    share: id,
    event: target.append('share.made', actor.person, { dataset, share: id }, target.memberVer, commandId),
  }));
}

function newShare(
  actor: Actor,
  stream: LockedStream,
  one: Going & { readonly share: Id; readonly home: boolean },
): NewShare {
  const { dataset, ref, status, share, home } = one;
  return {
    id: share,
    dataset,
    operation: stream.operation,
    compartment: stream.id,
    ref,
    home,
    status,
    sharedBy: actor.person,
  };
}
