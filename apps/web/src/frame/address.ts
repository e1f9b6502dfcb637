import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';

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
  /** What the palette wants begun on the screen it goes to. */
  readonly ask?: 'invite' | 'nominate' | 'thread';
}

export function useNamed(): Named {
  const named: Named = useParams({ strict: false });
  return named;
}

export function useAsked(): Asked {
  const asked: Asked = useSearch({ strict: false });
  return asked;
}

/** Begins what the address asks for, once: the address then no longer does. */
export function useBegun(act: NonNullable<Asked['ask']>, begin: () => void): void {
  const navigate = useNavigate();
  const { ask, ...rest } = useAsked();
  const beginOnce = useEffectEvent(() => {
    if (ask !== act) return;
    void navigate({ to: '.', search: rest, replace: true });
    begin();
  });
  useEffect(() => beginOnce(), [ask]);
}
