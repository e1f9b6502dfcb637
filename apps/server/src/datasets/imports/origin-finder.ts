import type { Id } from '@liaison/contracts';
import type { FieldError, OriginOf } from '../reading/findings.js';

export interface KnownOrigin {
  readonly id: Id;
  readonly code: string;
  readonly name: string;
}

/** Agencies of the directory by what a file calls them. */
export class OriginFinder {
  private readonly byWord = new Map<string, KnownOrigin>();

  constructor(agencies: readonly KnownOrigin[]) {
    for (const agency of agencies) this.byWord.set(word(agency.name), agency);
    // A code wins over a name that reads the same.
    for (const agency of agencies) this.byWord.set(word(agency.code), agency);
  }

  find(text: string): KnownOrigin | null {
    return this.byWord.get(word(text)) ?? null;
  }

  /** For one importer: their own agency's rows, and those of other origins only for a lead. */
  forImporter(agency: Id, isLead: boolean, otherwise: Id | null): OriginOf {
    return (text) => {
      const id = text === null ? otherwise : (this.find(text)?.id ?? null);
      if (id === null) return text === null ? missing : unknown;
      return id === agency || isLead ? { id } : foreign;
    };
  }
}

const word = (text: string): string => text.normalize('NFKC').trim().toUpperCase();

const missing: FieldError = {
  field: 'origin',
  reason: 'is missing',
  mend: 'Name the origin agency in the file, or choose one for all rows without.',
};
const unknown: FieldError = {
  field: 'origin',
  reason: 'is no agency of the directory',
  mend: 'Write its code as the directory has it, or map the word to an agency.',
};
const foreign: FieldError = {
  field: 'origin',
  reason: 'is another agency than yours',
  mend: 'Only a lead of the operation imports for another origin.',
};
