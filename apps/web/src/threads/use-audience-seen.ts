import type { CompartmentView, Problem } from '@liaison/contracts';
import { useState } from 'react';
import type { Directory } from '../data/operations.js';

export interface AudienceChange {
  /** Agency codes that were not there when the author began. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** People more or, below zero, fewer. */
  readonly more: number;
}

export interface AudienceSeen {
  /** Travels with the command: nothing is written when a side has come since. */
  readonly memberVer: number;
  /** To be looked at before sending; null while nothing was added. */
  readonly change: AudienceChange | null;
  readonly begin: () => void;
  readonly accept: () => void;
}

interface Seen {
  readonly compartment: string;
  readonly memberVer: number;
  readonly agencies: readonly string[];
  readonly readers: readonly string[];
}

/** What the author saw when they began to write, and what has changed since. */
export function useAudienceSeen(
  compartment: CompartmentView,
  directory: Directory,
  refused: Problem | null,
): AudienceSeen {
  const [seen, setSeen] = useState<Seen | null>(null);
  const now: Seen = {
    compartment: compartment.id,
    memberVer: compartment.memberVer,
    agencies: compartment.agencies,
    readers: compartment.readers,
  };
  const since = seen?.compartment === compartment.id ? seen : now;
  const change =
    refused?.reason === 'audience_changed' || hasGrown(since, now) ? changeOf(since, now, directory) : null;
  return {
    // Where it only shrank, or stayed, there is nothing to be told; the newest version is what the author sees.
    memberVer: change ? since.memberVer : now.memberVer,
    change,
    begin: () => setSeen((known) => (known?.compartment === compartment.id ? known : now)),
    accept: () => setSeen(now),
  };
}

const hasGrown = (before: Seen, now: Seen): boolean =>
  now.agencies.some((id) => !before.agencies.includes(id)) || now.readers.some((id) => !before.readers.includes(id));

function changeOf(before: Seen, now: Seen, directory: Directory): AudienceChange {
  return {
    added: directory.codesOf(now.agencies.filter((id) => !before.agencies.includes(id))),
    removed: directory.codesOf(before.agencies.filter((id) => !now.agencies.includes(id))),
    more: now.readers.length - before.readers.length,
  };
}
