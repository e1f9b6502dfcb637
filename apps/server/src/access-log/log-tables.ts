import type { AccessRecordView, Id, LogCounts, LogVolume } from '@liaison/contracts';
import { csvFile, csvLine } from '@liaison/domain';

type CodeOf = (agency: Id | null) => string;

const line = (cells: readonly (string | number | null)[]): string =>
  csvLine(
    cells.map((cell) => String(cell ?? '')),
    ';',
  );

const recordColumns = [
  ...['record', 'at', 'class', 'act', 'outcome', 'operation', 'agency', 'person', 'name', 'role', 'objects'],
  ...['ground stated', 'ground', 'address', 'session', 'recipients', 'rule', 'compartment', 'seen as'],
];

/** One line a record; what is outside the reader's cut stays empty, and what was erased says so. */
export const recordsTable = (records: readonly AccessRecordView[], codeOf: CodeOf): string =>
  csvFile([line(recordColumns), ...records.map((record) => line(recordCells(record, codeOf)))]);

const recordCells = (record: AccessRecordView, codeOf: CodeOf): readonly (string | null)[] => {
  const held = (field: string, value: string | null): string | null =>
    record.erased.includes(field) ? 'erased' : value;
  const objects = record.objects.map(
    ({ type, id, version, ref }) => `${type} ${ref ?? id}${version === null ? '' : ` v${version}`}`,
  );
  if (record.erased.includes('objects')) objects.push('erased');
  return [
    ...[record.id, record.at, record.class, record.act, record.outcome],
    ...[held('operation', record.operation), held('agency', codeOf(record.agency))],
    ...[held('person', record.person), held('person', record.personName), held('role', record.role)],
    objects.join(', '),
    ...[record.groundStated ? 'yes' : 'no', held('ground', record.ground)],
    ...[held('address', record.address), held('session', record.session)],
    held('recipients', record.recipients?.map(codeOf).join(', ') ?? null),
    ...[held('rule', record.rule), held('compartment', record.compartment), record.seenAs],
  ];
};

/** One line a figure: by what it counts, which, and how many. */
export const countsTable = (counts: LogCounts): string =>
  csvFile([
    line(['by', 'which', 'records', 'denied']),
    ...counts.hours.map(({ weekday, hour, count }) => line(['weekday and hour', `${weekday} ${hour}:00`, count, null])),
    ...counts.days.map(({ day, count, denied }) => line(['day', day, count, denied])),
    ...counts.classes.map(({ class: name, count }) => line(['class', name, count, null])),
    ...counts.acts.map(({ act, count }) => line(['act', act, count, null])),
    ...counts.outcomes.map(({ outcome, count }) => line(['outcome', outcome, count, null])),
    line(['from', counts.from, null, null]),
    line(['to', counts.to, null, null]),
    line(['zone', counts.zone, null, null]),
  ]);

const volumeColumns = [
  ...['agency', 'person', 'name', 'records', 'consultations', 'disclosures', 'exports', 'denied'],
  ...['without ground', 'first', 'last'],
];

/** One line a person. */
export const volumesTable = (people: readonly LogVolume[], codeOf: CodeOf): string =>
  csvFile([
    line(volumeColumns),
    ...people.map((one) =>
      line([
        ...[codeOf(one.agency), ...(one.erased ? ['erased', 'erased'] : [one.person, one.personName])],
        ...[one.records, one.consultations, one.disclosures, one.exports, one.denied],
        ...[one.withoutGround, one.first, one.last],
      ]),
    ),
  ]);
