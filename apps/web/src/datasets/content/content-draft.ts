import type { CommandInputs, DatasetView, Id } from '@liaison/contracts';
import { readDigest, type Age, type DatasetFlag, type IcseAction, type Known, type Priority } from '@liaison/domain';
import { linesOf } from '../../data/lines.js';

export interface AliasDraft {
  readonly scheme: string;
  readonly value: string;
  readonly open: boolean;
}

/** What a person types of a dataset: figures are text until they are sent. */
export interface ContentDraft {
  readonly series: string;
  readonly receivedOn: string;
  readonly images: string;
  readonly videos: string;
  readonly items: string;
  readonly known: Known;
  readonly age: Age;
  readonly priority: Priority;
  readonly icseAction: IcseAction;
  readonly flags: readonly DatasetFlag[];
  readonly note: string;
  readonly aliases: readonly AliasDraft[];
  /** One a line; added to those there are. */
  readonly digests: string;
}

export const emptyContent: ContentDraft = {
  series: '',
  receivedOn: '',
  images: '',
  videos: '',
  items: '',
  known: 'unknown',
  age: 'recent',
  priority: 'normal',
  icseAction: 'none',
  flags: [],
  note: '',
  aliases: [],
  digests: '',
};

const text = (value: string | number | null): string => (value === null ? '' : String(value));

export const contentOf = (view: DatasetView): ContentDraft => ({
  series: text(view.series),
  receivedOn: text(view.receivedOn),
  images: text(view.images),
  videos: text(view.videos),
  items: text(view.items),
  known: view.known,
  age: view.age,
  priority: view.priority,
  icseAction: view.icseAction,
  flags: view.flags,
  note: text(view.note),
  aliases: view.aliases.map(({ scheme, value, open }) => ({ scheme, value, open })),
  digests: '',
});

/** Empty is "not counted"; anything that is no figure goes as NaN, which the server refuses beside the field. */
const count = (typed: string): number | null => (typed.trim() === '' ? null : Number(typed.replace(/[\s.,’']/g, '')));
const words = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim());

/** Everything, for a registration. */
export function registrationOf(draft: ContentDraft, origin: Id): CommandInputs['dataset.register'] {
  const digests = linesOf(draft.digests);
  return {
    origin,
    ...plainOf(draft),
    aliases: draft.aliases.filter((one) => one.value.trim() !== '').map(trimmed),
    ...(digests.length > 0 && { digests }),
  };
}

/** Only what is different from before, for an edit; null when nothing is. */
export function changesOf(
  draft: ContentDraft,
  before: ContentDraft,
): Partial<Omit<CommandInputs['dataset.register'], 'origin'>> | null {
  const [now, then] = [plainOf(draft), plainOf(before)];
  const changed = Object.fromEntries(
    Object.entries(now).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(then[name as keyof typeof then]),
    ),
  );
  const aliases = draft.aliases.filter((one) => one.value.trim() !== '').map(trimmed);
  const sameAliases = JSON.stringify(aliases) === JSON.stringify(before.aliases);
  const digests = linesOf(draft.digests);
  const all = { ...changed, ...(!sameAliases && { aliases }), ...(digests.length > 0 && { digests }) };
  return Object.keys(all).length === 0 ? null : all;
}

const plainOf = (draft: ContentDraft) => ({
  series: words(draft.series),
  receivedOn: words(draft.receivedOn),
  images: count(draft.images),
  videos: count(draft.videos),
  items: count(draft.items),
  known: draft.known,
  age: draft.age,
  priority: draft.priority,
  icseAction: draft.icseAction,
  flags: draft.flags,
  note: words(draft.note),
});

const trimmed = (alias: AliasDraft): AliasDraft => ({
  ...alias,
  scheme: alias.scheme.trim(),
  value: alias.value.trim(),
});

/** Which line is no digest, said before anything is sent. */
export function digestProblem(typed: string): string | null {
  const wrong = linesOf(typed).findIndex((line) => readDigest(line) === null);
  return wrong === -1 ? null : `Line ${wrong + 1} is no MD5, SHA-1 or SHA-256 in hexadecimal.`;
}

/** A figure that cannot be read as one. */
export const countProblem = (typed: string): string | null =>
  typed.trim() === '' || /^[\d\s.,’']+$/.test(typed) ? null : 'Must be a whole number, or empty when nobody counted.';
