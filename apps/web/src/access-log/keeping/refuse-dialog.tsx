import type { Erasure } from '@liaison/contracts';
import { useRefuseErasure } from '../../data/keeping.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Refused } from '../../ui/refused.js';
import { toast } from '../../ui/toast.js';

export interface RefuseDialogProps {
  readonly erasure: Erasure;
  readonly name: string;
  readonly onClose: () => void;
}

export function RefuseDialog({ erasure, name, onClose }: RefuseDialogProps) {
  const refuse = useRefuseErasure();
  const run = async (): Promise<void> => {
    if ((await refuse.run(erasure.id)) === null) return;
    toast({ text: `The erasure of ${name} is refused.` });
    onClose();
  };
  return (
    <Dialog
      title={`Refuse the erasure of ${name}?`}
      isOpen
      onClose={onClose}
      role="alertdialog"
      size="narrow"
      foot={
        <>
          <Button onPress={onClose}>Not now</Button>
          <Button look="main" isPending={refuse.isBusy} onPress={() => void run()}>
            Refuse it
          </Button>
        </>
      }
    >
      <Refused problem={refuse.problem} title="It was not refused" kept="It waits as it did." />
      <p>Every value stays. A coordinator sees that you refused, and can ask again.</p>
    </Dialog>
  );
}
