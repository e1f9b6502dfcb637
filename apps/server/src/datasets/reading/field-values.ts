import type { ImportField } from '@liaison/contracts';
import { limits, readDigest, textProblem, type DigestAlgorithm } from '@liaison/domain';
import { isDay } from '../../platform/input/moments.js';
import type { FieldError } from './findings.js';
import { closedValues, slashDates, suggestedValue } from './words.js';

/** Datasets may have been received long before this system was. */
export const firstReceived = '1900-01-01';

export type Read<T> = { readonly value: T } | { readonly error: FieldError };

const wrong = (field: string, reason: string, mend: string): { readonly error: FieldError } => ({
  error: { field, reason, mend },
});

/** A word of a column with closed values, as the person mapped it or as it plainly says. */
export function readWord(field: ImportField, text: string, words: Readonly<Record<string, string>>): Read<string> {
  const value = Object.hasOwn(words, text) ? words[text] : suggestedValue(field, text);
  const values = closedValues[field] ?? [];
  if (value !== undefined && value !== null && values.includes(value)) return { value };
  return wrong(field, 'is a word without a meaning here', `Map the word to one of: ${values.join(', ')}.`);
}

const mostItems = 2_147_483_647;

/** `3806`, `3 806`, `3.806` and `3,806`: a count has no decimals, so a group of three after a mark is thousands. */
export function readCount(field: ImportField, text: string): Read<number> {
  const digits = /^\d{1,3}(?:([ .,'’\u00a0\u202f])\d{3})(?:\1\d{3})*$/u.test(text) ? text.replace(/\D/gu, '') : text;
  const count = /^\d{1,10}$/.test(digits) ? Number(digits) : Number.NaN;
  if (count <= mostItems) return { value: count };
  return wrong(field, 'is not a count', 'Write a whole number, 0 or more, for example 3806.');
}

const isoDate = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/;
const dottedDate = /^(\d{1,2})[.-](\d{1,2})[.-](\d{4})$/;
export const slashedDate = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

/** A day as ISO 8601, day first with dots or dashes, or with slashes in the order that the person chose. */
export function readDay(field: ImportField, text: string, words: Readonly<Record<string, string>>): Read<string> {
  const iso = isoDate.exec(text);
  if (iso) return dayOf(field, iso[1], iso[2], iso[3]);
  const dotted = dottedDate.exec(text);
  if (dotted) return dayOf(field, dotted[3], dotted[2], dotted[1]);
  const slashed = slashedDate.exec(text);
  if (!slashed) return wrong(field, 'is not a date', 'Write it as 2025-06-03.');
  const [, first = '', second = '', year] = slashed;
  const order = words[slashDates] ?? (Number(first) > 12 ? 'day-first' : Number(second) > 12 ? 'month-first' : null);
  if (order === null && first !== second)
    return wrong(
      field,
      'is a date that can be read in two ways',
      'Say whether the day or the month comes first, or write it as 2025-06-03.',
    );
  return order === 'month-first' ? dayOf(field, year, first, second) : dayOf(field, year, second, first);
}

function dayOf(field: ImportField, year = '', month = '', day = ''): Read<string> {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(text, firstReceived)
    ? { value: text }
    : wrong(field, 'is no day of the calendar', 'Write it as 2025-06-03.');
}

const longest: Readonly<Partial<Record<ImportField, number>>> = {
  note: limits.note,
  series: limits.title,
  reference: limits.title,
};

export function readText(field: ImportField, text: string): Read<string> {
  const problem = textProblem(text, { max: longest[field] ?? limits.name, multiline: field === 'note' });
  return problem ? wrong(field, problem, 'Mend the text and send the row again.') : { value: text };
}

const algorithms: Readonly<Partial<Record<ImportField, DigestAlgorithm>>> = {
  md5: 'MD5',
  sha1: 'SHA1',
  sha256: 'SHA256',
};

/** One or more digests of the algorithm that the column is for. */
export function readDigests(
  field: ImportField,
  text: string,
): Read<readonly { algorithm: DigestAlgorithm; hex: string }[]> {
  const digests = text
    .split(/[\s,|]+/)
    .filter(Boolean)
    .map(readDigest);
  const algorithm = algorithms[field];
  const good = digests.filter((digest) => digest !== null && digest.algorithm === algorithm);
  if (good.length === digests.length) return { value: good.filter((digest) => digest !== null) };
  return wrong(
    field,
    `is not ${algorithm ?? 'a digest'} in hexadecimal`,
    'Take the digest from the tool that made it, without spaces in it.',
  );
}
