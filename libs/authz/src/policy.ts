import type { RecordClass } from '@liaison/domain';
import type { Actor } from './actor.js';
import { datasetRules } from './dataset.rules.js';
import { judge, noRule, type Decision, type Rule } from './decision.js';
import { identityRules } from './identity.rules.js';
import { operationRules } from './operation.rules.js';
import { threadRules } from './thread.rules.js';

/** Every rule of the product, by action, in the order in which they are asked. */
export const policy = { ...threadRules, ...operationRules, ...datasetRules, ...identityRules };
export type Action = keyof typeof policy;

type FactsOfRule<R> = R extends { readonly when: (actor: Actor, facts: infer F) => boolean } ? F : never;
type Intersection<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void ? I : never;
/** What has to be known to decide an action: everything that any of its rules asks for. */
export type FactsOf<A extends Action> = Intersection<FactsOfRule<(typeof policy)[A][number]>>;

/** The class under which an act of each action is recorded (Directive (EU) 2016/680, Art. 25, and security classes). */
export const recordClassOf: Record<Action, RecordClass> = {
  'compartment.view': 'consultation',
  'thread.open': 'consultation',
  'thread.page': 'consultation',
  'thread.close': 'consultation',
  'thread.start': 'disclosure',
  'thread.rename': 'alteration',
  'thread.resolve': 'alteration',
  'thread.reopen': 'alteration',
  'thread.follow': 'alteration',
  'thread.mark_read': 'consultation',
  'message.post': 'disclosure',
  'message.read': 'consultation',
  'message.edit': 'alteration',
  'message.tighten': 'alteration',
  'message.retract': 'erasure',
  'message.repost': 'disclosure',
  'message.list_withheld': 'consultation',
  'message.read_withheld': 'consultation',
  'message.reach': 'consultation',
  'message.acknowledge': 'consultation',
  'operation.list': 'consultation',
  'operation.open': 'permission_change',
  'operation.view': 'consultation',
  'operation.edit': 'alteration',
  'operation.change_phase': 'alteration',
  'agency.invite': 'permission_change',
  'agency.remove': 'permission_change',
  'participation.answer': 'permission_change',
  'participation.accept': 'permission_change',
  'participation.withdraw': 'permission_change',
  'admission.answer': 'permission_change',
  'member.nominate': 'permission_change',
  'member.change': 'permission_change',
  'member.remove': 'permission_change',
  'release.delegate': 'permission_change',
  'compartment.open': 'permission_change',
  'dataset.view': 'consultation',
  'dataset.register': 'collection',
  'dataset.edit': 'alteration',
  'dataset.share': 'disclosure',
  'share.withdraw': 'alteration',
  'share.claim': 'alteration',
  'share.release': 'alteration',
  'share.assign': 'alteration',
  'share.set_status': 'alteration',
  'share.view_left': 'consultation',
  'share.answer_left': 'alteration',
  'assessment.record': 'collection',
  'register.view': 'consultation',
  'register.export': 'disclosure',
  'release.request': 'alteration',
  'release.answer': 'disclosure',
  'release.withdraw': 'alteration',
  'release.take_back': 'alteration',
  'release.view': 'consultation',
  'import.run': 'collection',
  'import.view': 'consultation',
  'import.cancel': 'erasure',
  'search.run': 'consultation',
  'session.start': 'sign_in',
  'session.end': 'sign_in',
  'session.unlock': 'sign_in',
  'account.view': 'consultation',
  'password.change': 'credential_change',
  'directory.view': 'consultation',
  'draft.keep': 'alteration',
  'installation.view': 'privileged_action',
  'agency.create': 'privileged_action',
  'agency.set_policy': 'permission_change',
  'person.list': 'consultation',
  'person.add': 'permission_change',
  'person.change': 'permission_change',
  'duty.give': 'permission_change',
  'link.issue': 'credential_change',
  'log.state_ground': 'log_access',
  'log.read': 'log_access',
  'tree.view': 'log_access',
  'record.prove': 'log_access',
  'log.extract': 'log_access',
  'log.view': 'log_access',
  'log.count': 'log_access',
  'log.export': 'log_access',
  'log.opened': 'log_access',
  'log.could_see': 'log_access',
  'log.keep_query': 'log_access',
  'log.view_queries': 'log_access',
  'log.find_anomalies': 'log_access',
  'log.answer_anomaly': 'log_access',
  'log.view_enquiries': 'log_access',
  'log.enquire': 'log_access',
  'log.answer_enquiry': 'log_access',
  'erasure.list': 'log_access',
  'erasure.ask': 'privileged_action',
  'erasure.carry_out': 'erasure',
  'erasure.refuse': 'privileged_action',
  'retention.view': 'consultation',
  'retention.set': 'privileged_action',
  'hold.list': 'log_access',
  'hold.set': 'log_access',
  'hold.lift': 'log_access',
  'log.view_subscriptions': 'log_access',
  'log.subscribe': 'log_access',
  'log.resend': 'log_access',
  'log.unsubscribe': 'log_access',
  'receipt.check': 'log_access',
};

/** Of log access what is no look at others' log: holds are their side's alone, erasures their agency's, receipts one's own. */
const noLook: readonly Action[] = ['hold.list', 'hold.set', 'hold.lift', 'erasure.list', 'receipt.check'];

/** Whether an act is an auditor's or oversight's look at the log. */
export const looksAtTheLog = ({ duties, installationDuties }: Actor, action: Action): boolean =>
  recordClassOf[action] === 'log_access' &&
  !noLook.includes(action) &&
  (duties.includes('auditor') || installationDuties.includes('oversight'));

/**
 * May this actor do this, on these facts? Pure: the same answer for the same arguments. Facts are read under the lock
 * that the write will hold.
 */
export function decide<A extends Action>(actor: Actor, action: A, facts: FactsOf<A>): Decision {
  return judge(policy[action] as readonly Rule<FactsOf<A>>[], action, actor, facts);
}

/** The policy's line behind a recorded rule, `message.edit#author`, in words; null for a rule that is none of them. */
export function explain(rule: string): Pick<Rule<never>, 'effect' | 'why'> | null {
  const [action = '', id = ''] = rule.split('#');
  if (!Object.hasOwn(policy, action)) return null;
  const line = (policy[action as Action] as readonly Rule<never>[]).find((one) => one.id === id);
  if (line) return { effect: line.effect, why: line.why };
  return id === 'no-rule' ? { effect: 'deny', why: noRule } : null;
}
