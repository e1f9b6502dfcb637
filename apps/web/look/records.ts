import type { Names, Report, ReportedRecord } from '@liaison/access-extract';
import { element, pairs, plain, row, table } from './elements.js';

const pageSize = 200;
const head = ['No.', 'Time (UTC)', 'Person', 'Agency', 'Act', 'Outcome', 'Ground', 'Objects', 'Verdict', 'All of it'];

/** All records of the range, a page at a time, with a filter over whatever is shown of them. */
export function recordsSection({ records, names }: Report): HTMLElement {
  const filter = element('input', { type: 'search', 'aria-label': 'Show only records in which this stands' });
  filter.placeholder = 'person, reference, act, ground …';
  const earlier = element('button', { type: 'button' }, 'Earlier');
  const later = element('button', { type: 'button' }, 'Later');
  const told = element('span', { role: 'status' });
  const place = element('div');
  let page = 0;
  const draw = (): void => {
    const found = records.filter((record) => textOf(record, names).includes(filter.value.trim().toLowerCase()));
    page = Math.max(0, Math.min(page, Math.ceil(found.length / pageSize) - 1));
    const shown = found.slice(page * pageSize, (page + 1) * pageSize);
    const from = page * pageSize + 1;
    told.textContent = found.length === 0 ? 'None' : `${from} to ${from + shown.length - 1} of ${found.length}`;
    earlier.disabled = page === 0;
    later.disabled = from + shown.length > found.length;
    place.replaceChildren(
      table(
        'Records',
        head,
        shown.map((record) => recordRow(record, names)),
      ),
    );
  };
  filter.addEventListener('input', () => {
    page = 0;
    draw();
  });
  for (const [button, step] of [
    [earlier, -1],
    [later, 1],
  ] as const)
    button.addEventListener('click', () => {
      page += step;
      draw();
    });
  draw();
  const tools = element('div', { class: 'tools' }, filter, earlier, later, told);
  return element('section', {}, element('h2', {}, 'Records'), tools, place);
}

function recordRow(one: ReportedRecord, names: Names): HTMLElement {
  const { record, shown, faults, entry, erased } = one;
  return row(
    [
      String(one.n),
      element('span', { class: 'at' }, record?.at.toISOString().replace('T', ' ').replace('Z', '') ?? '?'),
      called('person', one, names),
      called('agency', one, names),
      record?.act ?? '?',
      record?.outcome ?? '?',
      groundOf(one),
      objectsOf(shown),
      faults.length === 0
        ? erased > 0
          ? `erased (entry ${entry ?? '?'})`
          : 'holds'
        : element(
            'span',
            { class: 'fault' },
            faults.map(({ kind, message }) => `${kind}: ${plain(message)}`).join('; '),
          ),
      everything(one, names),
    ],
    faults.length === 0 ? '' : 'bad',
  );
}

/** Whoever sees a record sees both of these, as long as they are there. */
function called(field: 'person' | 'agency', { shown, erased }: ReportedRecord, names: Names): HTMLElement | string {
  const value = shown[field];
  if (value === undefined) return erased > 0 ? 'erased' : 'not shown';
  if (typeof value !== 'string') return 'nobody';
  return names[value] === undefined ? element('span', { class: 'id' }, plain(value)) : plain(names[value]);
}

function groundOf({ record, shown }: ReportedRecord): string {
  if (typeof shown.ground === 'string') return plain(shown.ground);
  return record?.groundStated ? 'stated' : 'none';
}

interface Shown {
  readonly type?: unknown;
  readonly id?: unknown;
  readonly ref?: unknown;
}

function objectsOf(shown: ReportedRecord['shown']): string {
  const lists = Object.entries(shown).filter(([name, value]) => name.startsWith('objects') && Array.isArray(value));
  const objects = lists.flatMap(([, value]) => value as readonly (Shown | null)[]);
  return objects.map((one) => plain(`${text(one?.type)} ${text(one?.ref ?? one?.id)}`)).join(', ');
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));

function everything({ entry, record, shown }: ReportedRecord, names: Names): HTMLElement {
  const said = { entry, class: record?.class ?? null, policy: record?.policy ?? null, ...shown };
  const fields = Object.entries(said).map(
    ([name, value]) => [plain(name), plain(withName(text(value), names))] as const,
  );
  return element('details', {}, element('summary', {}, 'fields'), pairs(fields));
}

const withName = (value: string, names: Names): string =>
  names[value] === undefined ? value : `${names[value]} (${value})`;

const textOf = ({ record, shown }: ReportedRecord, names: Names): string =>
  JSON.stringify([record, shown, names[text(shown.person)], names[text(shown.agency)]]).toLowerCase();
