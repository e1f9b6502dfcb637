import { useParams, useSearch } from '@tanstack/react-router';

/** What the address names: operation, thread, dataset. */
export interface Named {
  readonly op?: string;
  readonly thread?: string;
  readonly dataset?: string;
}

/** What stands after the question mark: a message to point at, a dataset beside the talk, where to go on after sign-in. */
export interface Asked {
  readonly message?: string;
  /** An id, or `none` for a panel that was closed. */
  readonly dataset?: string;
  readonly from?: string;
}

export function useNamed(): Named {
  const named: Named = useParams({ strict: false });
  return named;
}

export function useAsked(): Asked {
  const asked: Asked = useSearch({ strict: false });
  return asked;
}
