import type { CompartmentView, Id, OperationView, ShareHeader } from '@liaison/contracts';
import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { useLive } from '../data/client.js';
import { useCompartments, useDirectory, type Directory } from '../data/operations.js';

export interface Room {
  readonly operation: OperationView;
  readonly directory: Directory;
  readonly compartments: readonly CompartmentView[];
  readonly compartment: (id: Id) => CompartmentView | undefined;
  /** A dataset as it stands in a compartment, or in any of the person's own. */
  readonly share: (dataset: Id, compartment?: Id) => ShareHeader | undefined;
  readonly shareByRef: (reference: string) => ShareHeader | undefined;
  /** Whether all of an audience has a dataset: by a share there, or in wider audiences of this person. */
  readonly isWithAll: (dataset: Id, compartment: CompartmentView) => boolean;
}

const RoomContext = createContext<Room | null>(null);

/** What every part of an operation's room looks up: names, compartments, datasets. */
export function RoomProvider({
  operation,
  children,
}: {
  readonly operation: OperationView;
  readonly children: ReactNode;
}) {
  const directory = useDirectory(operation);
  const compartments = useCompartments(operation);
  const shares = useLive(
    ['shares'],
    (client) => [...client.store.shares.values()].filter((share) => share.operation === operation.id),
    [operation.id],
  );
  const room = useMemo<Room>(() => {
    const byCompartment = new Map(compartments.map((one) => [one.id, one]));
    const byPlace = new Map(shares.map((share) => [`${share.dataset} ${share.compartment}`, share]));
    const byDataset = new Map(
      shares.filter((share) => share.withdrawnBy === null).map((share) => [share.dataset, share]),
    );
    const byRef = new Map(shares.map((share) => [share.ref, share]));
    return {
      operation,
      directory,
      compartments,
      compartment: (id) => byCompartment.get(id),
      share: (dataset, compartment) =>
        (compartment === undefined ? undefined : byPlace.get(`${dataset} ${compartment}`)) ?? byDataset.get(dataset),
      shareByRef: (reference) => byRef.get(reference),
      isWithAll: (dataset, { id, readers }) => {
        const places = shares.filter((share) => share.dataset === dataset && share.withdrawnBy === null);
        if (places.some((share) => share.compartment === id)) return true;
        const having = new Set(places.flatMap((share) => byCompartment.get(share.compartment)?.readers ?? []));
        return places.length > 0 && readers.every((reader) => having.has(reader));
      },
    };
  }, [operation, directory, compartments, shares]);
  return <RoomContext value={room}>{children}</RoomContext>;
}

export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (!room) throw new Error('no RoomProvider above');
  return room;
}

/** An audience is its name; without one, the thread is in no audience of this person. */
export const audienceName = (compartment: CompartmentView | undefined): string =>
  compartment?.name ?? 'No audience of yours';

export const peopleWords = (count: number): string => `${count} ${count === 1 ? 'person reads' : 'people read'} this`;
