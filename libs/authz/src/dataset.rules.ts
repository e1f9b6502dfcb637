import type { Rule } from './decision.js';
import type { DatasetFacts, OperationFacts, RegisterFacts, ReleaseFacts, ShareFacts } from './facts.js';
import {
  anyWriter,
  hasRole,
  observer,
  operationClosed,
  outside,
  phaseClosed,
  unknownOperation,
  member,
  writer,
} from './rules.js';

const noDataset: Rule<DatasetFacts> = {
  id: 'no-dataset',
  effect: 'hidden',
  when: (_, f) => f.dataset === null,
  why: 'No such dataset that this person may see.',
};
const noShare: Rule<ShareFacts> = {
  id: 'no-share',
  effect: 'hidden',
  when: (_, f) => f.share === null,
  why: 'No such dataset in this compartment.',
};
const withdrawn: Rule<ShareFacts> = {
  id: 'withdrawn',
  effect: 'deny',
  when: (_, f) => f.share?.withdrawn === true,
  why: 'Withdrawn by its originator.',
};
const frozenShare: Rule<ShareFacts> = {
  id: 'frozen',
  effect: 'deny',
  when: (_, f) => f.share?.frozen === true,
  why: 'Its originator has left the operation. It stands still until that agency says what becomes of it.',
};
const homeStays: Rule<ShareFacts> = {
  id: 'home-stays',
  effect: 'deny',
  when: (_, f) => f.share?.home === true,
  why: 'A dataset cannot be withdrawn from its own agency.',
};
const notOriginator: Rule<DatasetFacts> = {
  id: 'not-originator',
  effect: 'deny',
  when: (actor, f) => f.dataset?.originator !== actor.agency,
  why: 'Only the originator decides who has it. Ask it for release.',
};
const originatorWithdraws: Rule<ShareFacts> = {
  id: 'originator',
  effect: 'allow',
  when: (actor, f) => f.share?.originator === actor.agency && (anyWriter(f) || actor.duties.includes('coordinator')),
  why: 'The originator, alone and at once.',
};
const claimed: Rule<ShareFacts> = {
  id: 'claimed',
  effect: 'deny',
  when: (actor, f) => f.share !== null && f.share.claimedBy !== null && f.share.claimedBy !== actor.person,
  why: 'Somebody has claimed it.',
};
const claimant: Rule<ShareFacts> = {
  id: 'claimant-or-lead',
  effect: 'allow',
  when: (actor, f) => f.share?.claimedBy === actor.person || f.share?.assignee === actor.person || hasRole('lead')(f),
  why: 'Who claimed it or has it assigned, or the lead.',
};
const lead: Rule<ShareFacts> = {
  id: 'lead',
  effect: 'allow',
  when: (_, f) => hasRole('lead')(f),
  why: 'The lead of the operation.',
};
const foreignOrigin: Rule<RegisterFacts> = {
  id: 'foreign-origin',
  effect: 'deny',
  when: (actor, f) => f.origin !== actor.agency && !hasRole('lead')(f),
  why: 'Only a lead registers for another origin.',
};
const notAtHome: Rule<RegisterFacts> = {
  id: 'at-home',
  effect: 'deny',
  when: (_, f) => !f.atHome,
  why: 'A dataset is registered in one’s own agency’s compartment, then shared.',
};
const operationWriter: Rule<OperationFacts> = {
  id: 'writer',
  effect: 'allow',
  when: (_, f) => anyWriter(f),
  why: 'Lead, investigator, analyst or liaison officer.',
};
const noRequest: Rule<ReleaseFacts> = {
  id: 'no-request',
  effect: 'hidden',
  when: (_, f) => f.request === null,
  why: 'No such request.',
};
const answered: Rule<ReleaseFacts> = {
  id: 'answered',
  effect: 'deny',
  when: (_, f) => f.request?.open === false,
  why: 'The request is no longer open.',
};
const notGranted: Rule<ReleaseFacts> = {
  id: 'not-granted',
  effect: 'deny',
  when: (_, f) => f.request?.granted === false,
  why: 'Nothing was given by this request.',
};
const originatorsCoordinator: Rule<ReleaseFacts> = {
  id: 'originators-coordinator',
  effect: 'allow',
  when: (actor, f) => f.request?.originator === actor.agency && actor.duties.includes('coordinator'),
  why: 'A coordinator of the originator.',
};
const delegate: Rule<ReleaseFacts> = {
  id: 'delegate',
  effect: 'allow',
  when: (actor, f) => f.request?.originator === actor.agency && f.request.delegated,
  why: 'A member of the originator to whom its coordinator delegated answering.',
};
const asker: Rule<ReleaseFacts> = {
  id: 'asker',
  effect: 'allow',
  when: (actor, f) => f.request?.askedBy === actor.person,
  why: 'Who asked.',
};

const originatingCoordinator: Rule<OperationFacts> = {
  id: 'coordinator',
  effect: 'allow',
  when: (actor) => actor.duties.includes('coordinator'),
  why: 'A coordinator, for what the own agency brought before it left.',
};

const anyMember: Rule<OperationFacts> = {
  id: 'known',
  effect: 'allow',
  when: (_, f) => f.role !== null,
  why: 'Every member.',
};

export const datasetRules = {
  'dataset.view': [outside, noDataset, member],
  'dataset.register': [outside, phaseClosed, observer, notAtHome, foreignOrigin, writer],
  'dataset.edit': [outside, noDataset, phaseClosed, observer, notOriginator, writer],
  'dataset.share': [outside, noDataset, phaseClosed, observer, notOriginator, writer],
  'share.withdraw': [outside, noShare, withdrawn, homeStays, originatorWithdraws],
  'share.claim': [outside, noShare, withdrawn, frozenShare, phaseClosed, observer, claimed, writer],
  'share.release': [outside, noShare, withdrawn, frozenShare, phaseClosed, observer, claimant],
  'share.assign': [outside, noShare, withdrawn, frozenShare, phaseClosed, observer, lead],
  'share.set_status': [outside, noShare, withdrawn, frozenShare, phaseClosed, observer, claimant],
  'share.view_left': [unknownOperation, originatingCoordinator],
  'share.answer_left': [unknownOperation, originatingCoordinator],
  'assessment.record': [outside, noShare, withdrawn, frozenShare, phaseClosed, observer, writer],
  'register.view': [unknownOperation, anyMember],
  'register.export': [unknownOperation, operationWriter],
  'release.request': [unknownOperation, operationClosed, operationWriter],
  'release.answer': [noRequest, answered, originatorsCoordinator, delegate],
  'release.withdraw': [noRequest, answered, asker],
  'release.take_back': [noRequest, notGranted, originatorsCoordinator],
  'release.view': [
    unknownOperation,
    {
      id: 'known',
      effect: 'allow',
      when: (_, f) => f.known,
      why: 'The asker’s side, and the coordinators of who was asked; each sees their own requests.',
    } satisfies Rule<OperationFacts>,
  ],
  'import.run': [unknownOperation, operationClosed, operationWriter],
  'import.view': [unknownOperation, anyMember],
  'import.cancel': [unknownOperation, anyMember],
} as const;
