import type { ImportField, ImportMapping } from '@liaison/contracts';
import {
  datasetFlags,
  type Age,
  type DatasetFlag,
  type DatasetStatus,
  type IcseAction,
  type Known,
  type Priority,
} from '@liaison/domain';
import { readCount, readDay, readDigests, readText, readWord, type Read } from './field-values.js';
import type { FieldError, FoundDigest, KeptContent, KeptDataset, OriginOf } from './findings.js';

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
    const status = this.word('status') as DatasetStatus | null;
    const content = { ...this.counts(), ...this.closed(), ...this.texts() };
    for (const field of ['md5', 'sha1', 'sha256'] as const) this.digests.push(...(this.take(field, readDigests) ?? []));
    if (this.errors.length > 0 || reference === null || origin === null)
      return { kept: null, errors: this.errors, digests: [] };
    const aliases = [{ scheme: csvScheme, value: reference }];
    return { kept: { aliases, origin, ...given('status', status), content }, errors: [], digests: this.digests };
  }

  private counts(): Pick<KeptContent, 'receivedOn' | 'images' | 'videos' | 'items'> {
    return {
      ...given('receivedOn', this.take('receivedOn', readDay)),
      ...given('images', this.take('images', readCount)),
      ...given('videos', this.take('videos', readCount)),
      ...given('items', this.take('items', readCount)),
    };
  }

  private closed(): Pick<KeptContent, 'known' | 'age' | 'priority' | 'icseAction' | 'flags'> {
    return {
      ...given('known', this.word('known') as Known | null),
      ...given('age', this.word('age') as Age | null),
      ...given('priority', this.word('priority') as Priority | null),
      ...given('icseAction', this.word('icseAction') as IcseAction | null),
      ...given('flags', this.flags()),
    };
  }

  private texts(): Pick<KeptContent, 'series' | 'note'> {
    return { ...given('series', this.take('series', readText)), ...given('note', this.take('note', readText)) };
  }

  private origin(): string | null {
    const text = this.cells.get('origin') ?? '';
    const found = this.originOf(text === '' ? null : (this.words.origin?.[text] ?? text));
    if ('id' in found) return found.id;
    this.errors.push(found);
    return null;
  }

  /** Null when the file has no column of flags at all. */
  private flags(): DatasetFlag[] | null {
    if (!['flags', ...datasetFlags].some((field) => this.cells.has(field as ImportField))) return null;
    const listed = (this.cells.get('flags') ?? '').split(/[,|/]/).map((word) => word.trim());
    const named = listed.filter(Boolean).map((word) => this.keep(readWord('flags', word, this.words.flags ?? {})));
    return datasetFlags.filter((flag) => named.includes(flag) || this.take(flag, readWord) === 'yes');
  }

  /** `readWord` gives nothing but values of the field. */
  private word(field: ImportField): string | null {
    return this.take(field, readWord);
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

/** The field with its value, or nothing. */
const given = <K extends string, T>(field: K, value: T | null): Partial<Record<K, T>> =>
  value === null ? {} : ({ [field]: value } as Record<K, T>);
