const word = 'zqcanary';
const session = '5e551011-';
const hex = (text: string): string => Buffer.from(text).toString('hex');
/** As text, and as a row of bytes is shown. */
const forms = new RegExp(
  `${word}\\w*|${session}[-0-9a-f]*|${hex(word)}[0-9a-f]{0,32}|${hex(session)}[0-9a-f]{0,54}`,
  'g',
);

/** A value of theirs that stands nowhere else. */
export const canaryOf = (of: string, subject: number): string => `${word}${of}${subject}x`;
export const sessionOf = (subject: number): string =>
  `${session}0000-7000-8000-${subject.toString(16).padStart(12, '0')}`;

/** Every one that stands there. */
export const canariesIn = (text: string): readonly string[] => text.match(forms) ?? [];
