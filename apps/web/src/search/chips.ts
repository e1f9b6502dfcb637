import type { Id, OperationView } from '@liaison/contracts';
import { directoryOf } from '../data/operations.js';

export const chipNames = ['in', 'from', 'agency', 'dataset', 'before', 'after', 'is'] as const;
export type ChipName = (typeof chipNames)[number];

export interface Chip {
  readonly name: ChipName;
  readonly value: string;
}

export interface ParsedQuery {
  readonly words: string;
  readonly chips: readonly Chip[];
}

const pattern = new RegExp(`(?:^|\\s)(${chipNames.join('|')}):(?:"([^"]*)"|(\\S+))`, 'giu');

/** `in:"FR + NL" from:ana street name` as chips and words. */
export function parseQuery(text: string): ParsedQuery {
  const chips = Array.from(text.matchAll(pattern), ([, name = '', quoted, bare]) => ({
    name: name.toLowerCase() as ChipName,
    value: quoted ?? bare ?? '',
  }));
  return { words: text.replaceAll(pattern, ' ').replace(/\s+/gu, ' ').trim(), chips };
}

export const writeChip = ({ name, value }: Chip): string => `${name}:${/\s/u.test(value) ? `"${value}"` : value}`;

export const writeQuery = ({ words, chips }: ParsedQuery): string =>
  [...chips.map(writeChip), words].filter(Boolean).join(' ');

export interface SearchFilters {
  readonly q?: string;
  readonly operation?: Id;
  readonly compartment?: Id;
  readonly from?: Id;
  readonly agency?: Id;
  readonly dataset?: Id;
  readonly before?: string;
  readonly after?: string;
  readonly is?: 'unread';
}

export interface Resolved {
  readonly filters: SearchFilters;
  /** Chips that name nothing this person can see. */
  readonly unknown: readonly Chip[];
}

/** Names in chips become ids, among what this person sees and nothing else. */
export function resolveChips(
  { words, chips }: ParsedQuery,
  operations: readonly OperationView[],
  datasetByRef: (reference: string) => Id | undefined,
): Resolved {
  let filters: SearchFilters = words === '' ? {} : { q: words };
  const unknown: Chip[] = [];
  for (const chip of chips) {
    const found = resolveChip(chip, operations, datasetByRef);
    if (found) filters = { ...filters, ...found };
    else unknown.push(chip);
  }
  return { filters, unknown };
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const day = /^\d{4}-\d{2}-\d{2}$/;

function resolveChip(
  { name, value }: Chip,
  operations: readonly OperationView[],
  datasetByRef: (reference: string) => Id | undefined,
): SearchFilters | null {
  if (name === 'is') return same(value, 'unread') ? { is: 'unread' } : null;
  if (name === 'before' || name === 'after')
    return day.test(value) && !Number.isNaN(Date.parse(value)) ? { [name]: value } : null;
  if (name === 'dataset') return asFilter('dataset', datasetByRef(value.toUpperCase()));
  if (name === 'in') {
    const operation = operations.find((one) => same(one.codeName, value));
    if (operation) return { operation: operation.id };
    return asFilter(
      'compartment',
      operations.flatMap((one) => one.compartments).find((one) => same(one.name, value))?.id,
    );
  }
  if (name === 'agency')
    return asFilter(
      'agency',
      operations.flatMap((one) => one.agencies).find((one) => same(one.agency.code, value))?.agency.id,
    );
  return asFilter('from', personIn(value, operations));
}

const asFilter = (name: 'dataset' | 'compartment' | 'agency' | 'from', id: Id | undefined): SearchFilters | null =>
  id === undefined ? null : { [name]: id };

/** By handle, `NL/ana.visser`, or name. */
function personIn(value: string, operations: readonly OperationView[]): Id | undefined {
  const wanted = value.replace(/^@/, '');
  for (const operation of operations) {
    const directory = directoryOf(operation);
    const found = operation.members.find(({ person }) =>
      [person.handle, `${directory.codeOf(person.agency)}/${person.handle}`, person.name].some((name) =>
        same(name, wanted),
      ),
    );
    if (found) return found.person.id;
  }
  return undefined;
}
