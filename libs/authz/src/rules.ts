import type { MemberRole, OperationPhase } from '@liaison/domain';
import type { CompartmentFacts, MessageFacts, OperationFacts, ThreadFacts } from './facts.js';
import type { Rule } from './decision.js';
import { isWithin } from './window.js';

const working: readonly OperationPhase[] = ['preparation', 'active', 'dissemination', 'follow_up'];

const isWorking = (phase: OperationPhase): boolean => working.includes(phase);

/** The lines that more than one policy begins with: is it there, is it frozen, may this role write at all. */
export const outside: Rule<CompartmentFacts> = {
  id: 'outside',
  effect: 'hidden',
  when: (_, f) => f.seat === null,
  why: 'Not a member of this compartment.',
};

export const phaseClosed: Rule<CompartmentFacts> = {
  id: 'phase-closed',
  effect: 'deny',
  when: (_, f) => !isWorking(f.phase),
  why: 'The operation is closed: it can be read, not changed.',
};

export const observer: Rule<CompartmentFacts> = {
  id: 'observer',
  effect: 'deny',
  when: (_, f) => f.seat?.role === 'observer',
  why: 'An observer reads and acknowledges.',
};

export const noThread: Rule<ThreadFacts> = {
  id: 'no-thread',
  effect: 'hidden',
  when: (_, f) => f.thread === null,
  why: 'No such thread in this compartment.',
};

export const frozen: Rule<ThreadFacts> = {
  id: 'frozen',
  effect: 'deny',
  when: (_, f) => f.thread?.frozen === true,
  why: 'The dataset of this thread was withdrawn by its originator; the thread is frozen.',
};

export const noMessage: Rule<MessageFacts> = {
  id: 'no-message',
  effect: 'hidden',
  when: (_, f) => f.message === null || !isWithin(f.windows, f.message.baseVer),
  why: 'No such message that this person may see.',
};

export const retracted: Rule<MessageFacts> = {
  id: 'retracted',
  effect: 'deny',
  when: (_, f) => f.message?.retracted === true,
  why: 'The message was retracted.',
};

export const unknownOperation: Rule<OperationFacts> = {
  id: 'unknown',
  effect: 'hidden',
  when: (_, f) => !f.known,
  why: 'No such operation for this person.',
};

export const operationClosed: Rule<OperationFacts> = {
  id: 'phase-closed',
  effect: 'deny',
  when: (_, f) => !isWorking(f.phase),
  why: 'The operation is closed.',
};

export const hasRole =
  (...roles: readonly MemberRole[]) =>
  (f: CompartmentFacts | OperationFacts): boolean => {
    const role = 'seat' in f ? (f.seat?.role ?? null) : f.role;
    return role !== null && roles.includes(role);
  };

export const anyWriter = hasRole('lead', 'investigator', 'analyst', 'liaison_officer');

/** Every member of the compartment, and whoever may write there. */
export const member = {
  id: 'member',
  effect: 'allow',
  when: (_: unknown, f: CompartmentFacts) => f.seat !== null,
  why: 'Every member of the compartment.',
} as const;
export const writer = {
  id: 'writer',
  effect: 'allow',
  when: (_: unknown, f: CompartmentFacts) => anyWriter(f),
  why: 'Lead, investigator, analyst or liaison officer.',
} as const;
