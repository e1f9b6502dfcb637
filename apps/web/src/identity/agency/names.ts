/** `Ana Visser-de Boer` becomes `ana.visser-de.boer`: a proposal that the person may change. */
export function handleFor(name: string): string {
  return plainLetters(name)
    .replace(/[^a-z0-9-]+/g, '.')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, 64);
}

/** The sign-in name that a handle gets in an agency, `ana.visser@nl`. */
export const signInNameFor = (handle: string, agencyCode: string): string =>
  handle === '' ? '' : `${handle}@${agencyCode.toLowerCase()}`;

/** Latin letters without their marks, small; the few that do not come apart are written out. */
function plainLetters(text: string): string {
  const written: Readonly<Record<string, string>> = {
    ß: 'ss',
    æ: 'ae',
    ø: 'o',
    đ: 'd',
    ð: 'd',
    ł: 'l',
    þ: 'th',
    œ: 'oe',
    ı: 'i',
  };
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæøđðłþœı]/g, (letter) => written[letter] ?? '');
}
