import type { CompartmentView } from '@liaison/contracts';
import { memberRoles } from '@liaison/domain';
import type { Directory } from '../data/operations.js';

/** The word under the caret that asks for suggestions. */
export interface Trigger {
  readonly kind: 'mention' | 'dataset';
  readonly query: string;
  /** Where the word begins in the text, its sign included. */
  readonly from: number;
  readonly to: number;
}

export interface Suggestion {
  readonly id: string;
  /** What goes into the text. */
  readonly insert: string;
  readonly label: string;
  readonly note: string;
  /** Not everybody in the audience has it: it is offered, but nobody comes upon it by Enter alone. */
  readonly leaks?: boolean;
}

/** `@na`, `#VID`, or a reference being typed, right before the caret. */
export function triggerAt(text: string, caret: number, prefix: string): Trigger | null {
  const before = text.slice(0, caret);
  const mention = /(?<![\p{L}\p{N}_./@-])@([\p{L}\p{N}_./-]{0,80})$/u.exec(before);
  if (mention) return { kind: 'mention', query: mention[1] ?? '', from: caret - mention[0].length, to: caret };
  const hash = /(?<![\p{L}\p{N}#&/])#([\p{L}\p{N}][\p{L}\p{N}_./-]{0,80})$/u.exec(before);
  if (hash) return { kind: 'dataset', query: hash[1] ?? '', from: caret - hash[0].length, to: caret };
  const reference = new RegExp(`(?<![A-Za-z0-9-])${prefix}-?[0-9A-Za-z]{0,3}$`, 'i').exec(before);
  if (reference && prefix !== '')
    return { kind: 'dataset', query: reference[0], from: caret - reference[0].length, to: caret };
  return null;
}

const most = 8;

/** Roles, agencies and people of this audience and of no other. */
export function mentionSuggestions(
  query: string,
  compartment: CompartmentView,
  directory: Directory,
): readonly Suggestion[] {
  const wanted = query.toLowerCase();
  const agencies = compartment.agencies.flatMap((id) => {
    const agency = directory.agency(id);
    return agency ? [{ id, insert: `@${agency.code}`, label: agency.name, note: agency.code }] : [];
  });
  const people = compartment.readers.flatMap((id) => {
    const person = directory.person(id);
    if (!person) return [];
    const code = directory.codeOf(person.agency);
    return [
      {
        id,
        insert: `@${code}/${person.handle}`,
        label: person.name,
        note: `${code}, ${directory.member(id)?.role.replace('_', ' ') ?? ''}`,
      },
    ];
  });
  const roles = memberRoles.map((role) => ({
    id: role,
    insert: `@${role}`,
    label: role.replace('_', ' '),
    note: 'everybody here in this role',
  }));
  return [...people, ...agencies, ...roles].filter((one) => startsIn(one, wanted)).slice(0, most);
}

/** One of its words begins so: `NL/ana.visser`, `ana.visser`, `Visser`, `Police of NL`. */
const startsIn = ({ insert, label }: Suggestion, wanted: string): boolean =>
  [insert.slice(1), ...insert.slice(1).split(/[/.]/u), ...label.split(' ')].some((word) =>
    word.toLowerCase().startsWith(wanted),
  );

/** The text with the trigger's word replaced, and where the caret then stands. */
export function insertAt(
  text: string,
  trigger: Pick<Trigger, 'from' | 'to'>,
  insert: string,
): { readonly text: string; readonly caret: number } {
  const tail = text.slice(trigger.to);
  const spaced = /^[\s,.;:!?)]/u.test(tail) ? insert : `${insert} `;
  return { text: text.slice(0, trigger.from) + spaced + tail, caret: trigger.from + spaced.length };
}

/** A pasted word that may be an external reference or a digest: then its dataset is looked for. */
export function pastedKey(pasted: string): string | null {
  const word = pasted.trim();
  if (word.length < 4 || word.length > 100 || /\s{2,}|\n/.test(word)) return null;
  return /\d/.test(word) && /^[\p{L}\p{N}][\p{L}\p{N} _./:-]+$/u.test(word) && word.split(' ').length <= 3
    ? word
    : null;
}
