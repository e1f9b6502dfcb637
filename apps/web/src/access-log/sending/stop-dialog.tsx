import type { LogSubscription } from '@liaison/contracts';
import { useUnsubscribe } from '../../data/log-subscriptions.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Refused } from '../../ui/refused.js';
import { toast } from '../../ui/toast.js';

export interface StopDialogProps {
  readonly subscription: LogSubscription;
  readonly onClose: () => void;
}

export function StopDialog({ subscription: { id, destination, waitingSince }, onClose }: StopDialogProps) {
  const stop = useUnsubscribe();
  const run = async (): Promise<void> => {
    if ((await stop.run(id)) === null) return;
    toast({ text: `Nothing is sent to ${destination} any more.` });
    onClose();
  };
  return (
    <Dialog
      title={`Stop sending to ${destination}?`}
      isOpen
      onClose={onClose}
      role="alertdialog"
      size="narrow"
      foot={
        <>
          <Button onPress={onClose}>Go on sending</Button>
          <Button look="danger" isPending={stop.isBusy} onPress={() => void run()}>
            Stop sending
          </Button>
        </>
      }
    >
      <Refused problem={stop.problem} title="It was not stopped" kept="It is sent as before." />
      <p>
        Nothing more goes there{waitingSince !== null && ', and what waits now is not sent'}. What it has it keeps. Your
        agency’s own watching of this log may depend on it. That you stopped it is a record.
      </p>
    </Dialog>
  );
}
