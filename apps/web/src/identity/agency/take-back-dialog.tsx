import type { LeftItem, OperationSummary } from '@liaison/contracts';
import { useAnswerLeft } from '../../data/left-items.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Refused } from '../../ui/refused.js';
import { toast } from '../../ui/toast.js';
import styles from './agency.module.css';
import { countWords } from './left-words.js';

export interface TakeBackDialogProps {
  readonly operation: OperationSummary;
  readonly items: readonly LeftItem[];
  readonly onClose: () => void;
}

/** Withdraws datasets from every audience, after one more look at how many there are. */
export function TakeBackDialog({ operation, items, onClose }: TakeBackDialogProps) {
  const answer = useAnswerLeft(operation.id);
  const what = items.length === 1 ? (items[0]?.ref ?? '') : countWords(items.length);
  const run = async (): Promise<void> => {
    if ((await answer.run({ answer: 'take_back', datasets: items.map(({ dataset }) => dataset) })) === null) return;
    toast({ text: `${what} taken back from ${operation.codeName}.` });
    onClose();
  };
  return (
    <Dialog
      title={`Take back ${what}?`}
      isOpen
      onClose={onClose}
      role="alertdialog"
      size="narrow"
      foot={
        <>
          <Button onPress={onClose}>Leave them there</Button>
          <Button look="danger" isPending={answer.isBusy} onPress={() => void run()}>
            Take back now
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <Refused problem={answer.problem} title="Nothing was taken back" kept="They stand as they were." />
        <p>Everybody there loses sight of it at once. Claims end and threads about it freeze.</p>
        <p>They keep their own words, and see that it was withdrawn and by whom. It cannot be given again from here.</p>
      </div>
    </Dialog>
  );
}
