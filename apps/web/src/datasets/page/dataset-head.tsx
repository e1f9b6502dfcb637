import type { DatasetView, OperationView, ShareHeader } from '@liaison/contracts';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { priorityTones, priorityWords } from '../../data/dataset-words.js';
import type { Directory } from '../../data/operations.js';
import { why } from '../../frame/actions.js';
import { useKeys } from '../../frame/keys.js';
import { MarkingLine } from '../../ui/marking.js';
import { Pill } from '../../ui/pill.js';
import { RuledButton } from '../../ui/ruled-button.js';
import { BulkNote } from '../register/bulk-note.js';
import type { RegisterRow } from '../register/register-rows.js';
import { ShareDialog } from '../register/share-dialog.js';
import { useBulk } from '../register/use-bulk.js';
import styles from './dataset-page.module.css';
import { EditDataset } from './edit-dataset.js';
import { TightenDialog } from './tighten-dialog.js';

export interface DatasetPartProps {
  readonly operation: OperationView;
  readonly view: DatasetView;
  readonly directory: Directory;
}

/** Reference, owner, marking, and what its originator may do with it. */
export function DatasetHead({ operation, view, directory }: DatasetPartProps) {
  const [dialog, setDialog] = useState<'edit' | 'tighten' | 'share' | null>(null);
  const bulk = useBulk();
  const { 'dataset.edit': edit, 'dataset.share': share } = view.actions;
  const close = (): void => setDialog(null);
  useKeys([
    { keys: 'e', label: 'Edit the dataset', group: 'Datasets', run: () => edit.allowed && setDialog('edit') },
    { keys: 'h', label: 'Share the dataset', group: 'Datasets', run: () => share.allowed && setDialog('share') },
  ]);
  return (
    <>
      <header className={styles.head}>
        <h2 id="dataset" className={styles.ref}>
          {view.ref}
        </h2>
        <span>{directory.codeOf(view.originator)}</span>
        <MarkingLine marking={view.marking} full />
        {view.priority !== 'normal' && <Pill tone={priorityTones[view.priority]}>{priorityWords[view.priority]}</Pill>}
        <Link to="/o/$op/datasets" params={{ op: operation.id }} className={styles.quiet}>
          All datasets
        </Link>
        <div className={styles.tools}>
          <RuledButton hotkey="h" forbidden={why(share)} onPress={() => setDialog('share')}>
            Share…
          </RuledButton>
          <RuledButton forbidden={why(edit)} onPress={() => setDialog('tighten')}>
            Raise the marking…
          </RuledButton>
          <RuledButton hotkey="e" forbidden={why(edit)} onPress={() => setDialog('edit')}>
            Edit…
          </RuledButton>
        </div>
      </header>
      {bulk.state && <BulkNote state={bulk.state} onClose={bulk.clear} />}
      {dialog === 'edit' && <EditDataset operation={operation} view={view} onClose={close} />}
      {dialog === 'tighten' && <TightenDialog operation={operation} view={view} onClose={close} />}
      {dialog === 'share' && <ShareDialog rows={[rowOf(view)]} operation={operation} bulk={bulk} onClose={close} />}
    </>
  );
}

const isLive = (share: ShareHeader): boolean => share.withdrawnBy === null;

/** The dataset as a line of the register, for the dialogs that act on lines. */
function rowOf({ id, ref, shares }: DatasetView): RegisterRow {
  const share = shares.find(isLive) ?? shares[0];
  if (!share) throw new Error('a dataset without a place');
  return { dataset: id, ref, share, where: '', elsewhere: shares.filter(isLive).length - 1 };
}
