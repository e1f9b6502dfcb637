import type { CompartmentView, Id, Problem } from '@liaison/contracts';
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

/** What the author saw when they began to write, and what has changed since; a refusal that says so counts too. */
export function useAudienceSeen(
  compartment: CompartmentView,
  directory: Directory,
  refused: Problem | null,
): AudienceSeen {
  const [seen, setSeen] = useState<Seen | null>(null);
  const [accepted, setAccepted] = useState<Problem | null>(null);
  const now: Seen = {
    compartment: compartment.id,
    memberVer: compartment.memberVer,
    agencies: compartment.agencies,
    readers: compartment.readers,
  };
  const since = seen?.compartment === compartment.id ? seen : now;
  const told = refused !== accepted ? sidesIn(refused, directory) : null;
  const change = told ?? (hasGrown(since, now) ? changeOf(since, now, directory) : null);
  return {
    // Where it only shrank, or stayed, there is nothing to be told; the newest version is what the author sees.
    memberVer: change ? since.memberVer : Math.max(now.memberVer, versionIn(accepted)),
    change,
    begin: () => setSeen(now),
    accept: () => {
      setSeen(now);
      setAccepted(refused);
    },
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

/** The sides that a refusal names, which the stream may not have told yet. */
function sidesIn(refused: Problem | null, directory: Directory): AudienceChange | null {
  if (refused?.reason !== 'audience_changed') return null;
  const added = (refused.extra?.added ?? []) as readonly { readonly agency: Id; readonly person: Id | null }[];
  const words = added.map((side) =>
    side.person === null ? directory.codeOf(side.agency) : directory.nameOf(side.person),
  );
  return { added: [...new Set(words)].sort(), removed: [], more: 0 };
}

/** The audience's version that a refusal named: what the author has now looked at. */
const versionIn = (refused: Problem | null): number =>
  typeof refused?.extra?.memberVer === 'number' ? refused.extra.memberVer : 0;
