import type { AgencyRef, OperationSummary } from '@liaison/contracts';
import { useMemo } from 'react';
import { useAgencies } from '../data/agency.js';
import { useOperations } from '../data/operations.js';

/** Names of what a record knows by id. */
export interface LogWords {
  readonly agencies: readonly AgencyRef[];
  readonly operations: readonly OperationSummary[];
  readonly codeOf: (agency: string | null) => string;
  readonly nameOf: (operation: string | null) => string;
}

export function useLogWords(): LogWords {
  const { data: agencies } = useAgencies();
  const { data: operations } = useOperations();
  return useMemo(() => {
    const codes = new Map((agencies ?? []).map((one: AgencyRef) => [one.id, one.code]));
    const names = new Map((operations ?? []).map((one) => [one.id, one.codeName]));
    return {
      agencies: agencies ?? [],
      operations: operations ?? [],
      codeOf: (id) => (id === null ? '—' : (codes.get(id) ?? '—')),
      nameOf: (id) => (id === null ? '—' : (names.get(id) ?? 'another operation')),
    };
  }, [agencies, operations]);
}
