import type { Id } from '@liaison/contracts';
import { useKnownOperation } from '../data/operations.js';
import { useMarkAllRead } from '../data/threads.js';
import type { Asked } from '../frame/address.js';
import type { KeyBinding } from '../ui/key-map.js';

export type Go = (to: string, params?: Record<string, string>, search?: Asked & { readonly view?: string }) => void;

/** What this person may do from wherever they are: in the operation on the screen, else in the one at hand. */
export function useActs(current: Id | undefined, go: Go): readonly KeyBinding[] {
  const operation = useKnownOperation(current);
  const markAllRead = useMarkAllRead();
  const everywhere: KeyBinding = { label: 'Mark all read', group: 'Threads', run: markAllRead };
  if (!operation) return [everywhere];
  const { id, codeName, actions } = operation;
  const params = { op: id };
  const members = '/o/$op/members';
  const mayStart = operation.compartments.some((one) => one.actions['thread.start'].allowed);
  const acts: readonly (KeyBinding | false)[] = [
    mayStart && act(`Start a thread in ${codeName}`, () => go('/o/$op/threads', params, { ask: 'thread' })),
    actions['import.run'].allowed && act(`Import datasets into ${codeName}`, () => go('/o/$op/import', params)),
    actions['agency.invite'].allowed &&
      act(`Invite agencies to ${codeName}`, () => go(members, params, { view: 'agencies', ask: 'invite' })),
    actions['member.nominate'].allowed &&
      act(`Nominate a person for ${codeName}`, () => go(members, params, { view: 'people', ask: 'nominate' })),
  ];
  return [...acts.filter((one) => one !== false), everywhere];
}

const act = (label: string, run: () => void): KeyBinding => ({ label, group: 'Operation', run });
