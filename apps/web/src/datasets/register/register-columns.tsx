import type { Id, LiveShare } from '@liaison/contracts';
import { priorities } from '@liaison/domain';
import { Link } from '@tanstack/react-router';
import {
  ageWords,
  figure,
  knownWords,
  priorityTones,
  priorityWords,
  statusTones,
  statusWords,
} from '../../data/dataset-words.js';
import type { Directory } from '../../data/operations.js';
import { Checkbox } from '../../ui/choice.js';
import type { GridColumn } from '../../ui/data-grid.js';
import { MarkingLine, markingWords } from '../../ui/marking.js';
import { Pill } from '../../ui/pill.js';
import { shortDay } from '../../ui/time.js';
import type { RegisterRow } from './register-rows.js';
import styles from './register.module.css';

export interface RegisterColumnsInput {
  readonly operation: Id;
  readonly directory: Directory;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

const live = (row: RegisterRow): LiveShare | null => (row.share.withdrawnBy === null ? row.share : null);
const statusOrder = ['received', 'triaged', 'claimed', 'in_analysis', 'analysed', 'disseminated', 'closed'];

export function registerColumns({
  operation,
  directory,
  chosen,
  onChoose,
}: RegisterColumnsInput): readonly GridColumn<RegisterRow>[] {
  const toggle = (row: RegisterRow): void => {
    const next = new Set(chosen);
    if (!next.delete(row.dataset)) next.add(row.dataset);
    onChoose(next);
  };
  return [
    {
      id: 'choose',
      header: 'Choose',
      width: '3.75rem',
      cell: (row) => (
        <Checkbox aria-label={`Choose ${row.ref}`} isSelected={chosen.has(row.dataset)} onChange={() => toggle(row)} />
      ),
    },
    {
      id: 'ref',
      header: 'Reference',
      width: '7.75rem',
      sortBy: (row) => row.ref,
      cell: (row) => (
        <Link to="/o/$op/datasets/$dataset" params={{ op: operation, dataset: row.dataset }} className={styles.ref}>
          {row.ref}
        </Link>
      ),
    },
    {
      id: 'owner',
      header: 'Owner',
      width: '5rem',
      sortBy: (row) => ownerOf(row, directory),
      cell: (row) => ownerOf(row, directory),
    },
    ...workColumns(directory),
    ...factColumns,
    ...countColumns,
  ];
}

function workColumns(directory: Directory): readonly GridColumn<RegisterRow>[] {
  const holder = (row: RegisterRow): string => {
    const share = live(row);
    const person = share?.claimedBy ?? share?.assignee ?? null;
    return person === null ? '' : directory.nameOf(person);
  };
  return [
    {
      id: 'status',
      header: 'Status',
      width: '6.75rem',
      sortBy: (row) => statusOrder.indexOf(live(row)?.status ?? ''),
      cell: (row) => <Status row={row} directory={directory} />,
    },
    {
      id: 'holder',
      header: 'Held by',
      width: 'minmax(7.5rem, 1fr)',
      sortBy: (row) => holder(row) || null,
      cell: (row) => <Holder row={row} name={holder(row)} />,
    },
    {
      id: 'where',
      header: 'Where',
      width: 'minmax(7rem, 1fr)',
      sortBy: (row) => row.where,
      cell: (row) => <Where row={row} />,
    },
    {
      id: 'marking',
      header: 'Marking',
      width: '10.5rem',
      sortBy: (row) => mapLive(row, (share) => markingWords(share.marking)),
      cell: (row) => mapLive(row, (share) => <MarkingLine marking={share.marking} />),
    },
  ];
}

const countColumn = (id: 'images' | 'videos' | 'items', header: string): GridColumn<RegisterRow> => ({
  id,
  header,
  width: '4.25rem',
  align: 'end',
  sortBy: (row) => mapLive(row, (share) => share[id]),
  cell: (row) => mapLive(row, (share) => figure(share[id])),
});
const countColumns = [countColumn('images', 'Images'), countColumn('videos', 'Videos'), countColumn('items', 'Items')];

const factColumns: readonly GridColumn<RegisterRow>[] = [
  {
    id: 'priority',
    header: 'Priority',
    width: '4.75rem',
    sortBy: (row) => mapLive(row, (share) => -priorities.indexOf(share.priority)),
    cell: (row) => mapLive(row, (share) => <Urgency share={share} />),
  },
  {
    id: 'known',
    header: 'Known',
    width: '8.5rem',
    sortBy: (row) => mapLive(row, (share) => share.known),
    cell: (row) => mapLive(row, (share) => knownWords[share.known]),
  },
  {
    id: 'age',
    header: 'Age',
    width: '4.75rem',
    sortBy: (row) => mapLive(row, (share) => share.age),
    cell: (row) => mapLive(row, (share) => ageWords[share.age]),
  },
  {
    id: 'received',
    header: 'Received',
    width: '6.25rem',
    sortBy: (row) => mapLive(row, (share) => share.receivedOn),
    cell: (row) => mapLive(row, ({ receivedOn }) => (receivedOn === null ? '' : shortDay(receivedOn))),
  },
];

/** Of a withdrawn share there is nothing to say but that. */
function mapLive<T>(row: RegisterRow, read: (share: LiveShare) => T): T | null {
  const share = live(row);
  return share ? read(share) : null;
}

const ownerOf = ({ share }: RegisterRow, directory: Directory): string =>
  directory.codeOf(share.withdrawnBy ?? share.originator);

function Status({ row, directory }: { readonly row: RegisterRow; readonly directory: Directory }) {
  const { share } = row;
  if (share.withdrawnBy !== null) return <Pill tone="warn">withdrawn by {directory.codeOf(share.withdrawnBy)}</Pill>;
  if (share.frozenBy !== null) return <Pill tone="warn">frozen by {directory.codeOf(share.frozenBy)}</Pill>;
  return <Pill tone={statusTones[share.status]}>{statusWords[share.status]}</Pill>;
}

function Holder({ row, name }: { readonly row: RegisterRow; readonly name: string }) {
  const share = live(row);
  if (!share) return null;
  if (name === '') return <span className={styles.quiet}>nobody</span>;
  return (
    <>
      {name}
      {share.claimedBy === null && <span className={styles.quiet}> · assigned</span>}
    </>
  );
}

function Urgency({ share: { priority } }: { readonly share: LiveShare }) {
  if (priority === 'normal' || priority === 'low')
    return <span className={styles.quiet}>{priorityWords[priority]}</span>;
  return <Pill tone={priorityTones[priority]}>{priorityWords[priority]}</Pill>;
}

const Where = ({ row }: { readonly row: RegisterRow }) => (
  <span title={row.elsewhere > 0 ? `and in ${row.elsewhere} more of your compartments` : undefined}>
    {row.where}
    {row.elsewhere > 0 && <span className={styles.quiet}> +{row.elsewhere}</span>}
  </span>
);
