import type { ImportField } from '@liaison/contracts';
import { ages, datasetFlags, datasetStatuses, icseActions, knownStates, priorities } from '@liaison/domain';

/** Statuses a file can bring; `claimed` takes a person of this operation. */
const importStatuses = datasetStatuses.filter((status) => status !== 'claimed');

const yesOrNo = ['yes', 'no'] as const;
/** Which number of `3/6/2025` is the day. */
const dayOrders = ['day-first', 'month-first'] as const;
/** The one word of a date column: how dates with slashes are meant. */
export const slashDates = 'n/n/yyyy';

/** Fields whose words have closed values, with those values. */
export const closedValues: Readonly<Partial<Record<ImportField, readonly string[]>>> = {
  known: knownStates,
  age: ages,
  status: importStatuses,
  priority: priorities,
  icseAction: icseActions,
  flags: datasetFlags,
  receivedOn: dayOrders,
  ...Object.fromEntries(datasetFlags.map((flag) => [flag, yesOrNo])),
};

/** What people write beside the values' own names, compared in one writing. */
const synonyms: Readonly<Record<string, string>> = {
  'known unidentified': 'known_unidentified',
  unidentified: 'known_unidentified',
  'known identified': 'known_identified',
  identified: 'known_identified',
  new: 'unknown',
  old: 'cold_case',
  cold: 'cold_case',
  medium: 'normal',
  open: 'received',
  done: 'analysed',
  analyzed: 'analysed',
  'in progress': 'in_analysis',
  critical: 'urgent',
  true: 'yes',
  '1': 'yes',
  y: 'yes',
  x: 'yes',
  ja: 'yes',
  oui: 'yes',
  si: 'yes',
  tak: 'yes',
  false: 'no',
  '0': 'no',
  n: 'no',
  nee: 'no',
  nein: 'no',
  non: 'no',
  nie: 'no',
};

const plain = (word: string): string =>
  word
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** The value a word seems to mean, or null. */
export function suggestedValue(field: ImportField, word: string): string | null {
  const values = closedValues[field] ?? [];
  const written = plain(word);
  const same = values.find((value) => plain(value) === written || plain(value).replaceAll(' ', '') === written);
  if (same) return same;
  const meant = synonyms[written];
  return meant !== undefined && values.includes(meant) ? meant : null;
}

const columnNames: Readonly<Record<string, ImportField>> = {
  reference: 'reference',
  ref: 'reference',
  'external reference': 'reference',
  'case number': 'reference',
  casenumber: 'reference',
  'dataset id': 'reference',
  'file number': 'reference',
  dossier: 'reference',
  aktenzeichen: 'reference',
  series: 'series',
  'series name': 'series',
  serie: 'series',
  origin: 'origin',
  agency: 'origin',
  country: 'origin',
  owner: 'origin',
  'contact organization': 'origin',
  herkunft: 'origin',
  received: 'receivedOn',
  'received on': 'receivedOn',
  'date received': 'receivedOn',
  date: 'receivedOn',
  'seizure date': 'receivedOn',
  images: 'images',
  pictures: 'images',
  photos: 'images',
  bilder: 'images',
  videos: 'videos',
  movies: 'videos',
  films: 'videos',
  items: 'items',
  files: 'items',
  total: 'items',
  'number of items': 'items',
  known: 'known',
  identified: 'known',
  age: 'age',
  status: 'status',
  state: 'status',
  priority: 'priority',
  urgency: 'priority',
  'icse action': 'icseAction',
  icse: 'icseAction',
  flags: 'flags',
  'victim identified': 'VictimIdentified',
  'offender identified': 'OffenderIdentified',
  'is distributed': 'IsDistributed',
  'is suspected': 'IsSuspected',
  'is precategorized': 'IsPrecategorized',
  precategorized: 'IsPrecategorized',
  note: 'note',
  notes: 'note',
  remark: 'note',
  remarks: 'note',
  comment: 'note',
  bemerkung: 'note',
  md5: 'md5',
  sha1: 'sha1',
  'sha 1': 'sha1',
  sha256: 'sha256',
  'sha 256': 'sha256',
};

/** The field a column seems to hold by its name, or null. */
export function suggestedField(column: string): ImportField | null {
  const written = plain(column.replace(/([a-z])([A-Z])/g, '$1 $2'));
  return columnNames[written] ?? columnNames[written.replaceAll(' ', '')] ?? null;
}
