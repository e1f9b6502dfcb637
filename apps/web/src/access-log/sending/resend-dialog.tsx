import type { LogSubscription } from '@liaison/contracts';
import { useState } from 'react';
import { useResend } from '../../data/log-subscriptions.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { Refused } from '../../ui/refused.js';
import { toast } from '../../ui/toast.js';

const form = 'resend';

export interface ResendDialogProps {
  readonly subscription: LogSubscription;
  readonly onClose: () => void;
}

/** What was sent before, or was before the sending began, once more. */
export function ResendDialog({ subscription: { id, destination }, onClose }: ResendDialogProps) {
  const resend = useResend();
  const [from, setFrom] = useState('');
  const submit = async (): Promise<void> => {
    if (from === '') return;
    if ((await resend.run({ id, from: `${from}:00Z` })) === null) return;
    toast({ text: `Everything since then is sent to ${destination} once more.` });
    onClose();
  };
  return (
    <Dialog
      title={`Send again to ${destination}`}
      isOpen
      onClose={onClose}
      size="narrow"
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="main" type="submit" form={form} isPending={resend.isBusy} isDisabled={from === ''}>
            Send again
          </Button>
        </>
      }
    >
      <Form id={form} label="From when" onSubmit={() => void submit()}>
        <Refused problem={resend.problem} title="Nothing is sent again" beside={['from']} />
        <TextField
          label="From (UTC)"
          type="datetime-local"
          value={from}
          onChange={setFrom}
          autoFocus
          hint="Everything since then goes once more. The system there drops what it has, by record."
          problem={resend.of('from')}
        />
        <p className="meta">
          For example when the system has lost it, or to have there what was before the sending began.
        </p>
      </Form>
    </Dialog>
  );
}
