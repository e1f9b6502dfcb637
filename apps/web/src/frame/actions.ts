import type { Allowed, Permission } from '@liaison/contracts';

/** Why something cannot be done, from the rule that decided: `message.edit#frozen`. */
const words: Readonly<Record<string, string>> = {
  author: 'Only its author may',
  frozen: 'Frozen: its originator has withdrawn it or has left',
  'phase-closed': 'The operation is closed',
  observer: 'Observers read and acknowledge',
  retracted: 'It was taken back',
  withdrawn: 'Withdrawn by its originator',
  claimed: 'Somebody has claimed it',
  'home-stays': 'A dataset stays with its own agency',
  'not-originator': 'Only the originator decides. Ask it for release',
  'two-people': 'A marking is raised by one person, but lowered only by two',
  'at-home': 'A dataset is registered in one’s own agency’s compartment',
  'foreign-origin': 'Only a lead registers for another origin',
  answered: 'The request is no longer open',
  'two-coordinators': 'An agency needs two coordinators before it accepts',
  'not-invited': 'There is no open invitation to answer',
  'host-stays': 'The host cannot leave its own operation',
  'not-in': 'The agency is not in the operation',
  'agency-not-in': 'Your agency has not accepted the invitation',
  'other-agency': 'Each agency names its own people',
};

/** `notYours` is said where no rule has a reason of its own. */
export const why = (permission: Permission | undefined, notYours = 'Not yours to do'): string | undefined =>
  permission && !permission.allowed ? (words[permission.rule.split('#')[1] ?? ''] ?? notYours) : undefined;

export const may = <A extends string>(actions: Allowed<A> | undefined, action: A): boolean =>
  actions?.[action].allowed === true;
