import type { Id, Instant } from './resource.js';

export const importFormats = ['csv', 'vics'] as const;
export type ImportFormat = (typeof importFormats)[number];

export const importStates = ['reading', 'ready', 'committing', 'committed', 'failed', 'cancelled'] as const;
export type ImportState = (typeof importStates)[number];

/** What a column of a file can mean. */
export const importFields = [
  'reference',
  'series',
  'origin',
  'receivedOn',
  'images',
  'videos',
  'items',
  'known',
  'age',
  'status',
  'priority',
  'icseAction',
  'flags',
  'VictimIdentified',
  'OffenderIdentified',
  'IsDistributed',
  'IsSuspected',
  'IsPrecategorized',
  'note',
  'md5',
  'sha1',
  'sha256',
] as const;
export type ImportField = (typeof importFields)[number];

/** Column -> field, and word -> value for each field of closed values; kept for the agency. */
export interface ImportMapping {
  /** A column that is not named here, or is null, is dropped unread and counted. */
  readonly columns: Readonly<Record<string, ImportField | null>>;
  readonly words: Readonly<Partial<Record<ImportField, Readonly<Record<string, string>>>>>;
}

/** What the first part of a file tells: the ground on which the person maps columns and words. Nothing is kept of it. */
export interface ImportInspection {
  readonly format: ImportFormat;
  readonly encoding: string;
  /** Of a CSV file. */
  readonly delimiter: string | null;
  readonly columns: readonly ImportColumn[];
  /** VICS: a bare list of media, which becomes one dataset that the person names. */
  readonly bare: boolean;
}

export interface ImportColumn {
  readonly name: string;
  readonly samples: readonly string[];
  /** From the agency's kept mapping, else by its name. */
  readonly field: ImportField | null;
  /** Distinct words of a column of closed values, in the part that was read, each with the value it seems to mean. */
  readonly words: readonly { readonly word: string; readonly value: string | null }[];
}

export interface ImportInput {
  readonly format: ImportFormat;
  /** Required for CSV. */
  readonly mapping?: ImportMapping;
  /** For rows that name no origin. Left out: such a row is an error. */
  readonly origin?: Id;
  /** For a bare list of media: the external reference of the one dataset it becomes. */
  readonly reference?: string;
  /** External references are for everybody who sees the dataset. Left out: for the owner's agency alone. */
  readonly openReferences?: boolean;
  readonly shareTo?: Id;
}

export interface ImportCommitInput {
  /** `all` refuses while there are errors. */
  readonly rows: 'all' | 'good';
  readonly known: 'skip' | 'update';
  readonly shareTo?: Id | null;
  /** The audience of `shareTo` on the person's screen. */
  readonly memberVer?: number;
}

/** A person's own imports of an operation show their progress here. */
export interface ImportView {
  readonly id: Id;
  readonly operation: Id;
  readonly format: ImportFormat;
  readonly state: ImportState;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly mapping: ImportMapping | null;
  readonly startedAt: Instant;
  /** Entries read so far. */
  readonly read: number;
  readonly totalBytes: number | null;
  readonly readBytes: number;
  /** `known`: already here, to be skipped or updated. */
  readonly rows: { readonly new: number; readonly known: number; readonly error: number };
  /** Fields dropped, by name. */
  readonly dropped: Readonly<Record<string, number>>;
  readonly shareTo: Id | null;
  /** What the screen says before commit: how many will see how many. */
  readonly willSee: { readonly agencies: number; readonly people: number; readonly datasets: number } | null;
  /** Why reading ended, with the place. */
  readonly failure: string | null;
  /** After commit. */
  readonly done: { readonly registered: number; readonly updated: number; readonly skipped: number } | null;
}

export interface ImportRow {
  readonly row: number;
  /** Where in the file: line or JSON path. */
  readonly place: string;
  readonly known: 'new' | 'known' | 'error';
  readonly summary: Readonly<Record<string, string>>;
  readonly errors: readonly { readonly field: string; readonly reason: string; readonly mend: string }[];
}
