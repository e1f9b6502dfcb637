import { hitWords, recordsIn, type Report } from '@liaison/access-extract';
import { element, pairs, plain, row, table } from './elements.js';
import { recordsSection } from './records.js';

const verdicts = {
  clean: ['Clean', 'Every record stands in the log as it is shown here, and none of the range is missing.'],
  unconfirmed: [
    'Holds together, but not confirmed',
    'Whose key the log has, only the extract itself says. Choose the policy file that your agency keeps, or compare the key below with it, letter by letter.',
  ],
  refused: ['Refused', 'Do not rely on this extract. What is wrong stands below.'],
} as const;

export function verdictOf({ outcome, faults }: Report): HTMLElement {
  const [title, meaning] = verdicts[outcome];
  const hit = hitWords(faults).map((words) => element('p', {}, words));
  return element(
    'div',
    { class: `verdict ${outcome}` },
    element('strong', {}, title),
    element('p', {}, meaning),
    ...hit,
  );
}

export function foundIn(report: Report): readonly HTMLElement[] {
  const { faults, request } = report;
  return [
    ...(faults.length > 0 ? [faultsSection(report)] : []),
    ...(report.head ? [aboutSection(report)] : []),
    ...(request ? [recordsSection(report)] : []),
  ];
}

/** More would not be read; the command line tells all of them. */
const faultsShown = 100;

function faultsSection({ faults }: Report): HTMLElement {
  const rows = faults
    .slice(0, faultsShown)
    .map(({ kind, where, message }) => row([element('span', { class: 'fault' }, kind), plain(where), plain(message)]));
  const title = faults.length === 1 ? 'One fault' : `${faults.length} faults`;
  return element('section', {}, element('h2', {}, title), table('Faults', ['Kind', 'Where', 'What'], rows));
}

function aboutSection(report: Report): HTMLElement {
  const { request, head, keys, names } = report;
  const called = (id: string): string => (names[id] === undefined ? id : `${names[id]} (${id})`);
  const asked = request && [
    ['Agency', called(request.agency)],
    ['Operation', request.operation === null ? 'none: what belongs to no operation' : called(request.operation)],
    ['Range', `${request.from.toISOString()} until ${request.to.toISOString()}`],
    ['Made', `${request.at.toISOString()} by ${called(request.person)}`],
    ['Records', recordsIn(report)],
  ];
  const log = head && [
    ['Log', `${head.origin}, ${head.size} entries`],
    ['Witnesses', [...head.cosigned].map(([name, { time }]) => `${name} ${dayOf(time)}`).join(', ') || 'none'],
  ];
  const all = [...(asked ?? []), ...(log ?? []), ...keys.map((key) => ['Key of the log', key])];
  const entries = all.map(([name = '', value = '']) => [name, plain(value)] as const);
  const note = 'Names are those that the server gave when the extract was asked for; records hold ids.';
  return element(
    'section',
    {},
    element('h2', {}, 'About this extract'),
    pairs(entries),
    element('p', { class: 'note' }, note),
  );
}

const dayOf = (seconds: number): string => `(${new Date(Math.min(seconds * 1000, 8.64e15)).toISOString()})`;
