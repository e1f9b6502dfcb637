import type { ImportField, ImportMapping } from '@liaison/contracts';
import { csvFile, csvLine, datasetStatuses } from '@liaison/domain';
import type { KeptMapping, OwnDataset } from '@liaison/persistence';

/** Without columns of its own an agency gets these. */
const usualColumns: readonly (readonly [string, ImportField])[] = [
  ['Reference', 'reference'],
  ['Series', 'series'],
  ['Origin', 'origin'],
  ['Received', 'receivedOn'],
  ['Images', 'images'],
  ['Videos', 'videos'],
  ['Items', 'items'],
  ['Known', 'known'],
  ['Age', 'age'],
  ['Status', 'status'],
  ['Priority', 'priority'],
  ['Flags', 'flags'],
  ['Note', 'note'],
];

/** The register as a table in the agency's own columns and words, as they were mapped when it came in. */
export function registerTable(datasets: readonly OwnDataset[], kept: KeptMapping | null): string {
  const columns = kept ? columnsOf(kept.mapping) : usualColumns;
  const delimiter = kept?.delimiter ?? ';';
  const words = kept?.mapping.words ?? {};
  const line = (dataset: OwnDataset): string =>
    csvLine(
      columns.map(([, field]) => inOwnWords(words[field], cellOf(dataset, field))),
      delimiter,
    );
  const head = csvLine(
    columns.map(([name]) => name),
    delimiter,
  );
  return csvFile([head, ...datasets.map(line)]);
}

const columnsOf = ({ columns }: ImportMapping): (readonly [string, ImportField])[] =>
  Object.entries(columns).flatMap(([name, field]) => (field === null ? [] : [[name, field] as const]));

/** The agency's word for a value; the first of several. */
function inOwnWords(words: Readonly<Record<string, string>> | undefined, value: string): string {
  const own = Object.entries(words ?? {}).find(([, meant]) => meant === value);
  return own ? own[0] : value;
}

function cellOf(dataset: OwnDataset, field: ImportField): string {
  switch (field) {
    case 'reference':
      return referenceOf(dataset);
    case 'status':
      return datasetStatuses.findLast((status) => dataset.statuses.includes(status)) ?? '';
    case 'flags':
      return dataset.flags.join(', ');
    case 'md5':
    case 'sha1':
    case 'sha256':
      return digestsOf(dataset, field.toUpperCase());
    case 'VictimIdentified':
    case 'OffenderIdentified':
    case 'IsDistributed':
    case 'IsSuspected':
    case 'IsPrecategorized':
      return dataset.flags.includes(field) ? 'yes' : 'no';
    case 'series':
    case 'origin':
    case 'receivedOn':
    case 'images':
    case 'videos':
    case 'items':
    case 'known':
    case 'age':
    case 'priority':
    case 'icseAction':
    case 'note':
      return String(dataset[field] ?? '');
  }
}

/** The number it came in under; what has none goes out under its reference here. */
const referenceOf = ({ aliases, ref }: OwnDataset): string =>
  (aliases.find(({ scheme }) => scheme === 'reference') ?? aliases[0])?.value ?? ref;

const digestsOf = ({ digests }: OwnDataset, algorithm: string): string =>
  digests
    .filter((digest) => digest.algorithm === algorithm)
    .map(({ hex }) => hex)
    .join(' ');
