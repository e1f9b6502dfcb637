import type {
  Age,
  CompartmentKind,
  Confidence,
  DatasetFlag,
  DatasetStatus,
  DigestAlgorithm,
  IcseAction,
  Known,
  Likelihood,
  Marking,
  Priority,
  ReleaseState,
} from '@liaison/domain';
import type { PersonRef } from './identity.js';
import type { Allowed, Day, Id, Instant } from './resource.js';
import type { MessageHeader, ThreadHeader } from './threads.js';

export type ShareAction =
  'share.claim' | 'share.release' | 'share.assign' | 'share.set_status' | 'share.withdraw' | 'assessment.record';

/** A dataset as it stands in one compartment: what the register's grid carries. */
export type ShareHeader = LiveShare | WithdrawnShare;

export interface LiveShare {
  readonly id: Id;
  readonly dataset: Id;
  readonly operation: Id;
  readonly compartment: Id;
  readonly ref: string;
  readonly origin: Id;
  /** Holds the originator's rights. */
  readonly originator: Id;
  readonly status: DatasetStatus;
  readonly claimedBy: Id | null;
  readonly assignee: Id | null;
  readonly priority: Priority;
  readonly known: Known;
  readonly age: Age;
  readonly marking: Marking;
  readonly images: number | null;
  readonly videos: number | null;
  /** Everything counted, images and videos included. */
  readonly items: number | null;
  readonly receivedOn: Day | null;
  /** Of the work state here; the dataset's own facts have the version that the dataset page carries. */
  readonly version: number;
  /** Its originator's agency, which has left: nobody works on it until that agency says what becomes of it. */
  readonly frozenBy: Id | null;
  readonly withdrawnBy: null;
}

/** What an audience still sees of a share that was taken from it. */
export interface WithdrawnShare {
  readonly id: Id;
  readonly dataset: Id;
  readonly operation: Id;
  readonly compartment: Id;
  readonly ref: string;
  readonly version: number;
  /** The originator's agency. */
  readonly withdrawnBy: Id;
}

/** A dataset that one's own agency brought into an operation and left there. Its audiences are numbers of readers. */
export interface LeftItem {
  readonly dataset: Id;
  readonly ref: string;
  readonly audiences: readonly {
    readonly share: Id;
    /** Nobody works on it there until the agency has said what becomes of it. */
    readonly frozen: boolean;
    readonly kind: CompartmentKind;
    readonly agencies: number;
    readonly people: number;
  }[];
}

export const leftAnswers = ['keep', 'narrow', 'take_back'] as const;

export interface LeftAnswerInput {
  /** `keep`: go on as they are. `narrow`: only in the audiences of `keep`. `take_back`: withdrawn from all. */
  readonly answer: (typeof leftAnswers)[number];
  readonly datasets: readonly Id[];
  /** The shares that stay; with `narrow`, and only then. */
  readonly keep?: readonly Id[];
}

export interface AssessmentView {
  readonly id: Id;
  readonly share: Id;
  readonly dataset: Id;
  readonly compartment: Id;
  readonly author: Id;
  readonly agency: Id;
  readonly kind: 'likely_country' | 'not_country';
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly likelihood: Likelihood;
  readonly confidence: Confidence;
  readonly note: string | null;
  readonly at: Instant;
  readonly supersededBy: Id | null;
}

export interface DatasetView {
  readonly id: Id;
  readonly operation: Id;
  readonly ref: string;
  readonly origin: Id;
  readonly originator: Id;
  readonly contributor: Id;
  readonly series: string | null;
  readonly receivedOn: Day | null;
  readonly images: number | null;
  readonly videos: number | null;
  readonly items: number | null;
  readonly known: Known;
  readonly age: Age;
  readonly priority: Priority;
  readonly icseAction: IcseAction;
  readonly flags: readonly DatasetFlag[];
  readonly note: string | null;
  readonly marking: Marking;
  readonly version: number;
  readonly aliases: readonly { readonly scheme: string; readonly value: string; readonly open: boolean }[];
  readonly digestCounts: Readonly<Record<DigestAlgorithm, number>>;
  /** One for each compartment in which the reader meets it. */
  readonly shares: readonly (ShareHeader & { readonly actions: Allowed<ShareAction> })[];
  readonly assessments: readonly AssessmentView[];
  readonly threads: readonly ThreadHeader[];
  readonly messages: readonly MessageHeader[];
  readonly releases: readonly ReleaseRequestView[];
  /** Agencies and people who can see it, of those compartments that the reader is in. */
  readonly seenBy: readonly { readonly compartment: Id; readonly agencies: readonly Id[]; readonly people: number }[];
  readonly actions: Allowed<'dataset.edit' | 'dataset.share' | 'release.request'>;
}

/** What typing or pasting a reference, an external reference or a digest finds among what the reader may see. */
export interface DatasetSuggestion {
  readonly dataset: Id;
  readonly ref: string;
  readonly matched: 'reference' | 'alias' | 'digest';
  /** The external reference that matched. */
  readonly alias: string | null;
  readonly originator: Id;
  /** Whether the compartment that was asked about has it; null when none was. */
  readonly here: boolean | null;
}

export interface ReleaseInput {
  readonly reference: string;
  /** The compartment that would receive it, one of the asker's own. */
  readonly compartment: Id;
  readonly reason: string;
}

/** The one answer to every request, whether the reference exists or not. */
export interface ReleaseAsked {
  readonly answer: string;
}

export interface ReleaseAnswerInput {
  readonly state: 'granted' | 'granted_with_conditions' | 'refused';
  /** Required with conditions. */
  readonly conditions?: string;
  /** The agencies on the screen of who grants; left out, those of the request as it was made. */
  readonly audience?: readonly Id[];
}

export interface ReleaseRequestView {
  readonly id: Id;
  readonly operation: Id;
  /** Null for an asker who cannot see it: nothing tells them whether it exists. */
  readonly dataset: Id | null;
  readonly ref: string;
  /** The compartment that would receive it. */
  readonly compartment: Id;
  /** Who would get it now, for whoever may answer, else its agencies when the request was made; once granted, who got it. */
  readonly audience: readonly Id[];
  readonly at: Instant;
  readonly askedBy: Id;
  readonly askedAgency: Id;
  readonly reason: string;
  readonly state: ReleaseState;
  /** Until when it can be answered: 14 days, or the operation's end if that comes first. */
  readonly expiresAt: Instant;
  readonly conditions: string | null;
  readonly answeredBy: Id | null;
  /** `by` is null for a step that time took. */
  readonly steps: readonly { readonly at: Instant; readonly by: Id | null; readonly state: ReleaseState }[];
  /** Who asked and who answered: neither needs a seat where the request is read. */
  readonly people: readonly PersonRef[];
  readonly actions: Allowed<'release.answer' | 'release.withdraw' | 'release.take_back'>;
}
