/** The languages that texts are written in here: the 24 of the Union, and those of frequent partners. ISO 639-1. */
const codes =
  'en bg cs da de el es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv ar is ja no sq sr tr uk zh'.split(' ');

export interface LanguageName {
  readonly code: string;
  /** In its own words, `français`. */
  readonly name: string;
}

export const languages: readonly LanguageName[] = codes.map((code) => ({ code, name: nameIn(code, code) }));

function nameIn(code: string, locale: string): string {
  const name = new Intl.DisplayNames([locale, 'en'], { type: 'language' }).of(code) ?? code;
  const [first = '', ...rest] = name;
  return first.toLocaleUpperCase(locale) + rest.join('');
}

const regions = new Intl.DisplayNames(undefined, { type: 'region', fallback: 'code' });

/** `NL` becomes `Netherlands`; a code that is no country stays. */
export const countryName = (code: string): string => (/^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code);
