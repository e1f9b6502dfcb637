import type {
  Age,
  Confidence,
  DatasetFlag,
  DatasetStatus,
  DigestAlgorithm,
  Known,
  Likelihood,
  Marking,
  Priority,
  ReleaseState,
} from '@liaison/domain';
import type { Allowed, Day, Id, Instant } from './resource.js';
import type { MessageHeader, ThreadHeader } from './threads.js';

export type ShareAction =
  | 'share.claim'
  | 'share.release'
  | 'share.assign'
  | 'share.set_status'
  | 'share.withdraw'
  | 'assessment.record'
  | 'dataset.edit'
  | 'release.request';

/** A dataset as it stands in one compartment: what the register's grid carries. */
export interface ShareHeader {
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
  readonly receivedOn: Day | null;
  readonly version: number;
  /** The originator's agency once the share is withdrawn; then everything but id, ref and this is blank. */
  readonly withdrawnBy: Id | null;
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
  readonly known: Known;
  readonly age: Age;
  readonly priority: Priority;
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
}

export interface ReleaseRequestView {
  readonly id: Id;
  readonly dataset: Id;
  readonly ref: string;
  /** The compartment that would receive it. */
  readonly compartment: Id;
  readonly askedBy: Id;
  readonly askedAgency: Id;
  readonly reason: string;
  readonly state: ReleaseState;
  readonly conditions: string | null;
  readonly answeredBy: Id | null;
  readonly steps: readonly { readonly at: Instant; readonly by: Id; readonly state: ReleaseState }[];
  readonly actions: Allowed<'release.answer' | 'release.withdraw'>;
}

export const importFormats = ['csv', 'vics'] as const;
export type ImportFormat = (typeof importFormats)[number];

export const importStates = ['reading', 'ready', 'committing', 'committed', 'failed', 'cancelled'] as const;
export type ImportState = (typeof importStates)[number];

/** Column -> field, and word -> value for each mapped column; kept for the agency. */
export interface ImportMapping {
  readonly columns: Readonly<Record<string, string | null>>;
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface ImportView {
  readonly id: Id;
  readonly operation: Id;
  readonly format: ImportFormat;
  readonly state: ImportState;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly mapping: ImportMapping | null;
  /** Entries read so far. */
  readonly read: number;
  readonly totalBytes: number | null;
  readonly readBytes: number;
  readonly rows: { readonly new: number; readonly update: number; readonly skip: number; readonly error: number };
  /** Fields dropped, by name. */
  readonly dropped: Readonly<Record<string, number>>;
  readonly shareTo: Id | null;
  /** What the screen says before commit. */
  readonly willSee: { readonly agencies: number; readonly people: number } | null;
  readonly failure: string | null;
}

export interface ImportRow {
  readonly row: number;
  /** Where in the file: line or JSON path. */
  readonly place: string;
  readonly known: 'new' | 'update' | 'skip' | 'error';
  readonly summary: Readonly<Record<string, string>>;
  readonly errors: readonly { readonly field: string; readonly reason: string; readonly mend: string }[];
}
