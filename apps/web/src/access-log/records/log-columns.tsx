import type { AccessRecordView } from '@liaison/contracts';
import { classWords } from '../../data/words.js';
import type { GridColumn } from '../../ui/data-grid.js';
import { Pill } from '../../ui/pill.js';
import type { LogWords } from '../log-words.js';
import { groundInWords, objectsInWords, outcomeOf, personInWords } from '../record-words.js';
import { At } from './at.js';

const who = (record: AccessRecordView, { codeOf }: LogWords): string =>
  record.agency === null ? personInWords(record) : `${codeOf(record.agency)} · ${personInWords(record)}`;

export const logColumns = (words: LogWords): readonly GridColumn<AccessRecordView>[] => [
  { id: 'at', header: 'Time (UTC)', width: '11.5rem', cell: (row) => <At at={row.at} /> },
  { id: 'person', header: 'Person', width: 'minmax(9rem, 1.2fr)', cell: (row) => who(row, words) },
  { id: 'class', header: 'Class', width: '8.5rem', cell: (row) => classWords[row.class] },
  { id: 'act', header: 'Act', width: 'minmax(9rem, 1fr)', cell: (row) => <span className="mono">{row.act}</span> },
  {
    id: 'object',
    header: 'Object',
    width: 'minmax(9rem, 1.2fr)',
    cell: (row) => <span className="mono">{objectsInWords(row) || '—'}</span>,
  },
  { id: 'why', header: 'Why', width: 'minmax(8rem, 1.2fr)', cell: (row) => groundInWords(row) || '—' },
  { id: 'outcome', header: 'Outcome', width: '6rem', cell: (row) => <Outcome record={row} /> },
];

function Outcome({ record }: { readonly record: AccessRecordView }) {
  const { words, tone } = outcomeOf(record);
  return <Pill tone={tone}>{words}</Pill>;
}
