import {
  importFields,
  type ImportColumn,
  type ImportField,
  type ImportInspection,
  type ImportMapping,
  type ImportRow,
} from '@liaison/contracts';
import { meanings } from './import-words.js';

/** Column to field, and word to value, as the person has them now. */
export interface MappingDraft {
  readonly columns: Readonly<Record<string, ImportField | null>>;
  readonly words: Readonly<Partial<Record<ImportField, Readonly<Record<string, string | null>>>>>;
}

/** The server's suggestions: from the agency's last import, else by name. */
export function draftOf({ columns }: ImportInspection): MappingDraft {
  return columns.reduce<MappingDraft>(
    (draft, column) => ({
      columns: { ...draft.columns, [column.name]: column.field },
      words: column.field ? withWords(draft.words, column.field, column) : draft.words,
    }),
    { columns: {}, words: {} },
  );
}

/** A column gets another meaning. A field has one column: whichever had it before is dropped. */
export function mapColumn(draft: MappingDraft, column: ImportColumn, field: ImportField | null): MappingDraft {
  const columns = Object.fromEntries(
    Object.entries(draft.columns).map(([name, now]) => [name, field !== null && now === field ? null : now]),
  );
  const left = Object.entries(draft.words).filter(([name]) =>
    Object.values({ ...columns, [column.name]: field }).includes(name as ImportField),
  );
  const words = Object.fromEntries(left) as MappingDraft['words'];
  return { columns: { ...columns, [column.name]: field }, words: field ? withWords(words, field, column) : words };
}

export const mapWord = (draft: MappingDraft, field: ImportField, word: string, value: string | null): MappingDraft => ({
  ...draft,
  words: { ...draft.words, [field]: { ...draft.words[field], [word]: value } },
});

function withWords(words: MappingDraft['words'], field: ImportField, column: ImportColumn): MappingDraft['words'] {
  if (meanings[field] === undefined && field !== 'origin') return words;
  const told = column.field === field ? column.words : [];
  // The server lists words of what it suggested; of another choice the samples are all that is known here.
  const shown =
    told.length > 0 || field === 'receivedOn' ? told : column.samples.map((word) => ({ word, value: null }));
  return {
    ...words,
    [field]: Object.fromEntries(shown.map(({ word, value }) => [word, words[field]?.[word] ?? value])),
  };
}

/** Words that a dry run did not understand join those to be mapped. */
export function learnWords(draft: MappingDraft, rows: readonly ImportRow[]): MappingDraft {
  const columnOf = new Map(
    Object.entries(draft.columns).flatMap(([name, field]) => (field ? [[field, name] as const] : [])),
  );
  return rows
    .flatMap((row) => row.errors.map((error) => ({ field: error.field, row })))
    .reduce((now, { field, row }) => {
      const known = importFields.find((one) => one === field);
      const column = known && (meanings[known] || known === 'origin') ? columnOf.get(known) : undefined;
      const word = column === undefined ? undefined : row.summary[column]?.trim();
      if (known === undefined || word === undefined || word === '' || known === 'receivedOn') return now;
      return word in (now.words[known] ?? {}) ? now : mapWord(now, known, word, null);
    }, draft);
}

/** As it goes out: what is dropped is not named, words without a value are left to the row's error. */
export function mappingOf(draft: MappingDraft): ImportMapping {
  const words = Object.entries(draft.words).map(([field, values]) => [
    field,
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)),
  ]);
  return { columns: draft.columns, words: Object.fromEntries(words) as ImportMapping['words'] };
}

/** What still has to be said before a dry run makes sense, or null. */
export const mappingProblem = (draft: MappingDraft): string | null =>
  Object.values(draft.columns).includes('reference')
    ? null
    : 'One column has to be the external reference: by it a row is known again.';
