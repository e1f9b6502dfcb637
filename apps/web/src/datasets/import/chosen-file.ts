import type { ImportInspection } from '@liaison/contracts';
import type { MappingDraft } from './mapping-draft.js';

/** What the person said of the file. */
export interface ImportChoices {
  readonly mapping: MappingDraft;
  /** For rows that name no origin; null: the own agency. */
  readonly origin: string | null;
  /** For a bare list of media. */
  readonly reference: string;
  readonly openReferences: boolean;
}

/** A file with what the person said of it. */
export interface ChosenFile {
  readonly file: File;
  readonly inspection: ImportInspection;
  readonly choices: ImportChoices;
}
