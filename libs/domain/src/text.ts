/** C0 and C1 controls but tab, line feed and carriage return; bidirectional controls; lone surrogates. */
const forbidden =
  // eslint-disable-next-line no-control-regex -- naming the control characters is this expression's whole job
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Why a text is refused, or null: control and bidirectional characters can show one thing and mean another. */
export function textProblem(
  text: string,
  options: { max: number; multiline?: boolean; empty?: boolean },
): string | null {
  if (!options.empty && text.trim() === '') return 'must not be empty';
  if ([...text].length > options.max) return `must be at most ${options.max} characters`;
  if (forbidden.test(text)) return 'must not contain control or bidirectional characters';
  if (!options.multiline && /[\r\n\t]/.test(text)) return 'must be on one line';
  return null;
}

/** Terminal and log output: control characters become `?`. */
export const printable = (text: string): string => text.replace(new RegExp(forbidden, 'g'), '?');

/** A discouraged term and the right one beside it. */
export interface TermAdvice {
  readonly found: string;
  readonly use: string;
}

const discouraged: readonly (readonly [RegExp, string])[] = [
  [/\b(?:child|kiddie|infantil\w*)[\s-]*porn\w*/giu, 'child sexual abuse material (CSAM)'],
  [/\bporn\w*\s+(?:of|with|involving)\s+(?:a\s+)?(?:child\w*|minors?)/giu, 'child sexual abuse material (CSAM)'],
  [/\bkinderporn\w*/giu, 'child sexual abuse material (CSAM)'],
  [/\bpédoporn\w*/giu, 'child sexual abuse material (CSAM)'],
];

/** The discouraged terms in a text (Terminology Guidelines, ECPAT 2016): they imply consent; the right one is offered. */
export const termAdvice = (text: string): readonly TermAdvice[] =>
  discouraged.flatMap(([term, use]) => Array.from(text.matchAll(term), ([found]) => ({ found, use })));
