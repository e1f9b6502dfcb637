import type { ImportField, ImportMapping } from '@liaison/contracts';
import { datasetFlags, type DatasetFlag } from '@liaison/domain';
import { readCount, readDay, readDigests, readText, readWord, type Read } from './field-values.js';
import type { FieldError, FoundDigest, KeptDataset, OriginOf } from './findings.js';

export const csvScheme = 'reference';

export interface ReadRow {
  readonly kept: KeptDataset | null;
  readonly errors: readonly FieldError[];
  readonly digests: readonly Omit<FoundDigest, 'row'>[];
}

/** One table row with its mapped cells only, as a dataset or as what is wrong with it. */
export class RowReader {
  private readonly errors: FieldError[] = [];
  private readonly digests: Omit<FoundDigest, 'row'>[] = [];

  constructor(
    private readonly cells: ReadonlyMap<ImportField, string>,
    private readonly words: ImportMapping['words'],
    private readonly originOf: OriginOf,
  ) {}

  read(): ReadRow {
    const reference = this.take('reference', readText);
    if (!this.cells.get('reference')) this.fail('reference', 'is empty', 'Give the row its external reference.');
    const origin = this.origin();
    const kept = {
      ...this.counts(),
      ...this.closed(),
      series: this.take('series', readText),
      note: this.take('note', readText),
    };
    for (const field of ['md5', 'sha1', 'sha256'] as const) this.digests.push(...(this.take(field, readDigests) ?? []));
    if (this.errors.length > 0 || reference === null || origin === null)
      return { kept: null, errors: this.errors, digests: [] };
    const aliases = [{ scheme: csvScheme, value: reference }];
    return { kept: { ...kept, aliases, origin }, errors: [], digests: this.digests };
  }

  private counts(): Pick<KeptDataset, 'receivedOn' | 'images' | 'videos' | 'items'> {
    const images = this.take('images', readCount);
    const videos = this.take('videos', readCount);
    const items = this.take('items', readCount);
    return { receivedOn: this.take('receivedOn', readDay), images, videos, items };
  }

  private closed(): Pick<KeptDataset, 'known' | 'age' | 'status' | 'priority' | 'icseAction' | 'flags'> {
    return {
      known: this.word('known', 'unknown'),
      age: this.word('age', 'recent'),
      status: this.word('status', 'received'),
      priority: this.word('priority', 'normal'),
      icseAction: this.word('icseAction', 'none'),
      flags: this.flags(),
    };
  }

  private origin(): string | null {
    const text = this.cells.get('origin') ?? '';
    const found = this.originOf(text === '' ? null : (this.words.origin?.[text] ?? text));
    if ('id' in found) return found.id;
    this.errors.push(found);
    return null;
  }

  private flags(): DatasetFlag[] {
    const listed = (this.cells.get('flags') ?? '').split(/[,|/]/).map((word) => word.trim());
    const named = listed.filter(Boolean).map((word) => this.keep(readWord('flags', word, this.words.flags ?? {})));
    return datasetFlags.filter((flag) => named.includes(flag) || this.take(flag, readWord) === 'yes');
  }

  /** `readWord` gives nothing but values of the field. */
  private word<T extends string>(field: ImportField, otherwise: T): T {
    return (this.take(field, readWord) as T | null) ?? otherwise;
  }

  /** The field's value; null for an empty cell, and for a bad one, which is an error of the row. */
  private take<T>(
    field: ImportField,
    read: (field: ImportField, text: string, words: Record<string, string>) => Read<T>,
  ): T | null {
    const text = this.cells.get(field) ?? '';
    return text === '' ? null : this.keep(read(field, text, this.words[field] ?? {}));
  }

  private keep<T>(read: Read<T>): T | null {
    if ('value' in read) return read.value;
    this.errors.push(read.error);
    return null;
  }

  private fail(field: ImportField, reason: string, mend: string): void {
    this.errors.push({ field, reason, mend });
  }
}
