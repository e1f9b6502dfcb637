import type { Rule } from './decision.js';
import type { NoFacts, PersonFacts } from './facts.js';

const oneself: Rule<NoFacts> = { id: 'oneself', effect: 'allow', when: () => true, why: 'One’s own account.' };
const ownRecords: Rule<NoFacts> = {
  id: 'own-records',
  effect: 'allow',
  when: () => true,
  why: 'What became of the records of one’s own acts.',
};
const otherAgency: Rule<PersonFacts> = {
  id: 'other-agency',
  effect: 'hidden',
  when: (actor, f) =>
    f.target === null ||
    (f.target.agency !== actor.agency && !(f.agencyIsNew && actor.installationDuties.includes('administrator'))),
  why: 'A person of another agency.',
};
const coordinator: Rule<PersonFacts> = {
  id: 'coordinator',
  effect: 'allow',
  when: (actor, f) => f.target?.agency === actor.agency && actor.duties.includes('coordinator'),
  why: 'A coordinator of the person’s agency.',
};
const firstCoordinator: Rule<PersonFacts> = {
  id: 'first-coordinator',
  effect: 'allow',
  when: (actor, f) => f.agencyIsNew && actor.installationDuties.includes('administrator'),
  why: 'The administrator, for the first coordinator of a new agency and nobody else.',
};
const administrator: Rule<NoFacts> = {
  id: 'administrator',
  effect: 'allow',
  when: (actor) => actor.installationDuties.includes('administrator'),
  why: 'The platform administrator.',
};
const auditor: Rule<NoFacts> = {
  id: 'auditor',
  effect: 'allow',
  when: (actor) => actor.duties.includes('auditor') || actor.installationDuties.includes('oversight'),
  why: 'An auditor of the own agency, or oversight.',
};
const agencyAuditor: Rule<NoFacts> = {
  id: 'agency-auditor',
  effect: 'allow',
  when: (actor) => actor.duties.includes('auditor'),
  why: 'An auditor of the own agency.',
};

const ownCoordinatorOrAuditor: Rule<NoFacts> = {
  id: 'coordinator-or-auditor',
  effect: 'allow',
  when: (actor) => actor.duties.includes('coordinator') || actor.duties.includes('auditor'),
  why: 'A coordinator or an auditor, for the own agency.',
};
const ownCoordinator: Rule<NoFacts> = {
  id: 'coordinator',
  effect: 'allow',
  when: (actor) => actor.duties.includes('coordinator'),
  why: 'A coordinator, for the own agency.',
};

export const identityRules = {
  'session.start': [oneself],
  'session.end': [oneself],
  'session.unlock': [oneself],
  'account.view': [oneself],
  'password.change': [oneself],
  'directory.view': [oneself],
  'draft.keep': [oneself],
  'installation.view': [administrator],
  'agency.create': [administrator],
  'agency.set_policy': [ownCoordinator],
  'person.list': [oneself],
  'person.add': [otherAgency, coordinator, firstCoordinator],
  'person.change': [otherAgency, coordinator],
  'duty.give': [otherAgency, coordinator, firstCoordinator],
  'link.issue': [otherAgency, coordinator, firstCoordinator],
  'search.run': [oneself],
  'log.state_ground': [auditor],
  'log.read': [auditor],
  'tree.view': [auditor],
  'record.prove': [auditor],
  'log.extract': [agencyAuditor],
  'log.view': [auditor],
  'log.count': [auditor],
  'log.export': [auditor],
  'log.opened': [auditor],
  'log.could_see': [auditor],
  'log.keep_query': [auditor],
  'log.view_queries': [auditor],
  'log.find_anomalies': [auditor],
  'log.answer_anomaly': [auditor],
  'log.view_enquiries': [auditor],
  'log.enquire': [agencyAuditor],
  'log.answer_enquiry': [agencyAuditor],
  'erasure.list': [ownCoordinatorOrAuditor],
  'erasure.ask': [otherAgency, coordinator],
  'erasure.carry_out': [agencyAuditor],
  'erasure.refuse': [agencyAuditor],
  'retention.view': [ownCoordinatorOrAuditor],
  'retention.set': [ownCoordinator],
  'hold.list': [auditor],
  'hold.set': [auditor],
  'hold.lift': [auditor],
  'log.view_subscriptions': [auditor],
  'log.subscribe': [auditor],
  'log.resend': [auditor],
  'log.unsubscribe': [auditor],
  'receipt.check': [ownRecords],
} as const;
