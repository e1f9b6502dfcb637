import type { Id, LeftItem, OperationSummary } from '@liaison/contracts';
import { useState } from 'react';
import { useAnswerLeft } from '../../data/left-items.js';
import { Button } from '../../ui/button.js';
import { CheckboxGroup } from '../../ui/choice.js';
import { Dialog } from '../../ui/dialog.js';
import { Refused } from '../../ui/refused.js';
import { toast } from '../../ui/toast.js';
import styles from './agency.module.css';
import { audienceWords } from './left-words.js';

export interface NarrowDialogProps {
  readonly operation: OperationSummary;
  readonly item: LeftItem;
  readonly onClose: () => void;
}

/** Picks the audiences that keep a dataset; it is withdrawn from the others. */
export function NarrowDialog({ operation, item, onClose }: NarrowDialogProps) {
  const answer = useAnswerLeft(operation.id);
  const [keep, setKeep] = useState<readonly Id[]>([]);
  const options = item.audiences.map((audience) => ({ value: audience.share, label: audienceWords(audience) }));
  const isNarrower = keep.length > 0 && keep.length < options.length;
  const run = async (): Promise<void> => {
    if ((await answer.run({ answer: 'narrow', datasets: [item.dataset], keep })) === null) return;
    toast({ text: `${item.ref} stays in ${keep.length} of ${options.length} audiences.` });
    onClose();
  };
  return (
    <Dialog
      title={`Who keeps ${item.ref}?`}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>Not now</Button>
          <Button look="danger" isDisabled={!isNarrower} isPending={answer.isBusy} onPress={() => void run()}>
            Withdraw from the others
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <Refused problem={answer.problem} title="Nothing was changed" kept="It stands as it was." />
        <CheckboxGroup label="Audiences that keep it" options={options} value={keep} onChange={setKeep} />
        <p className="meta">There work goes on. The others lose sight of it at once and see that it was withdrawn.</p>
      </div>
    </Dialog>
  );
}
