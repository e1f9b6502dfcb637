import type { Rule } from './decision.js';
import type { CompartmentFacts, MessageFacts, PostFacts, ThreadFacts, WithheldFacts } from './facts.js';
import {
  frozen,
  hasRole,
  noMessage,
  noThread,
  observer,
  outside,
  phaseClosed,
  retracted,
  member,
  writer,
} from './rules.js';

const starterOrLead: Rule<ThreadFacts> = {
  id: 'starter-or-lead',
  effect: 'allow',
  when: (actor, f) => f.thread?.startedBy === actor.person || hasRole('lead')(f),
  why: 'Who started the thread, or the lead.',
};

const author: Rule<MessageFacts> = {
  id: 'author',
  effect: 'allow',
  when: (actor, f) => f.message?.author === actor.person,
  why: 'The author.',
};

const authorsCoordinator: Rule<MessageFacts> = {
  id: 'authors-coordinator',
  effect: 'allow',
  when: (actor, f) => f.message?.agency === actor.agency && actor.duties.includes('coordinator'),
  why: 'A coordinator of the agency whose words they are.',
};

const mayAsk: Rule<PostFacts> = {
  id: 'asks-acknowledgement',
  effect: 'deny',
  when: (actor, f) => f.asksAcknowledgement && !hasRole('lead')(f) && !actor.duties.includes('coordinator'),
  why: 'Only leads and coordinators can require an acknowledgement.',
};

const nothingWithheld: Rule<WithheldFacts> = {
  id: 'nothing-withheld',
  effect: 'hidden',
  when: (actor, f) => f.withheldOf !== actor.agency,
  why: 'No such words of the own agency.',
};
const withheldCoordinator: Rule<WithheldFacts> = {
  id: 'authors-coordinator',
  effect: 'allow',
  when: (actor, f) => f.withheldOf === actor.agency && actor.duties.includes('coordinator'),
  why: 'A coordinator of the author’s agency, until erasure.',
};

export const threadRules = {
  'compartment.view': [outside, member],
  'thread.open': [outside, noThread, member],
  'thread.page': [outside, noThread, member],
  'thread.close': [
    { id: 'own', effect: 'allow', when: () => true, why: 'One’s own screen.' } satisfies Rule<CompartmentFacts>,
  ],
  'thread.start': [outside, phaseClosed, observer, writer],
  'thread.rename': [outside, noThread, phaseClosed, frozen, observer, starterOrLead],
  'thread.resolve': [outside, noThread, phaseClosed, observer, writer],
  'thread.reopen': [outside, noThread, phaseClosed, frozen, observer, writer],
  'thread.follow': [outside, noThread, member],
  'thread.mark_read': [outside, noThread, member],
  'message.post': [outside, noThread, phaseClosed, frozen, observer, mayAsk, writer],
  'message.read': [outside, noThread, noMessage, member],
  'message.edit': [outside, noThread, noMessage, phaseClosed, frozen, retracted, observer, author],
  'message.tighten': [outside, noThread, noMessage, retracted, author, authorsCoordinator],
  'message.retract': [outside, noThread, noMessage, retracted, author, authorsCoordinator],
  'message.repost': [outside, noThread, noMessage, phaseClosed, retracted, observer, author],
  'message.list_withheld': [withheldCoordinator],
  'message.read_withheld': [nothingWithheld, withheldCoordinator],
  'message.reach': [outside, noThread, noMessage, author],
  'message.acknowledge': [outside, noThread, noMessage, retracted, member],
} as const;
