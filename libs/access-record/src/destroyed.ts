import { createHash } from 'node:crypto';
import { canonical } from './field.js';

/** What an act destroyed of a record. */
export interface DestroyedOf {
  readonly record: string;
  readonly fields: readonly string[];
  /** How many numbers the record has, where it lost its last fields too: nothing else says any more that it has them. */
  readonly numbers: number | null;
}

/** What an act that erases says in its own record that it destroyed. */
export interface Destroyed {
  readonly records: number;
  readonly fields: number;
  readonly digest: string;
}

/**
 * Counts what an act destroyed and makes its digest: SHA-256 over a line for each record, in the order of their ids, each
 * ended by a newline: `["<record>",["<field>", ...]]` in RFC 8785 form with the fields sorted, and with the record's
 * numbers as a third element where there are; base64url. It names nobody, and whoever has the names of the fields that are
 * gone makes it again.
 */
export class DestroyedByAct {
  private readonly hash = createHash('sha256');
  private records = 0;
  private fields = 0;
  private last = '';

  /** Records come in the order of their ids, each once. */
  add({ record, fields, numbers }: DestroyedOf): void {
    if (record <= this.last) throw new Error(`the record ${record} comes after ${this.last}`);
    this.last = record;
    this.records += 1;
    this.fields += fields.length;
    this.hash.update(`${canonical([record, [...fields].sort(), ...(numbers === null ? [] : [numbers])])}\n`);
  }

  sum(): Destroyed {
    return { records: this.records, fields: this.fields, digest: this.hash.copy().digest('base64url') };
  }
}
