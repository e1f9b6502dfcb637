import type { LeftItem, OperationSummary } from '@liaison/contracts';
import { useAnswerLeft } from '../../data/left-items.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { countWords } from './left-words.js';

export interface TakeBackDialogProps {
  readonly operation: OperationSummary;
  readonly items: readonly LeftItem[];
  readonly onClose: () => void;
}

/** Withdraws datasets from every audience, after one more look at how many there are. */
export function TakeBackDialog({ operation, items, onClose }: TakeBackDialogProps) {
  const { run, isBusy, problem } = useAnswerLeft(operation.id);
  const what = items.length === 1 ? (items[0]?.ref ?? '') : countWords(items.length);
  return (
    <ConfirmDialog
      title={`Take back ${what}?`}
      does="Take back now"
      look="danger"
      leaves="Leave them there"
      done={`${what} taken back from ${operation.codeName}.`}
      refusal={{ title: 'Nothing was taken back', kept: 'They stand as they were.' }}
      run={() => run({ answer: 'take_back', datasets: items.map(({ dataset }) => dataset) })}
      {...{ isBusy, problem, onClose }}
    >
      <p>Everybody there loses sight of it at once. Claims end and threads about it freeze.</p>
      <p>They keep their own words, and see that it was withdrawn and by whom. It cannot be given again from here.</p>
    </ConfirmDialog>
  );
}
