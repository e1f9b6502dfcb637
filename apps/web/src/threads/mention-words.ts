import type { MentionSet } from '@liaison/contracts';
import type { Directory } from '../data/operations.js';

/** The words after @ that name somebody in a message: agency codes, handles with their agency, roles. */
export function mentionWords(
  { mentions }: { readonly mentions: MentionSet },
  directory: Directory,
): ReadonlySet<string> {
  const people = mentions.people.flatMap((id) => {
    const person = directory.person(id);
    return person ? [`${directory.codeOf(person.agency)}/${person.handle}`, person.handle] : [];
  });
  return new Set([...people, ...mentions.agencies.map((id) => directory.codeOf(id)), ...mentions.roles]);
}
