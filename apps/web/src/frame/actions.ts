import type { Allowed, Permission } from '@liaison/contracts';

/** Why something cannot be done, from the rule that decided: `message.edit#frozen`. */
const words: Readonly<Record<string, string>> = {
  author: 'Only its author may',
  frozen: 'The thread is frozen',
  'phase-closed': 'The operation is closed',
  observer: 'Observers read and acknowledge',
  retracted: 'It was taken back',
  'no-match': 'Not yours to do',
};

export const why = (permission: Permission | undefined): string | undefined =>
  permission && !permission.allowed ? (words[permission.rule.split('#')[1] ?? ''] ?? 'Not yours to do') : undefined;

export const may = <A extends string>(actions: Allowed<A> | undefined, action: A): boolean =>
  actions?.[action].allowed === true;
