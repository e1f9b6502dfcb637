import type { LogSubscription } from '@liaison/contracts';
import { useUnsubscribe } from '../../data/log-subscriptions.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';

export interface StopDialogProps {
  readonly subscription: LogSubscription;
  readonly onClose: () => void;
}

export function StopDialog({ subscription: { id, destination, waitingSince }, onClose }: StopDialogProps) {
  const { run, isBusy, problem } = useUnsubscribe();
  return (
    <ConfirmDialog
      title={`Stop sending to ${destination}?`}
      does="Stop sending"
      look="danger"
      leaves="Go on sending"
      done={`Nothing is sent to ${destination} any more.`}
      refusal={{ title: 'It was not stopped', kept: 'It is sent as before.' }}
      run={() => run(id)}
      {...{ isBusy, problem, onClose }}
    >
      <p>
        Nothing more goes there{waitingSince !== null && ', and what waits now is not sent'}. What it has it keeps. Your
        agency’s own watching of this log may depend on it. That you stopped it is a record.
      </p>
    </ConfirmDialog>
  );
}
