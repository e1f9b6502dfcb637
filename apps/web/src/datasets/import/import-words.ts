import { importFields, type ImportField } from '@liaison/contracts';
import { ages, datasetFlags, datasetStatuses, icseActions, knownStates, priorities } from '@liaison/domain';
import { ageWords, flagWords, icseWords, knownWords, priorityWords, statusWords } from '../../data/dataset-words.js';
import type { Option } from '../../ui/select.js';

export const fieldWords: Readonly<Record<ImportField, string>> = {
  reference: 'External reference',
  series: 'Series',
  origin: 'Origin',
  receivedOn: 'Received on',
  images: 'Images',
  videos: 'Videos',
  items: 'Items in all',
  known: 'Known',
  age: 'Age',
  status: 'Status',
  priority: 'Priority',
  icseAction: 'For ICSE',
  flags: 'Flags',
  ...flagWords,
  note: 'Note',
  md5: 'MD5',
  sha1: 'SHA-1',
  sha256: 'SHA-256',
};

/** A field in the screen's words; one that only files know, as files call it. */
export const fieldName = (field: string): string => {
  const known = importFields.find((one) => one === field);
  return known ? fieldWords[known] : field;
};

const named = <V extends string>(values: readonly V[], words: Readonly<Record<V, string>>): readonly Option[] =>
  values.map((value) => ({ value, label: words[value] }));
const yesOrNo: readonly Option[] = [
  { value: 'yes', label: 'yes' },
  { value: 'no', label: 'no' },
];

/** What a word of a column of closed values can mean. Statuses: not `claimed`, which takes a person of the operation. */
export const meanings: Readonly<Partial<Record<ImportField, readonly Option[]>>> = {
  known: named(knownStates, knownWords),
  age: named(ages, ageWords),
  status: named(
    datasetStatuses.filter((one) => one !== 'claimed'),
    statusWords,
  ),
  priority: named(priorities, priorityWords),
  icseAction: named(icseActions, icseWords),
  flags: named(datasetFlags, flagWords),
  receivedOn: [
    { value: 'day-first', label: 'the day comes first' },
    { value: 'month-first', label: 'the month comes first' },
  ],
  ...Object.fromEntries(datasetFlags.map((flag) => [flag, yesOrNo])),
};
