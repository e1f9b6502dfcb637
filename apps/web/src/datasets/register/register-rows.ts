import type { CompartmentView, Id, LiveShare, ShareHeader } from '@liaison/contracts';
import type { DatasetStatus } from '@liaison/domain';

/** A dataset as one line: the share one looks at, and how many more places have it. */
export interface RegisterRow {
  readonly dataset: Id;
  readonly ref: string;
  readonly share: ShareHeader;
  readonly where: string;
  /** In how many more compartments of the reader's it stands. */
  readonly elsewhere: number;
}

export interface RegisterFilter {
  /** A compartment, or null for the widest place of each dataset. */
  readonly within: Id | null;
  readonly statuses: readonly DatasetStatus[];
  readonly origin: Id | null;
  readonly whose: 'all' | 'mine' | 'unowned';
  readonly text: string;
  /** Found by another name than their reference: an external reference, a digest. */
  readonly named: ReadonlySet<Id>;
  /** Found elsewhere: only these datasets. */
  readonly only: ReadonlySet<Id> | null;
}

export const noFilter: RegisterFilter = {
  within: null,
  statuses: [],
  origin: null,
  whose: 'all',
  text: '',
  named: new Set(),
  only: null,
};

const kinds = ['all', 'agencies', 'agency', 'seats'] as const;

/** One line a dataset. Of several places the widest is shown, since most of the work is there; withdrawn ones come last. */
export function registerRows(
  shares: readonly ShareHeader[],
  compartments: ReadonlyMap<Id, CompartmentView>,
  within: Id | null,
): readonly RegisterRow[] {
  const byDataset = new Map<Id, ShareHeader[]>();
  for (const share of shares) {
    if (within !== null && share.compartment !== within) continue;
    byDataset.set(share.dataset, [...(byDataset.get(share.dataset) ?? []), share]);
  }
  const width = (share: ShareHeader): number => {
    const place = compartments.get(share.compartment);
    const order = place ? kinds.indexOf(place.kind) : kinds.length;
    return (share.withdrawnBy === null ? 0 : 1_000_000) + order * 1_000 - (place?.agencies.length ?? 0);
  };
  const rows = [...byDataset.values()].flatMap((places) => {
    const [share, ...rest] = places.sort((a, b) => width(a) - width(b));
    if (!share) return [];
    const where = compartments.get(share.compartment)?.name ?? '—';
    return [
      {
        dataset: share.dataset,
        ref: share.ref,
        share,
        where,
        elsewhere: rest.filter((one) => one.withdrawnBy === null).length,
      },
    ];
  });
  return rows.sort((a, b) => (a.ref < b.ref ? -1 : 1));
}

/** Lines that fit a filter, for a person. Withdrawn ones fit only a filter that asks for nothing they no longer say. */
export function filterRows(rows: readonly RegisterRow[], filter: RegisterFilter, me: Id): readonly RegisterRow[] {
  const wanted = filter.text.trim().toUpperCase();
  return rows.filter(({ share, ref, dataset }) => {
    if (wanted !== '' && !ref.includes(wanted) && !filter.named.has(dataset)) return false;
    if (filter.only !== null && !filter.only.has(dataset)) return false;
    if (share.withdrawnBy !== null)
      return filter.statuses.length === 0 && filter.origin === null && filter.whose === 'all';
    return fitsWork(share, filter, me);
  });
}

function fitsWork(share: LiveShare, { statuses, origin, whose }: RegisterFilter, me: Id): boolean {
  if (statuses.length > 0 && !statuses.includes(share.status)) return false;
  if (origin !== null && share.origin !== origin) return false;
  if (whose === 'mine') return share.claimedBy === me || share.assignee === me;
  return whose === 'all' || (share.claimedBy === null && share.assignee === null);
}

/** Every origin among what the reader sees, and the one that is chosen. */
export function originsOf(shares: readonly ShareHeader[], chosen: Id | undefined): readonly Id[] {
  const found = shares.flatMap((share) => (share.withdrawnBy === null ? [share.origin] : []));
  return [...new Set(chosen === undefined ? found : [...found, chosen])];
}

export interface RegisterCounts {
  readonly datasets: number;
  readonly unowned: number;
  readonly images: number;
  readonly videos: number;
  readonly byStatus: ReadonlyMap<DatasetStatus, number>;
  readonly withdrawn: number;
}

/** Sums over what is shown; nothing else goes into them. */
export function countRows(rows: readonly RegisterRow[]): RegisterCounts {
  const live = rows.map((row) => row.share).filter((share): share is LiveShare => share.withdrawnBy === null);
  const byStatus = new Map<DatasetStatus, number>();
  for (const { status } of live) byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
  const sum = (read: (share: LiveShare) => number | null): number =>
    live.reduce((all, share) => all + (read(share) ?? 0), 0);
  return {
    datasets: rows.length,
    unowned: live.filter((share) => share.claimedBy === null && share.assignee === null).length,
    images: sum((share) => share.images),
    videos: sum((share) => share.videos),
    byStatus,
    withdrawn: rows.length - live.length,
  };
}
