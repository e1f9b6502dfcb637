import { digestOf } from './digest.js';
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
 * Counts what an act destroyed and makes its digest: a chain over the records in the order of their ids. The digest of
 * each is SHA-256, base64url, over the digest of the one before (nothing before the first) and the record's line: RFC 8785
 * `["<record>",["<field>", ...]]` with the fields sorted, and with the record's numbers as a third element where there are.
 * It names nobody, and whoever has the names of the fields that are gone makes it again.
 */
export class DestroyedByAct {
  private digest = '';
  private records = 0;
  private fields = 0;
  private last = '';

  /** Records come in the order of their ids, each once. */
  add({ record, fields, numbers }: DestroyedOf): void {
    if (record <= this.last) throw new Error(`the record ${record} comes after ${this.last}`);
    this.last = record;
    this.records += 1;
    this.fields += fields.length;
    const line = [record, [...fields].sort(), ...(numbers === null ? [] : [numbers])];
    this.digest = digestOf(`${this.digest}${canonical(line)}`);
  }

  sum(): Destroyed {
    return { records: this.records, fields: this.fields, digest: this.digest };
  }
}
