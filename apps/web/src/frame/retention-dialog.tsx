import type { RetentionPeriod } from '@liaison/contracts';
import { retentionLimits, retentionNotice } from '@liaison/domain';
import { useState } from 'react';
import { useSetRetention } from '../data/keeping.js';
import { classWords } from '../data/words.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { TextField } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { Refused } from '../ui/refused.js';
import { toast } from '../ui/toast.js';

const form = 'set-retention';
const { least, most } = retentionLimits;

export interface RetentionDialogProps {
  readonly period: RetentionPeriod;
  readonly onClose: () => void;
}

/** Another time for one class of act. */
export function RetentionDialog({ period, onClose }: RetentionDialogProps) {
  const set = useSetRetention();
  const [days, setDays] = useState(String(period.announced?.days ?? period.days));
  const submit = async (): Promise<void> => {
    const answer = await set.run({ of: period.class, days: Number(days) });
    if (answer === null) return;
    toast({
      text: answer.announced
        ? `Announced: the shorter time is in force after ${retentionNotice} days.`
        : 'The time is set, and in force.',
    });
    onClose();
  };
  return (
    <Dialog
      title={`How long ${classWords[period.class]} is kept`}
      isOpen
      onClose={onClose}
      size="narrow"
      foot={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="main" type="submit" form={form} isPending={set.isBusy} isDisabled={days.trim() === ''}>
            Set
          </Button>
        </>
      }
    >
      <Form id={form} label="How long" onSubmit={() => void submit()}>
        <Refused problem={set.problem} title="The time was not changed" beside={['days']} />
        <TextField
          label="Days"
          inputMode="numeric"
          value={days}
          onChange={setDays}
          autoFocus
          hint={`${least} to ${most.toLocaleString()}. Where nothing is set: ${period.defaultDays.toLocaleString()}.`}
          problem={set.of('days')}
        />
        <p className="meta">
          Longer than now is in force at once. Shorter is announced to your auditors and in force after{' '}
          {retentionNotice} days: time to set a hold. Setting it is a record.
        </p>
      </Form>
    </Dialog>
  );
}
