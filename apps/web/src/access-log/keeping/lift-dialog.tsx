import type { LegalHold } from '@liaison/contracts';
import { limits } from '@liaison/domain';
import { useState } from 'react';
import { useLiftHold } from '../../data/keeping.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { TextArea } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { Refused } from '../../ui/refused.js';
import { toast } from '../../ui/toast.js';
import { timesOf } from './hold-words.js';

const form = 'lift-hold';

export interface LiftDialogProps {
  readonly hold: LegalHold;
  readonly name: string;
  readonly onClose: () => void;
}

/** Asks once more, and why. */
export function LiftDialog({ hold, name, onClose }: LiftDialogProps) {
  const lift = useLiftHold();
  const [reason, setReason] = useState('');
  const submit = async (): Promise<void> => {
    if (reason.trim() === '') return;
    if ((await lift.run({ id: hold.id, reason: reason.trim() })) === null) return;
    toast({ text: `The hold on ${name} is lifted.` });
    onClose();
  };
  return (
    <Dialog
      title={`Lift the hold on ${name}?`}
      isOpen
      onClose={onClose}
      role="alertdialog"
      isDismissable={!lift.isBusy}
      foot={
        <>
          <Button onPress={onClose}>Keep it</Button>
          <Button look="danger" type="submit" form={form} isPending={lift.isBusy} isDisabled={reason.trim() === ''}>
            Lift it
          </Button>
        </>
      }
    >
      <Form id={form} label="Why it is lifted" onSubmit={() => void submit()}>
        <Refused problem={lift.problem} title="The hold was not lifted" beside={['reason']} />
        <p>
          It keeps {timesOf(hold)}, set by {hold.setBy.name}: “{hold.reason}”
        </p>
        <p>
          What no other hold covers can then be erased: within the hour where its time is over, and with a person whose
          erasure is carried out. What is erased does not come back.
        </p>
        <TextArea
          label="Why is it lifted?"
          value={reason}
          onChange={setReason}
          autoFocus
          maxLength={limits.reason}
          hint="It stays with the hold, with your name. Your side alone reads it."
          problem={lift.of('reason')}
        />
        {lift.isBusy && <p role="status">It waits until its record stands in the signed log: a few seconds.</p>}
      </Form>
    </Dialog>
  );
}
