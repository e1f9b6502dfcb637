import type { DatasetStatus } from '@liaison/domain';

/** What a share's work state says before a change. */
export interface WorkState {
  readonly status: DatasetStatus;
  readonly claimedBy: string | null;
  readonly assignee: string | null;
}

const before: readonly DatasetStatus[] = ['received', 'triaged'];
const inWork: readonly DatasetStatus[] = ['in_analysis', 'analysed'];

/**
 * Why a status cannot follow, or null. Forward and backward are both allowed, one may skip; but `claimed` comes by
 * claiming and goes by releasing, what somebody has claimed is not back before it, and work has somebody who does it.
 */
export function statusProblem(now: WorkState, next: DatasetStatus): string | null {
  if (next === now.status) return 'is its status already';
  if (next === 'claimed') return 'comes by claiming: claim the dataset';
  if (before.includes(next) && now.claimedBy !== null) return 'is before a claim: release the dataset first';
  if (inWork.includes(next) && now.claimedBy === null && now.assignee === null)
    return 'needs somebody who does it: claim the dataset or assign it first';
  return null;
}

/** A claim moves a dataset on that waited for one; work that has begun stays where it is. */
export const statusOnClaim = (status: DatasetStatus): DatasetStatus => (before.includes(status) ? 'claimed' : status);

export const statusOnRelease = (status: DatasetStatus): DatasetStatus => (status === 'claimed' ? 'triaged' : status);
