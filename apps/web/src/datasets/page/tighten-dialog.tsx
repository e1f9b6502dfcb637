import type { DatasetView, OperationView } from '@liaison/contracts';
import { isAtLeast, type Marking } from '@liaison/domain';
import { useState } from 'react';
import { useCommand } from '../../data/command.js';
import { markingPlaceOf } from '../../frame/audience-words.js';
import { isWholeMarking, MarkingFields } from '../../frame/marking-fields.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Refused } from '../../ui/refused.js';
import { toast } from '../../ui/toast.js';
import styles from './dataset-page.module.css';
import { placeToEdit } from './place-to-edit.js';

export interface TightenDialogProps {
  readonly operation: OperationView;
  readonly view: DatasetView;
  readonly onClose: () => void;
}

/** Raises the marking: one person's act, at once, wherever the dataset is. Lowering takes two and is not here. */
export function TightenDialog({ operation, view, onClose }: TightenDialogProps) {
  const edit = useCommand('dataset.edit');
  const [marking, setMarking] = useState<Marking>(view.marking);
  const place = placeToEdit(operation, view);
  const isSame = isAtLeast(view.marking, marking) && view.marking.h3Text === marking.h3Text;
  const run = async (): Promise<void> => {
    if (!place) return;
    const input = { dataset: view.id, version: view.version, marking };
    if ((await edit.run({ compartment: place.id, input })) === null) return;
    toast({ text: `${view.ref}: the marking is raised everywhere it is.` });
    onClose();
  };
  return (
    <Dialog
      title={`Raise the marking of ${view.ref}`}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            look="main"
            isDisabled={isSame || !place || !isWholeMarking(marking)}
            isPending={edit.isBusy}
            onPress={() => void run()}
          >
            Raise it now
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <Refused problem={edit.problem} title="The marking was not raised" kept="It stands as it was." />
        <p>It takes effect at once in every compartment that has the dataset. It cannot be lowered again here.</p>
        {place && (
          <MarkingFields
            place={{ ...markingPlaceOf(operation, place), floor: view.marking }}
            floor={view.marking}
            value={marking}
            onChange={setMarking}
            withClassification
          />
        )}
      </div>
    </Dialog>
  );
}
