import type { Id, Instant } from '@liaison/contracts';
import { useAct, type Act } from './act.js';
import { useClient } from './client.js';

export interface ExtractInput {
  readonly from: Instant;
  readonly to?: Instant;
  /** Without one: what belongs to no operation. */
  readonly operation?: Id;
}

/** The own agency's records of a range with their proofs, as a zip. Taking it is a record. */
export function useExtract(): Act<ExtractInput, Blob> {
  const { api } = useClient();
  return useAct((input) => api.file('/log/extracts', input));
}
