import type { Age, DatasetFlag, DatasetStatus, DigestAlgorithm, IcseAction, Known, Priority } from '@liaison/domain';

/** What a file says of a dataset. What it does not say is not there, so that an update leaves it as it is. */
export interface KeptContent {
  readonly series?: string;
  readonly receivedOn?: string;
  readonly images?: number;
  readonly videos?: number;
  readonly items?: number;
  readonly known?: Known;
  readonly age?: Age;
  readonly priority?: Priority;
  readonly icseAction?: IcseAction;
  readonly flags?: readonly DatasetFlag[];
  readonly note?: string;
}

/** One dataset as a file tells it, checked and in the values of the domain. */
export interface KeptDataset {
  /** External references: scheme and value. The first names it in its file. */
  readonly aliases: readonly { readonly scheme: string; readonly value: string }[];
  /** Id of the origin agency. */
  readonly origin: string;
  /** With which work on it begins. */
  readonly status?: DatasetStatus;
  readonly content: KeptContent;
}

/** What is wrong with one field, and how to mend it. Names no value of the file. */
export interface FieldError {
  readonly field: string;
  readonly reason: string;
  readonly mend: string;
}

export interface FoundRow {
  /** Own number of this finding; digests refer to it. */
  readonly row: number;
  /** Line, or JSON path. */
  readonly place: string;
  /** Null for a row with errors. */
  readonly kept: KeptDataset | null;
  readonly errors: readonly FieldError[];
  /** Kept cells as they stood, by column or field: what a table of rows shows. */
  readonly cells: Readonly<Record<string, string>>;
}

export interface FoundDigest {
  readonly row: number;
  readonly algorithm: DigestAlgorithm;
  readonly hex: string;
}

/** What came out of one piece of the file. */
export interface Findings {
  readonly rows: readonly FoundRow[];
  readonly digests: readonly FoundDigest[];
  /** Entries read: rows of a table, media of a manifest. */
  readonly entries: number;
}

/** An origin as the file writes it: the agency's id, or why not. */
export type OriginOf = (text: string | null) => { readonly id: string } | FieldError;

/** How many fields were dropped, by name. Names come from the file, so they are few and short. */
export class Dropped {
  private readonly counts = new Map<string, number>();

  count(name: string, times = 1): void {
    const key = this.counts.has(name) || this.counts.size < mostNames ? cleanName(name) : otherNames;
    this.counts.set(key, (this.counts.get(key) ?? 0) + times);
  }

  toJSON(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.counts);
  }
}

const mostNames = 100;
const otherNames = 'other fields';
const cleanName = (name: string): string => (/^[\p{L}\p{N} ._@:()/#-]{1,60}$/u.test(name) ? name : otherNames);
