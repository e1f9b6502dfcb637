import type { Actor } from './actor.js';
import type { Rule } from './decision.js';
import type { AgencyFacts, MemberFacts, NoFacts, OperationFacts } from './facts.js';
import { anyWriter, hasRole, operationClosed, unknownOperation } from './rules.js';

const coordinates = (actor: Actor): boolean => actor.duties.includes('coordinator');

const known: Rule<OperationFacts> = {
  id: 'known',
  effect: 'allow',
  when: (_, f) => f.known,
  why: 'A member, or a duty of an agency in it.',
};
const lead: Rule<OperationFacts> = {
  id: 'lead',
  effect: 'allow',
  when: (_, f) => hasRole('lead')(f),
  why: 'The lead of the operation.',
};
const organiser: Rule<NoFacts> = {
  id: 'organiser',
  effect: 'allow',
  when: (actor) => actor.duties.includes('organiser'),
  why: 'An organiser of the agency that will host it.',
};
const writer: Rule<OperationFacts> = {
  id: 'writer',
  effect: 'allow',
  when: (_, f) => anyWriter(f),
  why: 'Lead, investigator, analyst or liaison officer.',
};

const ownCoordinator: Rule<AgencyFacts> = {
  id: 'own-coordinator',
  effect: 'allow',
  when: (actor, f) => f.target.agency === actor.agency && coordinates(actor),
  why: 'A coordinator of that agency.',
};
const notInvited: Rule<AgencyFacts> = {
  id: 'not-invited',
  effect: 'deny',
  when: (_, f) => f.target.state !== 'invited',
  why: 'There is no open invitation to answer.',
};
const oneCoordinator: Rule<AgencyFacts> = {
  id: 'two-coordinators',
  effect: 'deny',
  when: (_, f) => f.coordinators < 2,
  why: 'An agency needs two coordinators before it accepts.',
};
const hostStays: Rule<AgencyFacts> = {
  id: 'host-stays',
  effect: 'deny',
  when: (_, f) => f.target.kind === 'host',
  why: 'The host cannot leave its own operation.',
};
const notIn: Rule<AgencyFacts> = {
  id: 'not-in',
  effect: 'deny',
  when: (_, f) => f.target.state !== 'accepted' && f.target.state !== 'invited',
  why: 'The agency is not in the operation.',
};
const alreadyIn: Rule<AgencyFacts> = {
  id: 'already-in',
  effect: 'deny',
  when: (_, f) => f.target.state === 'accepted' || f.target.state === 'invited',
  why: 'The agency is already in the operation or invited.',
};

const otherAgency: Rule<MemberFacts> = {
  id: 'other-agency',
  effect: 'deny',
  when: (actor, f) => f.target.agency !== actor.agency,
  why: 'Each agency names its own people; nobody else can.',
};
const leadOfHost: Rule<MemberFacts> = {
  id: 'lead-of-host',
  effect: 'deny',
  when: (_, f) => f.target.role === 'lead' && f.target.agency !== f.host,
  why: 'A lead is of the host agency.',
};
const agencyIsIn: Rule<MemberFacts> = {
  id: 'agency-not-in',
  effect: 'deny',
  when: (_, f) => f.participation?.state !== 'accepted',
  why: 'The agency has not accepted the invitation.',
};
const observersObserve: Rule<MemberFacts> = {
  id: 'observers-observe',
  effect: 'deny',
  when: (_, f) => f.participation?.kind === 'observer' && f.target.role !== 'observer',
  why: 'People of an observer agency are observers.',
};
const nominatingCoordinator: Rule<MemberFacts> = {
  id: 'coordinator',
  effect: 'allow',
  when: coordinates,
  why: 'A coordinator of the own agency.',
};

export const operationRules = {
  'operation.list': [
    { id: 'anyone', effect: 'allow', when: () => true, why: 'One’s own operations.' } satisfies Rule<NoFacts>,
  ],
  'operation.open': [organiser],
  'operation.view': [unknownOperation, known],
  'operation.edit': [unknownOperation, operationClosed, lead],
  'operation.change_phase': [unknownOperation, operationClosed, lead],
  'agency.invite': [unknownOperation, operationClosed, alreadyIn, lead],
  'agency.remove': [unknownOperation, hostStays, notIn, lead],
  'participation.answer': [unknownOperation, operationClosed, notInvited, ownCoordinator],
  'participation.accept': [unknownOperation, operationClosed, notInvited, oneCoordinator, ownCoordinator],
  'participation.withdraw': [unknownOperation, hostStays, notIn, ownCoordinator],
  'admission.answer': [
    unknownOperation,
    operationClosed,
    {
      id: 'not-in',
      effect: 'deny',
      when: (_, f) => f.participation?.state !== 'accepted' || f.participation.kind === 'observer',
      why: 'The agency is not among those already in.',
    } satisfies Rule<OperationFacts>,
    {
      id: 'coordinator',
      effect: 'allow',
      when: coordinates,
      why: 'A coordinator of an agency already in.',
    } satisfies Rule<OperationFacts>,
  ],
  'member.nominate': [
    unknownOperation,
    operationClosed,
    otherAgency,
    agencyIsIn,
    leadOfHost,
    observersObserve,
    nominatingCoordinator,
  ],
  'member.change': [
    unknownOperation,
    operationClosed,
    otherAgency,
    leadOfHost,
    observersObserve,
    nominatingCoordinator,
  ],
  'member.remove': [unknownOperation, otherAgency, nominatingCoordinator],
  'release.delegate': [unknownOperation, otherAgency, nominatingCoordinator],
  'compartment.open': [unknownOperation, operationClosed, writer],
} as const;
