import { datasetFlags, limits, readDigest, textProblem, type DatasetFlag } from '@liaison/domain';
import type { FieldError, FoundDigest } from './findings.js';
import type { Scalar } from './json-walk.js';

/** Fields of a medium that are read; the last three only to see whether the entry is whole. */
export const entryFields = [
  'MD5',
  'SHA1',
  'MimeType',
  'Series',
  ...datasetFlags,
  'MediaID',
  'Category',
  'MediaSize',
] as const;
/** Read, and then dropped with all the others. */
export const checkedOnly: readonly string[] = ['MediaID', 'Category', 'MediaSize'];

export type Fields = ReadonlyMap<string, Scalar>;

/** What is kept of one medium. */
export interface Entry {
  readonly digests: readonly Omit<FoundDigest, 'row'>[];
  readonly flags: readonly DatasetFlag[];
  readonly series: string | null;
  readonly kind: 'image' | 'video' | null;
}

/** A medium as a manifest tells it, or what is wrong with it. Absent, null and empty are the same. */
export function readEntry(fields: Fields): { readonly entry: Entry } | { readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = [];
  const digests = (['MD5', 'SHA1'] as const).flatMap((algorithm) => {
    const text = textOf(fields.get(algorithm));
    if (text === null) return [];
    const digest = readDigest(text);
    if (digest?.algorithm === algorithm) return [digest];
    errors.push({
      field: algorithm,
      reason: `is not ${algorithm} in hexadecimal`,
      mend: 'Take it again from the tool that made the manifest.',
    });
    return [];
  });
  if (digests.length === 0 && errors.length === 0)
    errors.push({ field: 'MD5', reason: 'and SHA1 are both missing', mend: 'An entry needs at least one digest.' });
  const flags = datasetFlags.filter((flag) => isTrue(flag, fields.get(flag), errors));
  const series = readSeries(fields.get('Series'), errors);
  const kind = readKind(fields.get('MimeType'), errors);
  for (const field of checkedOnly) checkWhole(field, fields.get(field), errors);
  return errors.length > 0 ? { errors } : { entry: { digests, flags, series, kind } };
}

export const textOf = (scalar: Scalar | undefined): string | null => {
  const text = scalar?.text.trim() ?? '';
  return text === '' ? null : text;
};

/** Of what stood in the fields that are wrong its kind and length: the value itself may be anything, and is never kept. */
export const stoodIn = (fields: Fields, errors: readonly FieldError[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    errors.map(({ field }) => {
      const scalar = fields.get(field);
      const length = scalar?.text.length ?? 0;
      const words = length === 0 ? 'nothing' : `${scalar?.cut ? 'more than ' : ''}${length} characters`;
      return [field, scalar?.type === 'number' ? `a number of ${words}` : words];
    }),
  );

function isTrue(field: string, scalar: Scalar | undefined, errors: FieldError[]): boolean {
  const text = textOf(scalar)?.toLowerCase() ?? 'false';
  if (text === 'true' || text === '1') return true;
  if (text !== 'false' && text !== '0')
    errors.push({ field, reason: 'is neither true nor false', mend: 'Write true, false, or leave it out.' });
  return false;
}

function readSeries(scalar: Scalar | undefined, errors: FieldError[]): string | null {
  const text = textOf(scalar);
  if (text === null) return null;
  const problem =
    scalar?.type !== 'string' && scalar?.type !== 'number' ? 'must be text' : textProblem(text, { max: limits.title });
  if (problem) errors.push({ field: 'Series', reason: problem, mend: 'Give the name of the series, or leave it out.' });
  return problem ? null : text;
}

function readKind(scalar: Scalar | undefined, errors: FieldError[]): Entry['kind'] {
  const text = textOf(scalar)?.toLowerCase() ?? null;
  if (text === null) return null;
  if (!/^[\w.+-]+\/[\w.+-]+(?:\s*;.*)?$/.test(text))
    errors.push({ field: 'MimeType', reason: 'is no media type', mend: 'Write it as image/jpeg, or leave it out.' });
  return text.startsWith('image/') ? 'image' : text.startsWith('video/') ? 'video' : null;
}

/** Numbers that are not kept: an entry in which one is no number was damaged somewhere. */
function checkWhole(field: string, scalar: Scalar | undefined, errors: FieldError[]): void {
  const text = textOf(scalar);
  if (text === null || /^\d{1,19}$/.test(text)) return;
  if (field === 'MediaID' && scalar?.type === 'string' && !scalar.cut) return;
  errors.push({
    field,
    reason: 'is not a whole number of 0 or more',
    mend: 'Mend the entry, or make the manifest again.',
  });
}
