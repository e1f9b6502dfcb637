/** C0 and C1 controls but tab, line feed and carriage return; bidirectional controls; tags; lone surrogates. */
const forbidden =
  // eslint-disable-next-line no-control-regex -- naming the control characters is this expression's whole job
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}]|\p{Surrogate}/u;

/** Line and paragraph separators and what has no width: in one line they make two texts look alike. */
const unseen =
  /\u034F|[\u180B-\u180F]|[\u17B4\u17B5]|[\u00AD\u115F\u1160\u200B\u2028\u2029\u2060-\u2065\u206A-\u206F\u3164\uFFA0\uFFF9-\uFFFB]/u;

const joining = [
  ...['Arabic', 'Syriac', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada'],
  ...['Malayalam', 'Sinhala', 'Khmer', 'Myanmar'],
];
/** A joiner that joins nothing: Persian and the scripts of India need them between letters, and pictures are joined. */
const strayJoiner = new RegExp(
  `(?<![${joining.map((script) => `\\p{Script=${script}}`).join('')}])\\u200C` +
    `|(?<![${joining.map((script) => `\\p{Script=${script}}`).join('')}\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F])\\u200D` +
    '|[\\u200C\\u200D](?=[\\s\\u200C\\u200D]|$)',
  'u',
);

/**
 * Why a text is refused, or null: control, bidirectional and invisible characters can show one thing and mean another.
 * On one line, as in titles and names, more of them are refused than in a message.
 */
export function textProblem(
  text: string,
  options: { max: number; multiline?: boolean; empty?: boolean },
): string | null {
  if (!options.empty && text.trim() === '') return 'must not be empty';
  if ([...text].length > options.max) return `must be at most ${options.max} characters`;
  const found = firstOf(text, options.multiline ? [forbidden] : [forbidden, unseen, strayJoiner]);
  if (found !== null) return `must not contain control, bidirectional or invisible characters: ${found}`;
  if (!options.multiline && /[\r\n\t]/.test(text)) return 'must be on one line';
  return null;
}

/** The first place that one of these finds, as a person can count to it. */
function firstOf(text: string, expressions: readonly RegExp[]): string | null {
  const places = expressions.map((expression) => text.search(expression)).filter((place) => place >= 0);
  if (places.length === 0) return null;
  const at = Math.min(...places);
  const code = text.codePointAt(at)?.toString(16).toUpperCase().padStart(4, '0') ?? '';
  return `character ${[...text.slice(0, at)].length + 1} is U+${code}`;
}

/** Terminal and log output: control and invisible characters become `?`. */
export const printable = (text: string): string =>
  [forbidden, unseen].reduce((shown, expression) => shown.replace(new RegExp(expression, 'gu'), '?'), text);

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
