import type { CompartmentKind, LogGround, MemberRole, RecordClass } from '@liaison/domain';
import type { PersonRef } from './identity.js';
import type { Id, Instant } from './resource.js';

/** One access record as an auditor may see it; fields outside the auditor's cut are null. */
export interface AccessRecordView {
  readonly id: Id;
  readonly at: Instant;
  readonly class: RecordClass;
  readonly act: string;
  readonly outcome: 'success' | 'failure';
  readonly operation: Id | null;
  readonly agency: Id | null;
  readonly person: Id | null;
  readonly personName: string | null;
  readonly role: string | null;
  readonly objects: readonly {
    readonly type: string;
    readonly id: Id;
    readonly version: number | null;
    readonly ref: string | null;
  }[];
  readonly groundStated: boolean;
  readonly ground: string | null;
  readonly address: string | null;
  readonly session: Id | null;
  readonly recipients: readonly Id[] | null;
  readonly rule: string | null;
  readonly compartment: Id | null;
  /** Of what this reader is shown, the fields whose values were destroyed: they hold nothing, and held something or nothing before. */
  readonly erased: readonly string[];
  /**
   * `person`: of the auditor's own people; `information`: about the auditor's agency's information; `oversight`: in an operation that
   * the own agency hosts; `look_up`: for oversight, that somebody looked at the log outside of operations, and not for what.
   */
  readonly seenAs: 'person' | 'information' | 'oversight' | 'look_up';
}

/** What every question to the log can be narrowed by. `GET log`, `log/counts`, `log/volumes` and their CSV take it. */
export interface LogFilters {
  /** Inclusive. */
  readonly from?: Instant;
  /** Exclusive. */
  readonly to?: Instant;
  readonly operation?: Id;
  readonly person?: Id;
  readonly agency?: Id;
  readonly object?: Id;
  /** Of an object, `VIDTF17-7K3Q`. */
  readonly reference?: string;
  /** In an address: separated by commas. */
  readonly class?: readonly RecordClass[];
  /** `noun.verb`, as in the policy matrix. */
  readonly act?: string;
  readonly outcome?: 'success' | 'failure';
  /** `missing`: an act that can be asked for a ground, allowed without one. */
  readonly ground?: 'stated' | 'missing';
  /** Whole words of a ground, in any case and order; of own people alone (oversight: in its operations). */
  readonly groundText?: string;
  /** `hidden`: without what the reader did. */
  readonly ownActs?: 'hidden';
}

/** `GET|POST log/ground`: why this session reads the log. Until it is stated every question answers 409 `log_ground_required`. */
export interface LogGroundView {
  readonly ground: LogGround | null;
  readonly at: Instant | null;
}

/** `GET log/records/:id`: one record, with why it was decided so and what the person could see then. */
export interface AccessRecordDetail extends AccessRecordView {
  /** What was noted beside the objects, for example the filters of a search; null outside the cut. */
  readonly detail: Readonly<Record<string, string | number | readonly string[]>> | null;
  /** The rule in words. Null outside the cut, and for a rule that is none of the policy's lines. */
  readonly explanation: RuleExplanation | null;
  /** Null outside the cut and where nobody acted yet (sign-in). */
  readonly couldSee: CouldSeeView | null;
}

export interface RuleExplanation {
  /** `message.edit#author`. */
  readonly rule: string;
  readonly effect: 'allow' | 'deny' | 'hidden';
  /** One sentence. */
  readonly why: string;
}

/** `GET log/could-see?person&at`: where somebody could read at a moment. */
export interface CouldSeeView {
  readonly person: PersonRef;
  readonly at: Instant;
  readonly places: readonly CouldSeePlace[];
}

/** One compartment, as kind and id: its name is content. */
export interface CouldSeePlace {
  readonly operation: Id;
  readonly codeName: string;
  readonly compartment: Id;
  readonly kind: CompartmentKind;
  readonly role: MemberRole;
  /** Since when this window was open at that moment. */
  readonly since: Instant;
  /** Null while it is open. */
  readonly until: Instant | null;
  /** The membership that gave it. */
  readonly membership: Id;
  readonly memberFrom: Instant;
  readonly memberUntil: Instant | null;
  readonly nominatedBy: PersonRef | null;
  /** Whether talk of before `since` was readable too. */
  readonly fromTheBeginning: boolean;
}

/** One line of `GET log/opened?object|reference&from&to`: somebody who had the words, or said that they had read them. */
export interface OpenedLine {
  readonly grade: 'opened' | 'acknowledged';
  readonly person: Id | null;
  readonly personName: string | null;
  readonly agency: Id | null;
  readonly operation: Id | null;
  readonly role: string | null;
  readonly act: string;
  readonly at: Instant;
  /** Of a thread that was open on a screen: until when. Null for an act of one moment, and while it is open. */
  readonly until: Instant | null;
  readonly groundStated: boolean;
  /** In words for own people and oversight only. */
  readonly ground: string | null;
  /** As of the record. */
  readonly erased: readonly string[];
  /** The record to open; null where it is shown only to others. */
  readonly record: Id | null;
  readonly seenAs: AccessRecordView['seenAs'];
}
