import type { ImportRow, ImportView, Page } from '@liaison/contracts';
import type { Api } from '../api/api.js';
import { pairs, table } from '../terminal/text.js';

/** Every row of one kind, page after page. */
export async function rowsOf(api: Api, operation: string, id: string, only: string): Promise<readonly ImportRow[]> {
  const found: ImportRow[] = [];
  let after = '';
  for (;;) {
    const path = `/operations/${operation}/imports/${id}/rows?only=${only}&limit=500${after}`;
    const page = (await api.get<Page<ImportRow>>(path)).body;
    found.push(...page.items);
    if (page.next === null) return found;
    after = `&next=${page.next}`;
  }
}

export const describeRows = (found: readonly ImportRow[]): string =>
  table(
    ['Row', 'Place', 'Field', 'Reason', 'Mend'],
    found.flatMap(({ row, place, errors, summary }) =>
      errors.length > 0
        ? errors.map(({ field, reason, mend }) => [String(row), place, field, reason, mend])
        : [[String(row), place, '', Object.values(summary).join(', '), '']],
    ),
  );

const some = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** Who reads now what is shared there; an invited agency counts once it has accepted. */
export const seersOf = ({ people, agencies }: NonNullable<ImportView['willSee']>): string =>
  `${some(people, 'person', 'people')} of ${some(agencies, 'agency', 'agencies')}`;

export function describeImport(view: ImportView): string {
  const { rows: counted, willSee, done, failure, dropped } = view;
  const lost = Object.entries(dropped).map(([field, count]) => `${field} ${count}`);
  // After the commit no row waits any more: what became of them stands under `done`.
  const found = `${counted.new} new, ${counted.known} known, ${counted.error} with errors`;
  return pairs([
    ['import', `${view.id}, ${view.format}, ${view.state}`],
    ['read', done ? `${view.read} entries` : `${view.read} entries: ${found}`],
    ...(lost.length > 0 ? [['dropped', lost.join(', ')] as const] : []),
    ...(willSee ? [['will be seen by', `${seersOf(willSee)}, ${willSee.datasets} datasets`] as const] : []),
    ...(failure !== null ? [['failed', failure] as const] : []),
    ...(done
      ? [['done', `${done.registered} registered, ${done.updated} updated, ${done.skipped} skipped`] as const]
      : []),
  ]);
}
