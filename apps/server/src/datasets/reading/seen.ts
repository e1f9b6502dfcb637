import { aliasNorm } from '@liaison/domain';
import type { FieldError, KeptDataset } from './findings.js';

/** Where each dataset was named first: a file names a dataset once, or an import would double it. */
export class Seen {
  private readonly places = new Map<string, string>();

  /** What is wrong with naming it again; null the first time. */
  again(kept: KeptDataset, place: string, field: string): FieldError | null {
    const keys = kept.aliases.map(({ scheme, value }) => `${kept.origin} ${scheme} ${aliasNorm(value)}`);
    const first = keys.map((key) => this.places.get(key)).find((found) => found !== undefined);
    if (first !== undefined)
      return { field, reason: `is the same as at ${first}`, mend: 'Leave one of the two in the file.' };
    for (const key of keys) this.places.set(key, place);
    return null;
  }
}
