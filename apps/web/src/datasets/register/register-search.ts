import type { Id } from '@liaison/contracts';
import { countries, datasetStatuses, type DatasetStatus } from '@liaison/domain';
import { noFilter, type RegisterFilter } from './register-rows.js';

/** The filter as it stands in the address, so that a view of the register can be kept and handed on. */
export interface RegisterSearch {
  readonly within?: Id;
  /** Comma separated. */
  readonly status?: string;
  readonly origin?: Id;
  readonly whose?: 'mine' | 'unowned';
  readonly q?: string;
  /** Checked, and it is not this country. */
  readonly not?: string;
}

export function registerSearchOf(search: Record<string, unknown>): RegisterSearch {
  const text = (name: string): string | undefined => {
    const value = search[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const whose = (['mine', 'unowned'] as const).find((one) => one === search.whose);
  const not = text('not');
  const found = {
    within: text('within'),
    status: text('status'),
    origin: text('origin'),
    q: text('q'),
    whose,
    not: not !== undefined && countries.includes(not) ? not : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

export const statusesOf = (list: string | undefined): readonly DatasetStatus[] => {
  const wanted = (list ?? '').split(',');
  return datasetStatuses.filter((one) => wanted.includes(one));
};

/** `found` are the datasets eliminated for the country asked about; while they are looked up nothing fits. `named` were found by another name. */
export const filterOf = (
  search: RegisterSearch,
  found: ReadonlySet<Id> | undefined,
  named: ReadonlySet<Id> | undefined,
): RegisterFilter => ({
  ...noFilter,
  within: search.within ?? null,
  statuses: statusesOf(search.status),
  origin: search.origin ?? null,
  whose: search.whose ?? 'all',
  text: search.q ?? '',
  named: named ?? noFilter.named,
  only: search.not === undefined ? null : (found ?? new Set()),
});
