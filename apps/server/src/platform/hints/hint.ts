import type { Id, StreamName } from '@liaison/contracts';

/**
 * What one process tells the others. Ids and nothing else: whoever reaches the wire can forge it, so a hint only says
 * where to look, and what is found there is decided from the database as if nobody had said anything.
 */
export type Hint =
  /** The stream may have something new. */
  | StreamName
  /** So may streams that whoever caused it does not see. */
  | 'unseen'
  /** Sessions of this person have ended. */
  | `ended:${Id}`
  /** A compartment, and somebody who has it open, or no more. */
  | `there:${Id}:${Id}`
  | `gone:${Id}:${Id}`
  /** The process is here. */
  | 'here'
  /** It has just come, and asks for what the others last said. */
  | 'who';

export interface Heard {
  readonly from: string;
  readonly hints: readonly Hint[];
}

/** A NOTIFY takes fewer than 8,000 bytes. */
export const mostBytes = 7_900;

const id = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const shape = new RegExp(`^(?:(?:compartment|person|ended):${id}|(?:there|gone):${id}:${id}|unseen|here|who)$`);
const isHint = (word: string): word is Hint => shape.test(word);

/** As few texts as they fit in; each begins with who says it. */
export function written(from: string, hints: Iterable<Hint>): string[] {
  const texts: string[] = [];
  let text = from;
  for (const hint of hints) {
    if (text.length + 1 + hint.length > mostBytes) {
      texts.push(text);
      text = from;
    }
    text += ` ${hint}`;
  }
  return text === from ? texts : [...texts, text];
}

/** What is no hint is passed over: another version's, or nobody's. */
export function read(text: string): Heard {
  const [from = '', ...words] = text.length > mostBytes ? [] : text.split(' ');
  return { from, hints: words.filter(isHint) };
}

/** The ids in a hint, in their order. */
export const idsIn = (hint: Hint): readonly Id[] => hint.split(':').slice(1);
