import type { Erasure } from '@liaison/contracts';
import { useRefuseErasure } from '../../data/keeping.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';

export interface RefuseDialogProps {
  readonly erasure: Erasure;
  readonly name: string;
  readonly onClose: () => void;
}

export function RefuseDialog({ erasure, name, onClose }: RefuseDialogProps) {
  const { run, isBusy, problem } = useRefuseErasure();
  return (
    <ConfirmDialog
      title={`Refuse the erasure of ${name}?`}
      does="Refuse it"
      look="main"
      leaves="Not now"
      done={`The erasure of ${name} is refused.`}
      refusal={{ title: 'It was not refused', kept: 'It waits as it did.' }}
      run={() => run(erasure.id)}
      {...{ isBusy, problem, onClose }}
    >
      <p>Every value stays. A coordinator sees that you refused, and can ask again.</p>
    </ConfirmDialog>
  );
}
