import { datasetStatuses } from '@liaison/domain';
import { statusOnClaim, statusOnRelease, statusProblem } from './share-status.js';

const nobody = { claimedBy: null, assignee: null } as const;

describe('the status of work on a dataset', () => {
  it('moves forward and backward, and may skip', () => {
    expect(statusProblem({ ...nobody, status: 'received' }, 'triaged')).toBeNull();
    expect(statusProblem({ ...nobody, status: 'triaged' }, 'received')).toBeNull();
    expect(statusProblem({ ...nobody, status: 'received' }, 'closed')).toBeNull();
    expect(statusProblem({ ...nobody, status: 'closed', claimedBy: 'ana' }, 'in_analysis')).toBeNull();
  });

  it('is never set to what it is', () => {
    for (const status of datasetStatuses) expect(statusProblem({ ...nobody, status }, status)).not.toBeNull();
  });

  it('is claimed by claiming alone', () => {
    expect(statusProblem({ ...nobody, status: 'triaged' }, 'claimed')).toContain('claim');
  });

  it('is not back before a claim while somebody has it', () => {
    expect(statusProblem({ ...nobody, claimedBy: 'ana', status: 'in_analysis' }, 'triaged')).toContain('release');
  });

  it('is in analysis only when somebody does it', () => {
    expect(statusProblem({ ...nobody, status: 'triaged' }, 'in_analysis')).toContain('claim');
    expect(statusProblem({ ...nobody, assignee: 'ana', status: 'triaged' }, 'in_analysis')).toBeNull();
  });

  it('follows a claim and its release where work had not begun', () => {
    expect([statusOnClaim('received'), statusOnClaim('analysed')]).toEqual(['claimed', 'analysed']);
    expect([statusOnRelease('claimed'), statusOnRelease('analysed')]).toEqual(['triaged', 'analysed']);
  });
});
