import type { CompartmentView, ShareHeader } from '@liaison/contracts';
import { useCommand } from '../../data/command.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Refused } from '../../ui/refused.js';
import { toast } from '../../ui/toast.js';
import styles from './dataset-page.module.css';

export interface WithdrawDialogProps {
  readonly share: ShareHeader;
  readonly dataset: string;
  readonly place: CompartmentView | undefined;
  readonly people: number;
  readonly onClose: () => void;
}

/** The originator takes a dataset from an audience: one person's act, at once. */
export function WithdrawDialog({ share, dataset, place, people, onClose }: WithdrawDialogProps) {
  const withdraw = useCommand('share.withdraw');
  const name = place?.name ?? 'this audience';
  const run = async (): Promise<void> => {
    if ((await withdraw.run({ compartment: share.compartment, input: { share: share.id } })) === null) return;
    toast({ text: `${dataset} is withdrawn from ${name}.` });
    onClose();
  };
  return (
    <Dialog
      title={`Withdraw ${dataset} from ${name}?`}
      isOpen
      onClose={onClose}
      role="alertdialog"
      size="narrow"
      foot={
        <>
          <Button onPress={onClose}>Keep it there</Button>
          <Button look="danger" isPending={withdraw.isBusy} onPress={() => void run()}>
            Withdraw now
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <Refused problem={withdraw.problem} title="It was not withdrawn" kept="It is there as before." />
        <p>{people} people lose sight of it at once. Claims there end and threads about it freeze.</p>
        <p>They keep their own words, and see that it was withdrawn and by whom. You can share it again.</p>
      </div>
    </Dialog>
  );
}
