import type { CompartmentView, ShareHeader } from '@liaison/contracts';
import { useCommand } from '../../data/command.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';

export interface WithdrawDialogProps {
  readonly share: ShareHeader;
  readonly dataset: string;
  readonly place: CompartmentView | undefined;
  readonly people: number;
  readonly onClose: () => void;
}

/** The originator takes a dataset from an audience: one person's act, at once. */
export function WithdrawDialog({ share, dataset, place, people, onClose }: WithdrawDialogProps) {
  const { run, isBusy, problem } = useCommand('share.withdraw');
  const name = place?.name ?? 'this audience';
  return (
    <ConfirmDialog
      title={`Withdraw ${dataset} from ${name}?`}
      does="Withdraw now"
      look="danger"
      leaves="Keep it there"
      done={`${dataset} is withdrawn from ${name}.`}
      refusal={{ title: 'It was not withdrawn', kept: 'It is there as before.' }}
      run={() => run({ compartment: share.compartment, input: { share: share.id } })}
      {...{ isBusy, problem, onClose }}
    >
      <p>{people} people lose sight of it at once. Claims there end and threads about it freeze.</p>
      <p>They keep their own words, and see that it was withdrawn and by whom. You can share it again.</p>
    </ConfirmDialog>
  );
}
