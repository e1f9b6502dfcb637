import { ageWords, flagWords, icseWords, knownWords, priorityWords } from '../../data/dataset-words.js';
import type { ContentDraft } from './content-draft.js';

/** One field as a person reads it. */
function wordsOf(name: keyof ContentDraft, draft: ContentDraft): string {
  switch (name) {
    case 'known':
      return knownWords[draft.known];
    case 'age':
      return ageWords[draft.age];
    case 'priority':
      return priorityWords[draft.priority];
    case 'icseAction':
      return icseWords[draft.icseAction];
    case 'flags':
      return draft.flags.map((flag) => flagWords[flag]).join(', ');
    case 'aliases':
      return draft.aliases.map((alias) => alias.value).join(', ');
    case 'series':
    case 'receivedOn':
    case 'images':
    case 'videos':
    case 'items':
    case 'note':
    case 'digests':
      return draft[name];
  }
}

/** What somebody else made of a field while this person wrote; undefined where nothing was changed. */
export function theirsOf(name: keyof ContentDraft, before: ContentDraft, now: ContentDraft): string | undefined {
  const [then, theirs] = [wordsOf(name, before), wordsOf(name, now)];
  if (then === theirs) return undefined;
  return theirs === '' ? 'Meanwhile emptied by somebody else.' : `Meanwhile changed to: ${theirs}`;
}
