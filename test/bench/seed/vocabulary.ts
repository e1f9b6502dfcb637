import { chance } from './chance.js';

/** Words whose frequency is known: in one of so many messages. */
export const knownWords = { rare: 'quillwort', middle: 'harbour', common: 'container' } as const;
export type Frequency = keyof typeof knownWords;
export const oneOf: Readonly<Record<Frequency, number>> = { rare: 100_000, middle: 1_000, common: 3 };

const syllables =
  'ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo vu'.split(
    ' ',
  );
const vocabulary = 20_000;
const sentences = 20_000;
const wordsEach = 14;

/** Many words, few of them often, as in any language. */
export function makeSentences(): string[] {
  const random = chance();
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  const word = (): string => Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(syllables)).join('');
  const words = Array.from({ length: vocabulary }, word);
  const drawn = (): string => words[Math.floor(words.length ** random()) - 1] ?? '';
  return Array.from({ length: sentences }, () => Array.from({ length: wordsEach }, drawn).join(' '));
}

/** The first message holds each of the known words, and every so manieth after it. */
export const holding = (word: Frequency, messages: number): number => Math.ceil(messages / oneOf[word]);
