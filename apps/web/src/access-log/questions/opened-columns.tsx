import type { OpenedLine } from '@liaison/contracts';
import type { CsvColumn } from '../../ui/csv.js';
import type { GridColumn } from '../../ui/data-grid.js';
import { Pill } from '../../ui/pill.js';
import type { LogWords } from '../log-words.js';
import { erasedWord, isErased, personInWords } from '../record-words.js';
import { At } from '../records/at.js';

export const gradeWords: Readonly<Record<OpenedLine['grade'], string>> = {
  opened: 'opened',
  acknowledged: 'acknowledged',
};

const groundOf = (line: OpenedLine): string => {
  const { ground, groundStated } = line;
  if (groundStated && isErased(line, 'ground')) return `stated, ${erasedWord}`;
  return ground === 'task' ? 'own task' : (ground ?? (groundStated ? 'stated' : 'none stated'));
};

const roleInWords = (line: OpenedLine): string | null =>
  isErased(line, 'role') ? erasedWord : (line.role?.replaceAll('_', ' ') ?? null);

/** `thread.open` lasts; an act of one moment has no end. */
const untilOf = ({ act, until }: OpenedLine): string | null => until ?? (act === 'thread.open' ? 'still open' : null);

/** Who, when and on what ground first: on a phone these are on the screen. */
export const openedColumns = (words: LogWords): readonly GridColumn<OpenedLine>[] => [
  { id: 'at', header: 'From (UTC)', width: '11.5rem', sortBy: (row) => row.at, cell: (row) => <At at={row.at} /> },
  {
    id: 'person',
    header: 'Person',
    width: 'minmax(8rem, 1.2fr)',
    sortBy: (row) => words.codeOf(row.agency) + (row.personName ?? ''),
    cell: (row) => `${words.codeOf(row.agency)} · ${personInWords(row)}`,
  },
  { id: 'ground', header: 'On what ground', width: 'minmax(7.5rem, 1.2fr)', cell: groundOf },
  {
    id: 'grade',
    header: 'Grade',
    width: '7rem',
    sortBy: (row) => row.grade,
    cell: (row) => <Pill tone={row.grade === 'acknowledged' ? 'ok' : 'plain'}>{gradeWords[row.grade]}</Pill>,
  },
  { id: 'until', header: 'Until (UTC)', width: '11.5rem', cell: (row) => <Until line={row} /> },
  { id: 'role', header: 'Role', width: '6rem', cell: (row) => roleInWords(row) ?? '—' },
  { id: 'act', header: 'Act', width: 'minmax(7rem, 1fr)', cell: (row) => <span className="mono">{row.act}</span> },
];

function Until({ line }: { readonly line: OpenedLine }) {
  const until = untilOf(line);
  if (until === null) return <>—</>;
  return line.until === null ? <>{until}</> : <At at={line.until} />;
}

export const openedCsv = (words: LogWords): readonly CsvColumn<OpenedLine>[] => [
  { header: 'from', value: (row) => row.at },
  { header: 'until', value: untilOf },
  { header: 'agency', value: (row) => words.codeOf(row.agency) },
  { header: 'person', value: (row) => (isErased(row, 'person') ? erasedWord : row.person) },
  { header: 'name', value: personInWords },
  { header: 'role', value: roleInWords },
  { header: 'grade', value: (row) => row.grade },
  { header: 'ground', value: groundOf },
  { header: 'act', value: (row) => row.act },
  { header: 'operation', value: (row) => (row.operation === null ? null : words.nameOf(row.operation)) },
  { header: 'record', value: (row) => row.record },
];
